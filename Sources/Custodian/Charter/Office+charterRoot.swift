import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage

/// What somebody is about to sign: a charter, and what it changes.
package struct CharterSigning: Sendable {
    package let version: Int64
    package let name: OrganisationName
    package let changes: [String]
    /// Where the signature was written.
    package let signature: String
}

extension Office {
    /// The charter root key of this computer, made when there is none yet: the line of a `.pub` file.
    ///
    /// - Throws: `passphrase.wrong` for another passphrase than that of the keys that are here.
    package func makeCharterRoot() throws -> String {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        _ = try settledOrganisation()
        let ring = KeyRing(home)
        guard !ring.isThere(.charterRoot) else { throw CharterError.rootThere }
        let passphrase = try askPassphrase()
        for name in KeyRing.LockedKey.possible where ring.isThere(name) {
            // One passphrase opens all keys here.
            _ = try ring.unlock(name, locker, passphrase)
            break
        }
        let key = try SigningKey()
        let comment = "charter-root@" + (try OwnOrganisation(home).organisation.name.text)
        try ring.store(
            key.openSSHPrivateKey(comment: comment), as: .charterRoot, locker: locker,
            passphrase: passphrase)
        return key.publicKey.openSSHLine
    }

    /// The public half of the charter root key that is here.
    package func charterRoot() throws -> String {
        try charterRootKey().publicKey.openSSHLine
    }

    /// Signs a charter with the root key of this computer, as `ssh-keygen -Y sign` would, beside the file:
    /// FILE.sig. What is confirmed here must be followed by it.
    ///
    /// - Parameter path: the file that was handed over; nil for the draft that waits here.
    package func signCharter(_ path: String?) throws -> CharterSigning {
        let file = path ?? CharterDraft.path(home).string
        let bytes = try OutsideFile.read(file, limit: CharterLimits.recordSizeInBytes)
        let record = try CharterRecord(parsing: bytes)
        let known = try ConfirmedCharter.loadIfThere(home)?.history
        if let known {
            guard record.name == known.name, record.version == known.current.version + 1,
                record.previous == known.remembered.digest
            else { throw CharterError.notNext(version: known.current.version + 1) }
        }
        try record.requireUsable()
        let root = try charterRootKey()
        let roots = (known?.current.roots ?? []) + record.roots
        guard roots.contains(where: { $0.point == root.publicKey }) else {
            throw CharterError.notARoot
        }
        let signature = SignedRecord.signature(
            over: bytes, of: CharterRecord.self, mode: record.mode, by: root)
        let place = path == nil ? "charter.json.sig" : file + ".sig"
        try OutsideFile.create(signature, at: place)
        return CharterSigning(
            version: Int64(record.version), name: record.name,
            changes: known.map { CharterDifference($0.current, record).sentences } ?? [],
            signature: place)
    }

    private func charterRootKey() throws -> SigningKey {
        let ring = KeyRing(home)
        guard ring.isThere(.charterRoot) else { throw CharterError.notARoot }
        return try ring.signingKey(.charterRoot, locker: locker, passphrase: askPassphrase())
    }
}
