import Foundation
import Primitives
import TestSupport
import Testing

@testable import Timestamping

/// Tokens of a real `openssl ts` authority, verified by us and by `openssl ts -verify`.
@Suite struct `Timestamp token` {
    private static let note = Array("log.example.org\n7\nSGVsbG8=\n".utf8)

    @Test(arguments: [
        (TestAuthority.Key.ecdsa, false), (.ecdsa, true), (.rsa, false), (.rsa, true),
    ])
    func `an answer verifies, with and without its request`(
        key: TestAuthority.Key, hasIntermediate: Bool
    ) throws {
        var plan = TestAuthority.Plan()
        plan.key = key
        plan.hasIntermediate = hasIntermediate
        let authority = try TestAuthority(plan)
        let before = Int64(Date().timeIntervalSince1970)
        let (request, token) = try authority.stamp(Self.note)
        let after = Int64(Date().timeIntervalSince1970)

        let verified = try token.verify(answering: request, by: authority.known)
        #expect(try token.verify(covering: .of(Self.note), by: authority.known) == verified)
        #expect((before...after).contains(verified.generatedAt.instant.secondsSinceEpoch))
        #expect(verified.generatedAt.accuracyInMicroseconds == 1_000_000)
        #expect(
            verified.generatedAt.latest
                == verified.generatedAt.instant.adding(seconds: 1))
        #expect(verified.policy.text == plan.policy)
        #expect(verified.serial == "02")
        #expect(verified.certificateDigest == .of(try authority.certificate("tsa")))
        #expect(verified.authority.text == "tsa.example.org")
        #expect(
            try authority.opensslAccepts(
                token.der, over: Self.note, at: verified.generatedAt.instant))
    }

    @Test func `the request is what openssl reads`() throws {
        let folder = try Folder()
        for value in [1, 127, 128, 255, 256, 1 << 63, UInt64.max] {
            let request = TimestampRequest(
                imprint: .of(Self.note), nonce: TimestampNonce(value: value),
                policy: ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1.1"))
            let file = try folder.write("q.tsq", request.der)
            let shown = try Tool.run("openssl", ["ts", "-query", "-in", file, "-text"])
            #expect(shown.status == 0)
            #expect(shown.text.contains("Hash Algorithm: sha256"))
            #expect(shown.text.contains("Certificate required: yes"))
            #expect(shown.text.contains("Policy OID: 1.3.6.1.4.1.55555.1.1"))
            let digits = String(value, radix: 16, uppercase: true)
            let padded = digits.count.isMultiple(of: 2) ? digits : "0" + digits
            #expect(shown.text.contains("Nonce: 0x\(padded)"), "\(value): \(shown.text)")
        }
    }

    @Test func `a request without policy gets the authority's default`() throws {
        let authority = try TestAuthority()
        let request = TimestampRequest(
            imprint: .of(Self.note), nonce: .random(), policy: nil)
        let response = try TimestampResponse(der: authority.respond(to: request))
        let verified = try response.token.verify(answering: request, by: authority.known)
        #expect(verified.policy.text == TestAuthority.Plan.policy)
    }

    @Test func `a token outlives the certificate of its signer`() throws {
        var plan = TestAuthority.Plan()
        plan.hasIntermediate = true
        plan.born = "2019-05-01 00:00:00"
        plan.signerDays = 30
        let authority = try TestAuthority(plan)
        let (request, token) = try authority.stamp(Self.note, at: "2019-05-20 12:00:00")
        let verified = try token.verify(answering: request, by: authority.known)
        #expect(verified.generatedAt.instant.text.hasPrefix("2019-05-20T12:00:0"))
        #expect(
            try authority.opensslAccepts(
                token.der, over: Self.note, at: verified.generatedAt.instant))
        // Without our rule, judged today, the same token is refused.
        let today = try #require(
            Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)))
        #expect(try !authority.opensslAccepts(token.der, over: Self.note, at: today))
    }

    @Test(arguments: ["2019-04-30 12:00:00", "2019-06-02 12:00:00"])
    func `a time outside the certificate's validity is refused`(time: String) throws {
        var plan = TestAuthority.Plan()
        plan.born = "2019-05-01 00:00:00"
        plan.signerDays = 30
        let authority = try TestAuthority(plan)
        let (request, token) = try authority.stamp(Self.note, at: time)
        #expect(throws: TimestampError.certificateNotValidThen) {
            try token.verify(answering: request, by: authority.known)
        }
    }

    @Test func `other bytes, another request, another policy and another authority`() throws {
        let authority = try TestAuthority()
        let (request, token) = try authority.stamp(Self.note)
        let known = try authority.known
        #expect(throws: TimestampError.imprintMismatch) {
            try token.verify(covering: .of(Self.note + [0x0A]), by: known)
        }
        let other = TimestampRequest(
            imprint: request.imprint,
            nonce: TimestampNonce(value: request.nonce.value &+ 1), policy: request.policy)
        #expect(throws: TimestampError.nonceMismatch) {
            try token.verify(answering: other, by: known)
        }
        let elsewhere = TimestampAuthority(
            name: known.name, policy: .only(try #require(ASN1ObjectIdentifier("1.2.3"))),
            roots: known.roots)
        let issued = try #require(ASN1ObjectIdentifier(TestAuthority.Plan.policy))
        #expect(throws: TimestampError.policyDiffers(found: issued)) {
            try token.verify(answering: request, by: elsewhere)
        }
        let open = TimestampAuthority(
            name: known.name, policy: .any,
            roots: try PinnedRoots(certificates: [authority.certificate("root")]))
        #expect(try token.verify(answering: request, by: open).policy == issued)
        let stranger = try TestAuthority()
        #expect(throws: TimestampError.unknownAuthority) {
            try token.verify(answering: request, by: stranger.known)
        }
    }

    @Test func `an answer that is a refusal says its status`() throws {
        let authority = try TestAuthority()
        let request = TimestampRequest(
            imprint: .of(Self.note), nonce: .random(), policy: ASN1ObjectIdentifier("1.2.3.4"))
        let answer = try authority.respond(to: request)
        #expect(throws: TimestampError.requestRejected(status: 2)) {
            try TimestampResponse(der: answer)
        }
    }

    @Test func `the samples of the openssl command are read and verified`() throws {
        let folder = try #require(
            ProcessInfo.processInfo.environment["PLOMBA_VECTORS"],
            "PLOMBA_VECTORS names no folder: see CONTRIBUTING.md")
        func bytes(_ name: String) throws -> [UInt8] {
            Array(
                try Data(
                    contentsOf: URL(filePath: "\(folder)/interop-samples/rfc3161/\(name)")))
        }
        let answer = try TimestampResponse(der: bytes("good.tsr"))
        #expect(answer.token.claimedTime.text == "2026-11-23T18:57:49Z")
        let nameless = try TimestampResponse(der: bytes("nocert-nononce.tsr")).token
        let authority = try TestAuthority()
        #expect(throws: TimestampError.unknownAuthority) {
            let imprint = try #require(answer.token.claimedImprint)
            return try answer.token.verify(covering: imprint, by: authority.known)
        }
        #expect(throws: TimestampError.certificateMissing) {
            let imprint = try #require(nameless.claimedImprint)
            return try nameless.verify(covering: imprint, by: authority.known)
        }
        print("vectors interop-samples/rfc3161 cases=2")
    }
}
