import Primitives

/// Which key files another passphrase opens now, and which were not there.
package struct ChangedPassphrase: Sendable, Equatable {
    package let keys: [String]
    /// They keep the old passphrase, wherever they are.
    package let elsewhere: [String]
}

extension Office {
    /// Locks every key file here with another passphrase.
    ///
    /// Each new file is opened again before it counts. Keys that are unlocked are locked.
    package func changePassphrase(from newPassphrases: PassphraseSource) throws -> ChangedPassphrase
    {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let ring = KeyRing(home)
        _ = try settledOrganisation()
        // Keys that wait have the old passphrase.
        if ring.replacement.isAnyWaiting { try requireNoDraft() }
        let present = KeyRing.LockedKey.possible.filter(ring.isThere)
        let old = try askPassphrase()
        let secrets = try open(present, ring, old)
        let new = try newPassphrase(from: newPassphrases, unlike: old)
        let files = try secrets.map { secret in
            (name: secret.name.rawValue, content: try relock(secret.bytes, new))
        }
        let earlier = try relockEarlier(ring, old, new)
        try ring.replacement.replace(with: files + earlier)
        _ = try lockKeys()
        return ChangedPassphrase(
            keys: present.map(\.rawValue),
            elsewhere: KeyRing.LockedKey.allCases.filter { !present.contains($0) }.map(\.rawValue))
    }

    /// Those that a record replaced which the broker does not know yet.
    private func relockEarlier(
        _ ring: KeyRing, _ old: borrowing SecretBytes, _ new: borrowing SecretBytes
    ) throws -> [(name: String, content: [UInt8])] {
        var files: [(name: String, content: [UInt8])] = []
        for entry in ring.replacement.earlier.all where entry.isLocked {
            let secret = try locker.unlock(entry.read(), old)
            files.append((entry.fileName, try relock(secret, new)))
        }
        return files
    }

    private func open(
        _ names: [KeyRing.LockedKey], _ ring: KeyRing, _ passphrase: borrowing SecretBytes
    ) throws -> [OpenedKey] {
        var opened: [OpenedKey] = []
        for name in names {
            do {
                opened.append(OpenedKey(name, try ring.unlock(name, locker, passphrase)))
            } catch let error as PassphraseError where error.code == PassphraseError.wrong.code {
                // When the first key opened, the passphrase is right and this file has another.
                throw opened.isEmpty ? error : .otherPassphrase(file: name.rawValue)
            }
        }
        return opened
    }

    private func newPassphrase(
        from source: PassphraseSource, unlike old: borrowing SecretBytes
    ) throws -> SecretBytes {
        let new = try source.newPassphrase("New passphrase")
        let same = new.withBytes { one in
            old.withBytes { other in ConstantTime.equal(one, other) }
        }
        guard !same else { throw PassphraseError.unchanged }
        for doubt in TypingDoubt.all(in: new) {
            if let warning = doubt.warning { notices.warn(warning) }
        }
        return new
    }

    private func relock(
        _ secret: borrowing SecretBytes, _ passphrase: borrowing SecretBytes
    ) throws -> [UInt8] {
        let file = try locker.lock(secret, passphrase)
        let opened = try locker.unlock(file, passphrase)
        let same = opened.withBytes { one in
            secret.withBytes { other in ConstantTime.equal(one, other) }
        }
        guard same else { throw PassphraseError.keyFileDamaged }
        return file
    }
}

/// A key that was opened, to be locked anew.
private final class OpenedKey {
    let name: KeyRing.LockedKey
    let bytes: SecretBytes

    init(_ name: KeyRing.LockedKey, _ bytes: consuming SecretBytes) {
        self.name = name
        self.bytes = bytes
    }
}
