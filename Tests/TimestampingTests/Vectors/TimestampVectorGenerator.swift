import Foundation
import Primitives
import TestSupport
import Testing

@testable import Timestamping

/// Makes `Protocol/vectors/timestamps` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The keys are made for the run and gone with it. Each invalid case has one defect, which its name
/// says, and is signed correctly unless the signature is the defect.
@Suite struct `Timestamp vector generator` {
    private static let note = Array(
        """
        log.example.org
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        """.utf8)
    private static let born = "2026-11-01 00:00:00"
    private static let now = "2026-11-23 18:57:49"
    private static let nonce: UInt64 = 0x0123_4567_89AB_CDEF
    private static let noncePart = DERText.element(
        2, [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF])

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        let authority = try Self.authority()
        try TimestampVector.write("valid", Self.answers() + Self.forms(authority))
        try TimestampVector.write(
            "invalid",
            Self.expectations(authority) + Self.badForms(authority) + Self.badAuthorities())
    }

    /// What `openssl ts -reply` answers.
    private static func answers() throws -> [TimestampVector] {
        try [
            answer("ecdsa-p256") { _ in },
            answer("ecdsa-p384") { $0.key = .ecdsa384 },
            answer("rsa-3072") { $0.key = .rsa },
            answer("with-intermediate") { $0.hasIntermediate = true },
            answer("root-sent-along") { $0.sendsRoot = true },
            answer("accuracy-in-milliseconds") { $0.accuracy = "secs:1, millisecs:500" },
            answer("certificate-expired-since", at: "2019-05-20 12:00:00") {
                $0.born = "2019-05-01 00:00:00"
                $0.signerDays = 30
            },
        ]
    }

    /// Other forms that are as good.
    private static func forms(_ authority: TestAuthority) throws -> [TimestampVector] {
        let quiet = DERText.element(
            0xA1, DERText.sequence(DERText.identifier("1.2.3"), DERText.octets([])))
        return try [
            forged("no-accuracy", authority) { _ in },
            forged("request-not-at-hand", authority, nonce: nil) { _ in },
            forged("no-nonce", authority, nonce: nil) { $0.afterTime = [] },
            forged("fraction-of-a-second", authority) { $0.time = "20261123185749.25Z" },
            forged("ordering", authority) { $0.afterTime = [[1, 1, 0xFF], noncePart] },
            forged("serial-of-160-bits", authority) {
                $0.serial = DERText.element(2, [0x00] + [UInt8](repeating: 0xFF, count: 20))
            },
            forged("extension-not-critical", authority) { $0.afterTime.append(quiet) },
            forged("attribute-unknown", authority) {
                $0.furtherAttributes = [DERText.attribute("1.2.3", DERText.integer(1))]
            },
        ]
    }

    /// Good tokens, for other expectations.
    private static func expectations(_ authority: TestAuthority) throws -> [TimestampVector] {
        let stranger = try Self.authority().folder.read("root.pem")
        let token = try forge(authority).token(by: authority)
        var changed = token
        let time = try #require(changed.firstRange(of: Array("20261123185749Z".utf8)))
        changed.replaceSubrange(time, with: Array("20261122185749Z".utf8))
        let roots = try authority.folder.read("root.pem")
        func vector(
            _ name: String, _ code: String, token: [UInt8], nonce: UInt64 = Self.nonce,
            policy: String = TestAuthority.Plan.policy, stamped: [UInt8] = note,
            roots: [UInt8] = roots
        ) throws -> TimestampVector {
            TimestampVector(
                name: name, policy: try #require(ASN1ObjectIdentifier(policy)),
                nonce: TimestampNonce(value: nonce), code: code, time: nil, token: token,
                stamped: stamped, roots: roots)
        }
        return try [
            vector("other-bytes", "time.imprint-mismatch", token: token, stamped: note + [0x0A]),
            vector("another-nonce", "time.nonce-mismatch", token: token, nonce: Self.nonce + 1),
            vector("another-policy", "time.policy-differs", token: token, policy: "1.2.3"),
            vector("another-authority", "time.unknown-authority", token: token, roots: stranger),
            vector("time-changed-after-signing", "time.signature-invalid", token: changed),
            vector("trailing-byte", "time.token-malformed", token: token + [0x00]),
        ]
    }

    private static func badForms(_ authority: TestAuthority) throws -> [TimestampVector] {
        let root = try authority.certificate("root")
        return try [
            forged("sha1-imprint", authority, "time.digest-refused") {
                $0.imprintAlgorithm = TokenForge.sha1
                $0.imprint = try authority.run(
                    ["dgst", "-sha1", "-binary", authority.folder.write("note", note)])
            },
            forged("sha1-digest-of-the-signer", authority, "time.digest-refused") {
                $0.digest = TokenForge.sha1
                $0.digestName = "sha1"
                $0.signature = DERText.sequence(DERText.identifier("1.2.840.10045.4.1"))
            },
            forged("certificate-missing", authority, "time.certificate-missing") {
                $0.certificates = []
            },
            forged("another-certificate-named", authority, "time.certificate-mismatch") {
                $0.namedCertificate = root
            },
            forged("unsigned-attribute", authority, "time.token-malformed") {
                $0.unsigned = [DERText.attribute("1.2.3", DERText.integer(1))]
            },
        ]
    }

    private static func badAuthorities() throws -> [TimestampVector] {
        let short = try authority { $0.signerDays = 10 }
        let loose = try authority { $0.extendedKeyUsage = "timeStamping" }
        let server = try authority { $0.extendedKeyUsage = "critical,serverAuth" }
        let edwards = try authority { $0.key = .ed25519 }
        return try [
            forged("certificate-expired-then", short, "time.certificate-not-valid-then") { _ in },
            forged("purpose-not-critical", loose, "time.purpose-refused") { _ in },
            forged("purpose-of-a-server", server, "time.purpose-refused") { _ in },
            forged("ed25519-key", edwards, "time.algorithm-refused") {
                $0.signature = DERText.sequence(DERText.identifier("1.3.101.112"))
                $0.isRawSignature = true
            },
        ]
    }

    private static func answer(
        _ name: String, at time: String = now, _ change: (inout TestAuthority.Plan) -> Void
    ) throws -> TimestampVector {
        let authority = try authority(change)
        let (request, token) = try authority.stamp(note, at: time)
        return TimestampVector(
            name: name, policy: try #require(ASN1ObjectIdentifier(authority.plan.policy)),
            nonce: request.nonce, code: nil,
            time: token.claimedTime, token: token.der, stamped: note,
            roots: try authority.folder.read("root.pem"))
    }

    private static func forged(
        _ name: String, _ authority: TestAuthority, _ code: String? = nil,
        nonce: UInt64? = Self.nonce, _ change: (inout TokenForge) throws -> Void
    ) throws -> TimestampVector {
        var forge = try forge(authority)
        try change(&forge)
        return TimestampVector(
            name: name, policy: try #require(ASN1ObjectIdentifier(authority.plan.policy)),
            nonce: nonce.map { TimestampNonce(value: $0) }, code: code,
            time: code == nil ? Timestamp("2026-11-23T18:57:49Z") : nil,
            token: try forge.token(by: authority), stamped: note,
            roots: try authority.folder.read("root.pem"))
    }

    private static func forge(_ authority: TestAuthority) throws -> TokenForge {
        var forge = try TokenForge(authority, over: note)
        forge.afterTime = [noncePart]
        return forge
    }

    private static func authority(
        _ change: (inout TestAuthority.Plan) -> Void = { _ in }
    ) throws -> TestAuthority {
        var plan = TestAuthority.Plan()
        plan.born = born
        change(&plan)
        return try TestAuthority(plan)
    }
}
