import Age
import KeyDirectory
import Primitives
import PrivateFiles
import SecretSharing
import SystemPackage

/// Shares that were made, in the words that a person needs.
package struct MadeShares: Sendable, Equatable {
    package let set: Int
    package let threshold: Int
    package let shares: Int
    package let mailboxes: [String]
    package let folder: String
}

/// What one share says of itself, and what is known of it here.
package struct CheckedShare: Sendable, Equatable {
    package let set: Int
    package let number: Int
    package let threshold: Int
    /// Whether it is the very share that was made on this computer; nil where none were made.
    package let isAsMade: Bool?
}

/// A drill that succeeded.
package struct Drill: Sendable, Equatable {
    package let set: Int
    package let numbers: [Int]
    package let threshold: Int
    package let mailboxes: [String]
    /// Whether these are the shares that were made here last; nil where none were made here.
    package let isLatestSet: Bool?
    package let removedKey: Bool
    package let keyIsHere: Bool
}

extension Office {
    /// The work factor of new sets: the passphrase is empty, so work would protect nothing.
    private static let iterationExponent = 0

    /// Splits the recovery key into shares and writes them into a new folder, all or none.
    ///
    /// Before, the first of them that suffice and the last are put together again.
    package func splitRecoveryKey(
        shares count: Int, threshold: Int, into folder: String
    ) throws -> MadeShares {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        let target = try absolute(folder)
        guard !PrivateFolder.isThere(target) else { throw FileError.alreadyThere(target) }
        let key = try recoveryKey(askPassphrase())
        let mailboxes = RecoveryStanding(of: key.recipient, own).mailboxesInForce
        guard !mailboxes.isEmpty else { throw RecoveryError.keyNotInForce }
        let shares = try SecretSplitting.split(
            key.seed, threshold: threshold, count: count,
            iterationExponent: Self.iterationExponent, passphrase: [])
        for some in [shares.prefix(threshold), shares.suffix(threshold)] {
            let again = try SecretSplitting.combine(Array(some), passphrase: [])
            guard key.isSeed(again) else { throw RecoveryError.notReproduced }
        }
        let page = SharePage(
            organisation: own.name, digits: FingerprintDigits(own.fingerprint),
            mailboxes: mailboxes, made: clock.now, count: count)
        try ShareFolder(path: target).write(shares, page)
        let book = RecoveryBook(
            key: KeyID(hashing: Array(key.recipient.text.utf8)),
            set: Int(shares[0].header.identifier), threshold: threshold, madeTime: clock.now,
            triedTime: nil, digests: try shares.map(RecoveryBook.digest))
        try book.store(home)
        return MadeShares(
            set: book.set, threshold: threshold, shares: count, mailboxes: mailboxes,
            folder: target.string)
    }

    /// Looks at one share by itself: its checksum, and whether it is the one that was made here.
    package func checkShare(_ source: ShareSource) throws -> CheckedShare {
        let share = try source.share()
        let book = try RecoveryBook.load(home)
        try book?.require(share)
        return CheckedShare(
            set: Int(share.header.identifier), number: share.number,
            threshold: share.header.threshold, isAsMade: book == nil ? nil : true)
    }

    /// Proves that shares give the key that the record in force names, and writes it nowhere.
    ///
    /// - Parameter removingKey: whether `keys/recovery.age` goes away when they do; it is opened once
    ///   more, so that what is removed is what the shares give.
    package func drillRecovery(_ source: ShareSource, removingKey: Bool) throws -> Drill {
        let shares = try source.shares()
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        let key = try RecoveredKey(shares)
        let standing = RecoveryStanding(of: key.recipient, own)
        try standing.requireInForce()
        var book = try RecoveryBook.load(home)
        let isLatest = book.map { $0.set == Int(shares[0].header.identifier) }
        if isLatest == true {
            for share in shares { try book?.require(share) }
            book?.triedTime = clock.now
            try book?.store(home)
        }
        let ring = KeyRing(home)
        if removingKey, ring.isThere(.recovery) {
            guard try key.isSeed(recoveryKey(askPassphrase()).seed) else {
                throw RecoveryError.keyFileDiffers
            }
            try SystemCall.removeFile(ring.folder.appending(KeyRing.LockedKey.recovery.rawValue))
            try PrivateFolder.sync(ring.folder)
        }
        return Drill(
            set: Int(shares[0].header.identifier), numbers: shares.map(\.number).sorted(),
            threshold: shares[0].header.threshold, mailboxes: standing.mailboxesInForce,
            isLatestSet: isLatest, removedKey: removingKey, keyIsHere: ring.isThere(.recovery))
    }

    private func recoveryKey(_ passphrase: borrowing SecretBytes) throws -> RecoveredKey {
        let ring = KeyRing(home)
        guard ring.isThere(.recovery) else { throw RecoveryError.keyNotHere }
        return try RecoveredKey(identityFile: ring.unlock(.recovery, locker, passphrase))
    }
}
