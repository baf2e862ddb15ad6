package import Primitives

/// The three files of one statement: `NAME.json`, `NAME.json.sig` and `NAME.entry`.
///
/// Nothing about them is verified but their sizes: see `verify`.
package struct SignedStatement: Hashable, Sendable {
    /// Exact bytes of the statement: what is signed.
    package let json: [UInt8]
    /// Armoured SSHSIG over `json`.
    package let signature: [UInt8]
    /// The opening file. `Sealed` has none: `sealed.opening` stands for it.
    package let entry: [UInt8]?

    /// - Throws: `tooLarge` when a part exceeds its limit.
    package init(
        json: [UInt8], signature: [UInt8], entry: [UInt8]?
    ) throws(StatementError) {
        guard json.count <= StatementLimits.textSizeInBytes else {
            throw .tooLarge(part: "statement", limit: StatementLimits.textSizeInBytes)
        }
        guard signature.count <= StatementLimits.signatureSizeInBytes else {
            throw .tooLarge(part: "signature", limit: StatementLimits.signatureSizeInBytes)
        }
        if let entry, entry.count != OpeningFile.sizeInBytes { throw .entryMalformed }
        self.json = json
        self.signature = signature
        self.entry = entry
    }

    /// The name by which later statements point to this one: SHA-256 of `json`.
    package var digest: SHA256Digest { .of(json) }

    /// Signs `predicate` as this software writes it and draws the salt of its opening file.
    ///
    /// - Throws: `signerMismatch` when the predicate names another key, `schema` and `tooLarge`
    ///   when it breaks the rules of its kind, `notSigned` when whoever keeps the key fails.
    package static func sign<Predicate: StatementPredicate>(
        _ predicate: Predicate, mode: Mode, with key: borrowing some SSHSigner & ~Copyable
    ) throws(StatementError) -> SignedStatement {
        guard predicate.names(signer: key.publicKey.id) else { throw .signerMismatch }
        let json = predicate.text(mode: mode)
        // What we sign, we must be able to read: a line break in a purpose stops here.
        guard try Statement(parsing: json).content(as: Predicate.self) == predicate else {
            throw .schema(.invalid(path: "predicate", expected: "what was to be signed"))
        }
        let namespace = mode.namespace(Predicate.event.rawValue)
        let signature = try Self.signature(over: json, namespace: namespace, by: key)
        let hasEntry = Predicate.event != .sealed
        let entry =
            hasEntry
            ? OpeningFile(salt: .random(), statement: json, signature: signature).bytes : nil
        return try SignedStatement(json: json, signature: signature, entry: entry)
    }

    private static func signature(
        over json: [UInt8], namespace: String, by key: borrowing some SSHSigner & ~Copyable
    ) throws(StatementError) -> [UInt8] {
        do {
            return try key.signature(over: json, namespace: namespace).armored
        } catch {
            throw .notSigned(error)
        }
    }

    /// The opening file, which must be there and open exactly these bytes.
    ///
    /// - Throws: `entryMissing`, `entryMalformed`, `entryMismatch`.
    package func openingFile() throws(StatementError) -> OpeningFile {
        guard let entry else { throw .entryMissing }
        let opening = try OpeningFile(parsing: entry)
        guard opening.matches(statement: json, signature: signature) else {
            throw .entryMismatch
        }
        return opening
    }
}
