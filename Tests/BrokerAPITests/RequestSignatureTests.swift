import HTTPTypes
import Primitives
import Testing

@testable import BrokerAPI

@Suite struct RequestSignatureTests {
    private let now = Sample.time(1_790_000_000)

    /// A request of ours, signed, and the key that signed it.
    private func signed(
        method: String = "POST", body: [UInt8]? = Array("{}".utf8),
        created: Timestamp? = nil, _ more: HTTPFields = [:]
    ) throws -> (request: SignedRequest, key: PublicKey) {
        let key = try SigningKey()
        var fields = more
        if let body {
            fields[.contentDigest] = ContentDigest(of: body).fieldValue
            fields[.contentType] = "application/json"
        }
        let request = SignedRequest(
            method: method, targetURI: "https://broker.example/v1/deposits", fields: fields,
            hasBody: body != nil)
        let signature = try RequestSignature.sign(request, with: key, created: created ?? now)
        fields.append(contentsOf: signature)
        let signedRequest = SignedRequest(
            method: method, targetURI: request.targetURI, fields: fields, hasBody: body != nil)
        return (signedRequest, key.publicKey)
    }

    private func verify(
        _ request: SignedRequest, _ key: PublicKey, now: Timestamp? = nil
    ) throws -> VerifiedRequest {
        try UnverifiedRequest(request, now: now ?? self.now).verify(by: key)
    }

    @Test func `signs what it verifies, with and without a body`() throws {
        for body in [nil, Array("{}".utf8)] as [[UInt8]?] {
            let (request, key) = try signed(body: body)
            let verified = try verify(request, key)
            #expect(verified.keyID == key.id.text)
            #expect(verified.created == now)
            #expect(verified.nonce.count == 16)
        }
    }

    @Test func `never uses a nonce twice`() throws {
        let (first, key) = try signed()
        let (second, other) = try signed()
        #expect(try verify(first, key).nonce != verify(second, other).nonce)
    }

    @Test func `covers the fields of tus that change what a request does`() throws {
        let tus: HTTPFields = [
            .tusResumable: "1.0.0", .uploadOffset: "0", .uploadLength: "5",
            .uploadChecksum: "sha256 x", .uploadMetadata: "a YQ==",
        ]
        let (request, key) = try signed(method: "PATCH", tus)
        _ = try verify(request, key)
        for name in [HTTPField.Name.uploadOffset, .uploadLength, .uploadChecksum] {
            var fields = request.fields
            fields[name] = "7"
            let changed = SignedRequest(
                method: "PATCH", targetURI: request.targetURI, fields: fields, hasBody: true)
            #expect(throws: RequestSignatureError.invalid) { try verify(changed, key) }
            fields[name] = nil
            let removed = SignedRequest(
                method: "PATCH", targetURI: request.targetURI, fields: fields, hasBody: true)
            #expect(throws: RequestSignatureError.wrongComponents) { try verify(removed, key) }
        }
    }

