import Custody
import Primitives

/// Making vectors: each signed correctly unless the signature is the defect.
extension StatementVector {
    /// Signs a text as it stands, which our own signing would refuse to.
    static func made(
        _ name: String, _ event: Event, _ json: [UInt8], _ key: borrowing SigningKey,
        code: String?
    ) throws -> StatementVector {
        let signature = SSHSignature.sign(
            json, namespace: Mode.live.namespace(event.rawValue), with: key)
        let signed = try files(json, signature.armored, entry: event != .sealed)
        return vector(name, event, signed, key.publicKey, code: code)
    }

    static func files(
        _ json: [UInt8], _ signature: [UInt8], entry: Bool = true
    ) throws -> SignedStatement {
        let opening = OpeningFile(salt: .random(), statement: json, signature: signature)
        return try SignedStatement(
            json: json, signature: signature, entry: entry ? opening.bytes : nil)
    }

    static func vector(
        _ name: String, _ event: Event, _ signed: SignedStatement, _ signer: PublicKey,
        mode: Mode = .live, code: String? = nil
    ) -> StatementVector {
        StatementVector(
            name: name, event: event, mode: mode, signer: signer, code: code, json: signed.json,
            signature: signed.signature, entry: signed.entry)
    }
}
