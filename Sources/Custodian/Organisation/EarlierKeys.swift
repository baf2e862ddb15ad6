import Primitives
import PrivateFiles
import SystemPackage

/// Keys that a record replaced here, until the broker has answered with that record.
///
/// ```
/// keys/earlier-0003-DIGEST-member-signing.age     what record 3, with this SHA-256, took the place of
/// keys/earlier-0003-DIGEST-device
/// ```
/// When another record turns out to count in its place, they are put back. Identities need no such file:
/// a rotation keeps them behind the newest.
struct EarlierKeys {
    private static let prefix = "earlier-"
    private static let kept = [KeyRing.LockedKey.memberSigning.rawValue, KeyRing.deviceName]
    private static let fileLimit = 128 * 1024
    private let keys: FilePath

    struct Entry {
        let path: FilePath
        /// Of the key that it was.
        let name: String
        /// The record that replaced it.
        let version: Int
        let record: SHA256Digest

        var fileName: String { path.lastComponent?.string ?? "" }
        var isLocked: Bool { name != KeyRing.deviceName }

        func read() throws(FileError) -> [UInt8] {
            try PrivateFile.read(path, limit: EarlierKeys.fileLimit)
        }
    }

    init(keys: FilePath) {
        self.keys = keys
    }

    /// Those of the oldest records first.
    var all: [Entry] {
        // A folder that cannot be listed is told when its keys are read.
        let names = (try? PrivateFolder.names(in: keys)) ?? []
        return names.compactMap(entry).sorted { ($0.version, $0.name) < ($1.version, $1.name) }
    }

    /// Keeps what is about to be replaced by the files with these names.
    func keep(_ names: [String], replacedBy record: SHA256Digest, version: Int) throws {
        for name in Self.kept where names.contains(name) {
            let present = keys.appending(name)
            guard PrivateFolder.isThere(present) else { continue }
            try PrivateFile.write(
                PrivateFile.read(present, limit: Self.fileLimit),
                to: keys.appending("\(Self.prefix)\(version)-\(record.hex)-\(name)"))
        }
    }

    /// Puts back what a record replaced that does not count, and forgets what the broker knows of.
    ///
    /// Of several the oldest stays in its place; the caller has the lock.
    ///
    /// - Parameters:
    ///   - records: all that count, oldest first.
    ///   - told: the newest that the broker has answered with.
    func settle(records: [SHA256Digest], told: SHA256Digest?) throws {
        for name in abandoned { try SystemCall.removeFile(keys.appending(name)) }
        let all = all
        guard !all.isEmpty else { return }
        let known = told.flatMap { records.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        for entry in all.reversed() {
            if !counts(entry, records) {
                try SystemCall.rename(entry.path, to: keys.appending(entry.name))
            } else if entry.version <= known {
                try SystemCall.removeFile(entry.path)
            }
        }
        try PrivateFolder.sync(keys)
    }

    /// What a power cut left of one that was being kept.
    private var abandoned: [String] {
        ((try? PrivateFolder.names(in: keys)) ?? []).filter {
            $0.hasPrefix(Self.prefix) && $0.contains(".new-")
        }
    }

    private func counts(_ entry: Entry, _ records: [SHA256Digest]) -> Bool {
        records.indices.contains(entry.version - 1) && records[entry.version - 1] == entry.record
    }

    private func entry(_ fileName: String) -> Entry? {
        let parts = fileName.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
        guard fileName.hasPrefix(Self.prefix), parts.count == 4, let version = Int(parts[1]),
            version >= 1, let record = SHA256Digest(hex: String(parts[2])),
            Self.kept.contains(String(parts[3]))
        else { return nil }
        return Entry(
            path: keys.appending(fileName), name: String(parts[3]), version: version,
            record: record)
    }
}
