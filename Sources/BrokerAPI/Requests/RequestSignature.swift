package import HTTPTypes
package import Primitives
import RawStructuredFieldValues

/// Request signatures in the profile of RFC 9421 that the API uses.
///
/// ```
/// Signature-Input: sig1=("@method" "@target-uri" "content-digest" "content-type");\
///     created=1790000000;keyid="SHA256:...";nonce="AAECAwQFBgcICQoLDA0ODw";tag="plomba/api/v1"
/// Signature: sig1=:OJjJs...:
/// ```
/// - SeeAlso: `Protocol/request-signatures.md`
package enum RequestSignature {
    /// The purpose that every signature for this API names.
    package static let tag = "plomba/api/v1"
    /// What a 401 asks for, in `Accept-Signature`.
    package static let acceptSignature =
        "sig1=(\"@method\" \"@target-uri\");created;keyid;nonce;tag=\"\(tag)\""

    static let label = "sig1"
    static let nonceSize = 16

    /// The two fields that sign `request`.
    ///
    /// - Parameter nonce: 16 random bytes, never used before with this key.
    package static func sign(
        _ request: SignedRequest, with key: borrowing SigningKey, created: Timestamp,
        nonce: [UInt8] = Randomness.bytes(16)
    ) throws(RequestSignatureError) -> HTTPFields {
        let components = try request.requiredComponents()
        let parameters: [(String, RFC9651BareItem)] = [
            ("created", .integer(created.secondsSinceEpoch)),
            ("keyid", .string(key.publicKey.id.text)),
            ("nonce", .string(Base64.encodeURLSafe(nonce))),
            ("tag", .string(tag)),
        ]
        guard nonce.count == nonceSize,
            let input = SignatureParameters.serialized(components, parameters)
        else { throw .malformed }
        let base = try request.signatureBase(components, parameters: input)
        return [
            .signatureInput: "\(label)=\(input)",
            .signature: "\(label)=" + StructuredField.byteSequence(key.sign(base)),
        ]
    }
}
