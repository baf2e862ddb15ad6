package import Primitives

/// All that a file is tried with: identities in their order, or one passphrase.
package struct IdentitySet: Sendable {
    /// What opens a stanza, shared by the copies of a set.
    private final class Holder: Sendable {
        let identity: Identity

        init(_ identity: consuming Identity) { self.identity = identity }
    }

    private final class PassphraseHolder: Sendable {
        let passphrase: SecretBytes
        let maximumLogN: Int

        init(_ passphrase: consuming SecretBytes, maximumLogN: Int) {
            self.passphrase = passphrase
            self.maximumLogN = maximumLogN
        }
    }

    private var holders: [Holder] = []
    private var keeper: IdentityKeeper?
    private var passphrase: PassphraseHolder?

    package init() {}

    package init(_ identity: consuming Identity) {
        holders = [Holder(identity)]
    }

    package init(keeper: IdentityKeeper) {
        self.keeper = keeper
    }

    /// - Parameter maximumLogN: a file that demands more work is refused before any is done.
    package init(passphrase: consuming SecretBytes, maximumLogN: Int) {
        self.passphrase = PassphraseHolder(passphrase, maximumLogN: maximumLogN)
    }

    /// Reads an identity file: lines of identities, empty lines, and comments that begin with `#`.
    ///
    /// Lines end in a line feed, which the last may lack.
    ///
    /// - Throws: `identity(.none)` and `identity(.tooMany)` among others.
    package init(identityFile: borrowing SecretBytes) throws(AgeError) {
        self = try identityFile.withBytes { bytes throws(AgeError) in
            try Self.parse(identityFile: bytes)
        }
    }

    package mutating func append(_ identity: consuming Identity) {
        holders.append(Holder(identity))
    }

    /// The recipients of the identities, in their order.
    package var recipients: [Recipient] {
        holders.map { $0.identity.recipient } + (keeper.map { [$0.recipient] } ?? [])
    }

    /// Opens one stanza, if one of the identities does.
    ///
    /// - Returns: the file key, or nil when the stanza is for none of them.
    package func unwrap(_ wrapped: WrappedKey) throws(AgeError) -> SecretBytes? {
        do throws(AgeError) {
            return try unwrap([wrapped])
        } catch .noMatch {
            return nil
        }
    }

    /// Finds the file key: the first stanza that one of the identities opens.
    ///
    /// - Throws: `noMatch`; a header failure when a key share in a stanza tried is no honest one;
    ///   what the keeper throws.
    func unwrap(_ wrappedKeys: [WrappedKey]) throws(AgeError) -> SecretBytes {
        for wrapped in wrappedKeys {
            for holder in holders {
                if let fileKey = try holder.identity.unwrap(wrapped) { return fileKey }
            }
            if let keeper, wrapped.kind == keeper.recipient.kind,
                let fileKey = try keeper.unwrap(wrapped)
            {
                return fileKey
            }
            if let passphrase, case .scrypt(let salt, let logN, let body) = wrapped,
                let fileKey = try ScryptStanza.unwrap(
                    body, salt: salt, logN: logN, passphrase: passphrase.passphrase,
                    maximumLogN: passphrase.maximumLogN)
            {
                return fileKey
            }
        }
        throw .noMatch
    }

    private static func parse(identityFile bytes: Span<UInt8>) throws(AgeError) -> IdentitySet {
        var set = IdentitySet()
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
            if end > start, bytes[start] != UInt8(ascii: "#") {
                guard set.holders.count < AgeLimits.maximumIdentities else {
                    throw .identity(.tooMany)
                }
                set.append(try Identity(text: bytes.extracting(start..<end)))
            }
            start = end + 1
        }
        guard !set.holders.isEmpty else { throw .identity(.none) }
        return set
    }
}
