package import Primitives

/// The file that a new colleague hands over: the request's exact bytes, signed by both of its keys.
///
/// ```
/// {
///   "type": "urn:plomba:v1:MemberRequestFile",
///   "request": "<base64 of the exact bytes>",
///   "signature": "-----BEGIN SSH SIGNATURE-----\n...",
///   "deviceSignature": "-----BEGIN SSH SIGNATURE-----\n..."
/// }
/// ```
/// So nobody can ask for a place for keys that are somebody else's. That the recipient is usable, and
/// by whom, is shown by the answer to a challenge: see `MemberChallenge`.
package struct MemberRequestFile: Hashable, Sendable {
    package static let sizeLimitInBytes = 32 * 1024
    private static let typeName = "MemberRequestFile"

    package let mode: Mode
    /// The exact bytes of the request.
    package let request: [UInt8]
    /// By the signing key that the request names.
    package let signature: [UInt8]
    /// By its device key.
    package let deviceSignature: [UInt8]

    /// What people and files know the request by.
    package var digest: SHA256Digest { .of(request) }

    /// Signs a request with both of its keys.
    package init<Signer: SSHSigner & ~Copyable>(
        _ request: MemberRequest, signer: borrowing Signer, device: borrowing SigningKey
    ) throws(SigningFailure) {
        let namespace = request.mode.namespace(MemberRequest.statementName)
        mode = request.mode
        self.request = request.serialized()
        signature = try signer.signature(over: self.request, namespace: namespace).armored
        deviceSignature =
            SSHSignature.sign(self.request, namespace: namespace, with: device).armored
    }

    package init(mode: Mode, request: [UInt8], signature: [UInt8], deviceSignature: [UInt8]) {
        self.mode = mode
        self.request = request
        self.signature = signature
        self.deviceSignature = deviceSignature
    }

    /// - Throws: `tooLarge`, `notJSON`, `schema`.
    package init(parsing bytes: [UInt8]) throws(MemberRequestError) {
        guard bytes.count <= Self.sizeLimitInBytes else {
            throw .tooLarge(limit: Self.sizeLimitInBytes)
        }
        let json = try MemberRequest.json(bytes)
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            mode = try reader.parsed("type", expected: "the type of a request file") { text in
                Mode.allCases.first {
                    $0.predicateType(Self.typeName).utf8.elementsEqual(text.utf8)
                }
            }
            request = try reader.parsed("request", expected: "padded base64") {
                Base64.decode(ascii: Array($0.utf8))
            }
            signature = Array(try reader.string("signature").utf8)
            deviceSignature = Array(try reader.string("deviceSignature").utf8)
        } catch {
            throw .schema(error)
        }
    }

    package func serialized() -> [UInt8] {
        JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Self.typeName))),
            JSONMember("request", .string(Base64.encode(request))),
            JSONMember("signature", .string(String(decoding: signature, as: UTF8.self))),
            JSONMember(
                "deviceSignature", .string(String(decoding: deviceSignature, as: UTF8.self))),
        ]).serialized()
    }

    /// The request, when both of the keys that it names have signed it.
    ///
    /// - Throws: what `MemberRequest(parsing:)` throws, `modeUnexpected`, `signature`.
    package func verify() throws(MemberRequestError) -> MemberRequest {
        let request = try MemberRequest(parsing: request)
        guard request.mode == mode else { throw .modeUnexpected }
        try require(signature, by: request.signingKey, of: request, .member)
        try require(deviceSignature, by: request.deviceKey, of: request, .device)
        return request
    }

    private func require(
        _ armored: [UInt8], by key: PublicKey, of request: MemberRequest,
        _ whose: MemberRequestError.Signer
    ) throws(MemberRequestError) {
        // Why it is no signature makes no difference to anybody.
        guard let signature = try? SSHSignature(armored: armored),
            signature.verify(
                self.request, namespace: mode.namespace(MemberRequest.statementName), by: key)
        else { throw .signature(whose) }
    }
}
