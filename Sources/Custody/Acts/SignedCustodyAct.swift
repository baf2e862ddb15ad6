package import Primitives

/// The two files of an act: `NNNN-CustodyAct.json` and `.sig`. Nothing about them is verified.
package struct SignedCustodyAct: Equatable, Sendable {
    package let json: [UInt8]
    package let signature: [UInt8]

    /// - Throws: `tooLarge`.
    package init(json: [UInt8], signature: [UInt8]) throws(StatementError) {
        guard json.count <= StatementLimits.textSizeInBytes else {
            throw .tooLarge(part: "statement", limit: StatementLimits.textSizeInBytes)
        }
        guard signature.count <= StatementLimits.signatureSizeInBytes else {
            throw .tooLarge(part: "signature", limit: StatementLimits.signatureSizeInBytes)
        }
        (self.json, self.signature) = (json, signature)
    }

    /// By which the next act points to this one.
    package var digest: SHA256Digest { .of(json) }

    /// `NNNN-CustodyAct.json`
    package static func fileName(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "-"
            + CustodyAct.name + ".json"
    }

    /// The number in the name of an act's text; nil of any other name.
    package static func number(inName name: String) -> Int? {
        guard let number = Int(name.prefix(4)), (1...CustodyAct.maximumActs).contains(number),
            name.utf8.elementsEqual(fileName(number).utf8)
        else { return nil }
        return number
    }

    /// - Throws: `signerMismatch`, `schema` for what breaks the rules of its kind, `tooLarge`, `notSigned`.
    package static func sign(
        _ act: CustodyAct, mode: Mode, with key: borrowing some SSHSigner & ~Copyable
    ) throws(StatementError) -> SignedCustodyAct {
        guard act.issuer.keyID == key.publicKey.id else { throw .signerMismatch }
        let json = act.text(mode: mode)
        // What we sign, we must be able to read.
        guard try CustodyAct(parsing: json, mode: mode) == act else {
            throw .schema(.invalid(path: "predicate", expected: "what was to be signed"))
        }
        let signature: SSHSignature
        do {
            signature = try key.signature(over: json, namespace: mode.namespace(CustodyAct.name))
        } catch {
            throw .notSigned(error)
        }
        return try SignedCustodyAct(json: json, signature: signature.armored)
    }

    /// The signature by an expected key first, then the text.
    ///
    /// - Throws: `signatureMalformed`, `signatureInvalid`, those of `CustodyAct.init(parsing:mode:)`,
    ///   `signerMismatch`.
    package func verify(mode: Mode, by key: PublicKey) throws(StatementError) -> CustodyAct {
        let namespace = mode.namespace(CustodyAct.name)
        guard try parsedSignature().verify(json, namespace: namespace, by: key) else {
            throw .signatureInvalid
        }
        let act = try CustodyAct(parsing: json, mode: mode)
        guard act.issuer.keyID == key.id else { throw .signerMismatch }
        return act
    }

    /// The key inside the signature file. It proves nothing but that whoever has it signed.
    ///
    /// - Throws: `signatureMalformed`; `signatureInvalid` for a security key, which signs no act.
    func carriedKey() throws(StatementError) -> PublicKey {
        guard case .ed25519(let key) = try parsedSignature().signer else { throw .signatureInvalid }
        return key
    }

    private func parsedSignature() throws(StatementError) -> SSHSignature {
        do throws(SSHSignatureError) {
            return try SSHSignature(armored: signature)
        } catch {
            throw .signatureMalformed
        }
    }
}