    @Test func `refuses another method, target, digest, type, body flag and key`() throws {
        let (request, key) = try signed()
        func changed(
            method: String = "POST", uri: String? = nil, hasBody: Bool = true,
            _ name: HTTPField.Name? = nil
        ) -> SignedRequest {
            var fields = request.fields
            if let name { fields[name] = "x" }
            return SignedRequest(
                method: method, targetURI: uri ?? request.targetURI, fields: fields,
                hasBody: hasBody)
        }
        for wrong in [
            changed(method: "PUT"), changed(uri: "https://broker.example/v1/deposits?x=1"),
            changed(uri: "https://other.example/v1/deposits"), changed(.contentDigest),
            changed(.contentType),
        ] {
            #expect(throws: RequestSignatureError.invalid) { try verify(wrong, key) }
        }
        #expect(throws: RequestSignatureError.wrongComponents) {
            try verify(changed(hasBody: false), key)
        }
        let other = try SigningKey().publicKey
        #expect(throws: RequestSignatureError.invalid) { try verify(request, other) }
    }

    @Test func `refuses a body without digest or type, and a method override`() throws {
        #expect(throws: RequestSignatureError.missingContentDigest) {
            try signed(body: nil, [:]).request.withBody().requiredComponents()
        }
        let withDigest: HTTPFields = [.contentDigest: "sha-256=::"]
        #expect(throws: RequestSignatureError.missingContentType) {
            try signed(body: nil, withDigest).request.withBody().requiredComponents()
        }
        #expect(throws: RequestSignatureError.methodOverride) {
            try signed([.methodOverride: "DELETE"])
        }
    }

    @Test(arguments: [
        (-301, RequestSignatureError.created(.behind)), (-300, nil), (0, nil), (30, nil),
        (31, .created(.ahead)),
    ])
    func `takes a creation time from 300 seconds behind to 30 ahead`(
        offset: Int, expected: RequestSignatureError?
    ) throws {
        let created = try #require(now.adding(seconds: Int64(offset)))
        let (request, key) = try signed(created: created)
        if let expected {
            #expect(throws: expected) { try verify(request, key) }
        } else {
            _ = try verify(request, key)
        }
    }

    @Test(arguments: [
        ("created=1790000000;", "created=-9223372036854775807;"),
        ("created=1790000000;", "created=999999999999999;"),
    ])
    func `does not overflow on a creation time at the end of numbers`(
        old: String, new: String
    ) throws {
        let sample = try Sample()
        let request = sample.request { fields in
            fields[.signatureInput] = fields[.signatureInput]?.replacing(old, with: new)
        }
        #expect(throws: RequestSignatureError.self) {
            try UnverifiedRequest(request, tag: sample.tag, now: sample.now)
        }
    }

    /// Each change makes the sample's fields another form of the same, or something else.
    @Test(arguments: [
        ("sig1=", "sig1= "), (");created", "); created"), ("(\"@method\" \"", "(\"@method\"  \""),
        ("created=1790000000", "created=01790000000"), ("nonce=\"AAE", "nonce=\"AA\\E"),
        ("sig1=", "sig2="), ("created=", "Created="), ("created=1790000000;", ""),
        ("keyid=\"test-key-ed25519\";", ""), ("nonce=\"AAECAwQFBgcICQoLDA0ODw\";", ""),
        ("nonce=\"AAECAwQFBgcICQoLDA0ODw\"", "nonce=\"AAECAwQFBgcICQoLDA0OD\""),
        ("nonce=\"AAECAwQFBgcICQoLDA0ODw\"", "nonce=\"AAECAwQFBgcICQoLDA0ODx\""),
        ("\"content-digest\" ", ""), ("\"@method\" \"@target-uri\"", "\"@target-uri\" \"@method\""),
        ("\"@method\"", "\"@method\";req"), ("\"@method\"", "\"@method\" \"@method\""),
        ("\"@method\"", "@method"), ("tag=\"broker.example/api/v1\"", "tag=\"plomba/api/v2\""),
        (";tag=", ";alg=\"rsa-pss-sha512\";tag="), (";tag=", ";extra=1;tag="),
        ("sig1=(", "a=1, sig1=("), ("created=1790000000", "created=1790000000.0"),
        ("created=1790000000", "created=@1790000000"), (";tag=", ";expires=1789999999;tag="),
        (";tag=", ";expires=1790000301;tag="),
    ])
    func `refuses signature input in another form`(old: String, new: String) throws {
        let sample = try Sample()
        let key = try RequestSignatureVectorsTests.testKey()
        let request = sample.request { fields in
            fields[.signatureInput] = fields[.signatureInput]?.replacing(old, with: new)
        }
        #expect(request.fields != sample.fields, "the change changed nothing")
        #expect(throws: RequestSignatureError.self) {
            try UnverifiedRequest(request, tag: sample.tag, now: sample.now).verify(by: key)
        }
    }

    @Test(arguments: [
        "sig1=:OJjJ:", "sig1=OJjJ", "", "sig1", "sig1=:OJjJ:, sig2=:OJjJ:", "sig1=(1 2)",
    ])
    func `refuses a signature field in another form`(value: String) throws {
        let sample = try Sample()
        let request = sample.request { $0[.signature] = value }
        #expect(throws: RequestSignatureError.self) {
            try UnverifiedRequest(request, tag: sample.tag, now: sample.now)
        }
    }

    @Test func `refuses two signature fields and none`() throws {
        let sample = try Sample()
        let twice = sample.request { fields in
            fields.append(HTTPField(name: .signature, value: fields[.signature] ?? ""))
        }
        #expect(throws: RequestSignatureError.malformed) {
            try UnverifiedRequest(twice, tag: sample.tag, now: sample.now)
        }
        let none = sample.request { $0[.signatureInput] = nil }
        #expect(throws: RequestSignatureError.missing) {
            try UnverifiedRequest(none, tag: sample.tag, now: sample.now)
        }
    }

    @Test func `gives every error a code of its own and the clock its own problem`() {
        let errors: [RequestSignatureError] = [
            .missing, .malformed, .notCanonical, .wrongComponents, .wrongTag, .wrongAlgorithm,
            .expired, .created(.behind), .created(.ahead), .methodOverride, .missingContentDigest,
            .missingContentType, .notASCII, .unknownKey, .invalid, .replayed,
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(RequestSignatureError.created(.ahead).problem == .clockSkew)
        #expect(RequestSignatureError.replayed.problem == .unauthenticated)
    }
}

extension SignedRequest {
    fileprivate func withBody() -> SignedRequest {
        SignedRequest(method: method, targetURI: targetURI, fields: fields, hasBody: true)
    }
}
