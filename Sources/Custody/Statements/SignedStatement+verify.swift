package import Primitives

extension SignedStatement {
    /// The key that the signature file names: good for looking a key up, for nothing else.
    ///
    /// - Throws: `signatureMalformed`.
    package func claimedSigner() throws(StatementError) -> KeyID {
        try parsedSignature().signer.id
    }

    /// The key inside the signature file. It proves nothing but that whoever has it signed.
    ///
    /// - Throws: `signatureMalformed`; `signatureInvalid` for a security key, which signs no
    ///   statement.
    func carriedKey() throws(StatementError) -> PublicKey {
        guard case .ed25519(let key) = try parsedSignature().signer else { throw .signatureInvalid }
        return key
    }

    /// Verifies the signature by an expected key, then the text as one kind of statement.
    ///
    /// The key, the event and the mode come from the caller; those in the files are compared with
    /// them and never trusted. Whether the key was allowed to sign at that time is the caller's to
    /// ask of a key directory. The opening file is judged by `openingFile()`.
    ///
    /// - Throws: `signatureMalformed`, `signatureInvalid`, everything of `Statement.init(parsing:)`
    ///   and `Statement.content(as:)`, `modeUnexpected`, `signerMismatch`.
    package func verify<Predicate: StatementPredicate>(
        as type: Predicate.Type, mode: Mode, by key: PublicKey
    ) throws(StatementError) -> VerifiedStatement<Predicate> {
        let namespace = mode.namespace(type.event.rawValue)
        guard try parsedSignature().verify(json, namespace: namespace, by: key) else {
            throw .signatureInvalid
        }
        let content = try unverified(as: type, mode: mode)
        guard content.names(signer: key.id) else { throw .signerMismatch }
        return VerifiedStatement(signed: self, content: content, mode: mode, signer: key)
    }

    /// The typed content before any signature was checked: to find out whose key to ask for.
    package func unverified<Predicate: StatementPredicate>(
        as type: Predicate.Type, mode: Mode
    ) throws(StatementError) -> Predicate {
        let statement = try Statement(parsing: json)
        let content = try statement.content(as: type)
        guard statement.mode == mode else {
            throw .modeUnexpected(expected: mode, found: statement.mode)
        }
        return content
    }

    private func parsedSignature() throws(StatementError) -> SSHSignature {
        do throws(SSHSignatureError) {
            return try SSHSignature(armored: signature)
        } catch {
            throw .signatureMalformed
        }
    }
}

/// A statement whose signature, event, mode and content hold.
///
/// It comes only from `SignedStatement.verify`.
package struct VerifiedStatement<Content: StatementPredicate>: Equatable, Sendable {
    package let signed: SignedStatement
    package let content: Content
    package let mode: Mode
    package let signer: PublicKey

    fileprivate init(signed: SignedStatement, content: Content, mode: Mode, signer: PublicKey) {
        self.signed = signed
        self.content = content
        self.mode = mode
        self.signer = signer
    }

    package var digest: SHA256Digest { signed.digest }
}
