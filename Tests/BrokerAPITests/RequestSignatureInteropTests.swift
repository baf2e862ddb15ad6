import Foundation
import HTTPTypes
import Primitives
import Testing

@testable import BrokerAPI

/// http-message-signatures verifies ours, and we verify its.
@Suite struct RequestSignatureInteropTests {
    private static let script = "request_signature.py"
    private static let uri =
        "https://broker.example:8443/v1/mailboxes/intake@b.example/deliveries?after=0"
    private static let body = "{\"case\":1}"
    private static let bodyComponents = [
        "@method", "@target-uri", "content-digest", "content-type",
    ]

    private static func now() -> Timestamp {
        Sample.time(Int64(Date().timeIntervalSince1970))
    }

    private static func order(
        _ fields: HTTPFields, _ key: PublicKey, method: String = "POST", body: String? = body
    ) -> [String: Any] {
        var headers: [String: String] = [:]
        for field in fields { headers[field.name.rawName] = field.value }
        return [
            "do": "verify", "key": Hex.encode(key.bytes), "method": method, "url": uri,
            "headers": headers, "body": body ?? NSNull(), "components": bodyComponents,
        ]
    }

    private static func ours(_ key: borrowing SigningKey) throws -> HTTPFields {
        var fields: HTTPFields = [
            .contentDigest: ContentDigest(of: Array(body.utf8)).fieldValue,
            .contentType: "application/json",
        ]
        let request = SignedRequest(
            method: "POST", targetURI: uri, fields: fields, hasBody: true)
        let signature = try RequestSignature.sign(request, with: key, created: now())
        fields.append(contentsOf: signature)
        return fields
    }

    @Test func `verifies our signature, and refuses it over another request`() throws {
        let key = try SigningKey()
        let fields = try Self.ours(key)
        let order = Self.order(fields, key.publicKey)
        let answer = try #require(try PythonTool.run(Self.script, order))
        let covered = try #require(answer["covered"] as? [String])
        #expect(covered.prefix(4) == Self.bodyComponents.map { "\"\($0)\"" }.prefix(4))
        var wrongMethod = order
        wrongMethod["method"] = "PUT"
        #expect(try PythonTool.run(Self.script, wrongMethod) == nil)
        var wrongBody = order
        wrongBody["body"] = "{\"case\":2}"
        #expect(try PythonTool.run(Self.script, wrongBody) == nil)
        var wrongKey = order
        wrongKey["key"] = Hex.encode(try SigningKey().publicKey.bytes)
        #expect(try PythonTool.run(Self.script, wrongKey) == nil)
    }

    @Test(arguments: [true, false])
    func `makes signatures that we verify, and that we refuse over another request`(
        namesAlgorithm: Bool
    ) throws {
        let seed = Randomness.bytes(32)
        let key = try SigningKey(seed: SecretBytes(copying: seed.span))
        var order: [String: Any] = [
            "do": "sign", "seed": Hex.encode(seed), "method": "POST", "url": Self.uri,
            "body": Self.body, "keyid": key.publicKey.id.text, "alg": namesAlgorithm,
            "nonce": Base64.encodeURLSafe(Randomness.bytes(16)), "components": Self.bodyComponents,
        ]
        order["headers"] = [
            "Content-Digest": ContentDigest(of: Array(Self.body.utf8)).fieldValue,
            "Content-Type": "application/json",
        ]
        let answer = try #require(try PythonTool.run(Self.script, order))
        var fields = HTTPFields()
        for (name, value) in try #require(answer["headers"] as? [String: String]) {
            fields[try #require(HTTPField.Name(name))] = value
        }
        let request = SignedRequest(
            method: "POST", targetURI: Self.uri, fields: fields, hasBody: true)
        let verified = try UnverifiedRequest(request, now: Self.now())
            .verify(by: key.publicKey)
        #expect(verified.keyID == key.publicKey.id.text)
        let other = SignedRequest(
            method: "PUT", targetURI: Self.uri, fields: fields, hasBody: true)
        #expect(throws: RequestSignatureError.invalid) {
            try UnverifiedRequest(other, now: Self.now()).verify(by: key.publicKey)
        }
    }
}
