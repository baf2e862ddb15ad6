import Broker
import Glibc
import KeyDirectory
package import Primitives
import SystemPackage

/// `plombad keys rotate`: another key for the broker's statements, for which the old one vouches.
///
/// ```
/// keys/service          the key in use
/// keys/service.changes  every change, signed by the key before and the key after it
/// keys/service.next     the new key, until it takes the place of the old one
/// ```
/// The change is on the disk before the key is exchanged, and the exchange is one renaming: after a power
/// cut the broker has the old key and one change too many, which is passed over, or the new key.
package struct ServiceKeyRotation: Sendable {
    package let old: PublicKey
    package let new: PublicKey
    package let changes: Int

    /// - Throws: `StoreError.locked` while the broker runs: it would go on signing with the old key.
    package init(home: BrokerHome, now: Timestamp) throws {
        let configuration = try home.configuration()
        try home.makeFolder(configuration.dataPath)
        let lock = try StoreLock(folder: home.resolve(configuration.dataPath).string)
        defer { withExtendedLifetime(lock) {} }
        let path = configuration.serviceKeyPath
        let oldKey = try home.serviceKey(configuration)
        let before = try home.keyChanges(configuration, to: oldKey.publicKey)
        guard (before?.changes.count ?? 0) < BrokerKeyHistory.limit else {
            throw ConfigurationError.tooManyChanges
        }
        try home.removeIfThere(path + BrokerHome.nextEnding)
        try home.createKey(path + BrokerHome.nextEnding, comment: "plombad service key")
        let newKey = try home.signingKey(path + BrokerHome.nextEnding)
        let change = BrokerKeyChange(
            mode: configuration.mode, broker: configuration.name, number: before?.next.number ?? 1,
            previous: before?.next.previous, oldKey: oldKey.publicKey, newKey: newKey.publicKey,
            // A clock that went back does not make the changes go back.
            fromTime: max(now, before?.changes.last?.fromTime ?? now))
        let signed = change.signed(by: oldKey, and: newKey)
        let after = try before?.appending(signed) ?? BrokerKeyHistory(verifying: [signed])
        try home.replace(path + BrokerHome.changesEnding, after.serialized())
        try home.rename(path + BrokerHome.nextEnding, to: path)
        (old, new, changes) = (oldKey.publicKey, newKey.publicKey, after.changes.count)
    }
}

extension BrokerHome {
    static let changesEnding = ".changes"
    static let nextEnding = ".next"

    /// The changes that led to the key in use; nil while there was none.
    ///
    /// - Throws: `ConfigurationError.keyChanges` for what does not lead to it.
    func keyChanges(
        _ configuration: HomeConfiguration, to key: PublicKey
    ) throws(ConfigurationError) -> BrokerKeyHistory? {
        let name = configuration.serviceKeyPath + Self.changesEnding
        guard exists(name) else { return nil }
        let bytes = try read(name, limit: BrokerKeyHistory.sizeLimitInBytes)
        do throws(RecordError) {
            let found = try BrokerKeyHistory(parsing: bytes)
            guard found.broker == configuration.name, found.mode == configuration.mode else {
                throw .nameChanged(version: 1)
            }
            if found.current == key { return found }
            // The power failed before the key was exchanged: the last change never came into force.
            guard found.changes.last?.oldKey == key else { throw .fingerprintMismatch }
            let rest = Array(found.signed.dropLast())
            return rest.isEmpty ? nil : try BrokerKeyHistory(verifying: rest)
        } catch {
            throw .keyChanges(
                reason: error == .fingerprintMismatch
                    ? "they do not lead to the key that is there" : error.message)
        }
    }

    /// Writes a file in the place of the one that is there, as a whole.
    func replace(_ name: String, _ bytes: [UInt8]) throws(ConfigurationError) {
        try removeIfThere(name + ".new")
        try create(name + ".new", bytes)
        try rename(name + ".new", to: name)
    }

    func removeIfThere(_ name: String) throws(ConfigurationError) {
        guard unsafe unlink(resolve(name).string) == 0 || errno == ENOENT else {
            throw .file(name, reason: Self.reason(Errno(rawValue: errno)))
        }
    }

    /// Renames, and syncs the folder: afterwards it is so, whatever happens.
    func rename(_ name: String, to new: String) throws(ConfigurationError) {
        do {
            let target = resolve(new)
            guard unsafe Glibc.rename(resolve(name).string, target.string) == 0 else {
                throw Errno(rawValue: errno)
            }
            let folder = try FileDescriptor.open(
                target.removingLastComponent(), .readOnly, options: [.directory, .closeOnExec])
            try folder.closeAfter {
                guard fsync(folder.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
        } catch {
            throw .file(new, reason: Self.reason(error))
        }
    }
}
