import Foundation
import HTTPTypes
import Primitives
import Testing

@testable import BrokerAPI

@Suite struct RequestSignatureVectorsTests {
    @Test func `verifies the sample of the profile and refuses every change to it`() throws {
        let sample = try Sample()
        let request = sample.request()
        let unverified = try UnverifiedRequest(request, tag: sample.tag, now: sample.now)
        #expect(unverified.keyID == "test-key-ed25519")
        let verified = try unverified.verify(by: Self.testKey())
        #expect(verified.nonce == Array(0...15))
        #expect(verified.created == sample.now)
        VectorFolder.report("rfc9421-profile", cases: 1, atLeast: 1)
    }

    @Test func `builds the signature base of the sample`() throws {
        let sample = try Sample()
        let input = try #require(sample.fields[.signatureInput]?.dropFirst("sig1=".count))
        let base = try sample.request().signatureBase(
            ["@method", "@target-uri", "content-digest", "content-type"],
            parameters: String(input))
        #expect(String(decoding: base, as: UTF8.self) == sample.base)
    }

    @Test func `verifies the Ed25519 example of RFC 9421 over its signature base`() throws {
        let cases = try #require(Self.appendix()["cases"] as? [[String: Any]])
        let key = try Self.testKey()
        var count = 0
        for example in cases where example["alg"] as? String == "ed25519" {
            let base = try #require(example["signature_base"] as? String)
            let signature = try #require(Hex.decode(example["signature_hex"] as? String ?? "?"))
            #expect(key.isValid(signature: signature, for: Array(base.utf8)))
            #expect(!key.isValid(signature: signature, for: Array((base + " ").utf8)))
            count += 1
        }
        VectorFolder.report("rfc9421-ed25519", cases: count, atLeast: 1)
    }

    @Test func `reads the signature fields of every example and covers none of them`() throws {
        let cases = try #require(Self.appendix()["cases"] as? [[String: Any]])
        for example in cases {
            let fields: HTTPFields = [
                .signatureInput: try Self.value(example, "signature_input_header"),
                .signature: try Self.value(example, "signature_header"),
            ]
            let request = SignedRequest(
                method: "POST", targetURI: "https://example.com/foo?param=Value&Pet=dog",
                fields: fields, hasBody: false)
            // They have parameters or components that the profile does not allow.
            #expect(throws: RequestSignatureError.self) {
                try UnverifiedRequest(request, now: Sample.time(1_618_884_473))
            }
        }
        VectorFolder.report("rfc9421-appendix-b", cases: cases.count, atLeast: 6)
    }

    private static func value(_ example: [String: Any], _ name: String) throws -> String {
        let header = try #require(example[name] as? String)
        return String(try #require(header.split(separator: ": ", maxSplits: 1).last))
    }

    static func appendix() throws -> [String: Any] {
        try #require(
            VectorFolder.json("rfc9421/rfc9421-appendix-b.json") as? [String: Any])
    }

    /// The public half of `test-key-ed25519`: the last 32 bytes of its SubjectPublicKeyInfo.
    static func testKey() throws -> PublicKey {
        let keys = try #require(appendix()["keys"] as? [String: Any])
        let key = try #require(keys["test-key-ed25519"] as? [String: Any])
        let texts = try #require(key["pem"] as? [String])
        let pem = try #require(texts.first { $0.contains("PUBLIC KEY") })
        let base64 = pem.split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        return try PublicKey(bytes: Array(try #require(Base64.decode(base64)).suffix(32)))
    }
}

/// `broker-profile-sample.json`: made by http-message-signatures 3.0.0.
struct Sample {
    let fields: HTTPFields
    let method: String
    let uri: String
    let body: [UInt8]
    let base: String
    let tag = "broker.example/api/v1"
    let now = Self.time(1_790_000_000)

    init() throws {
        let json = try #require(
            VectorFolder.json("rfc9421/broker-profile-sample.json") as? [String: Any])
        var fields = HTTPFields()
        for (name, value) in try #require(json["headers"] as? [String: String]) {
            fields[try #require(HTTPField.Name(name))] = value
        }
        self.fields = fields
        method = try #require(json["method"] as? String)
        uri = try #require(json["target_uri"] as? String)
        body = Array(try #require(json["body"] as? String).utf8)
        base = try #require(json["signature_base"] as? String)
    }

    func request(
        method: String? = nil, uri: String? = nil, _ change: (inout HTTPFields) -> Void = { _ in }
    ) -> SignedRequest {
        var fields = fields
        change(&fields)
        return SignedRequest(
            method: method ?? self.method, targetURI: uri ?? self.uri, fields: fields,
            hasBody: true)
    }

    static func time(_ seconds: Int64) -> Timestamp {
        guard let time = Timestamp(secondsSinceEpoch: seconds) else {
            preconditionFailure("not a time")
        }
        return time
    }
}
