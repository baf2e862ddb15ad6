import Foundation
import Primitives
import Testing

@testable import Timestamping

/// Tokens as no honest authority makes them, each with one thing wrong and otherwise signed well.
@Suite struct `Forged token` {
    private static let note = Array("log.example.org\n7\nSGVsbG8=\n".utf8)

    @Test func `the forge's honest token verifies, here and at openssl`() throws {
        for key in [TestAuthority.Key.ecdsa, .rsa] {
            var plan = TestAuthority.Plan()
            plan.key = key
            plan.born = "2026-11-01 00:00:00"
            let authority = try TestAuthority(plan)
            let der = try TokenForge(authority, over: Self.note).token(by: authority)
            let verified = try verify(der, authority)
            #expect(verified.generatedAt.instant.text == "2026-11-23T18:57:49Z")
            #expect(verified.generatedAt.accuracyInMicroseconds == nil)
            #expect(verified.generatedAt.latest == verified.generatedAt.instant)
            #expect(
                try authority.opensslAccepts(
                    der, over: Self.note, at: verified.generatedAt.instant))
        }
    }

    @Test(arguments: [
        "critical,serverAuth", "timeStamping", "critical,timeStamping,emailProtection",
    ])
    func `a certificate that is not for time-stamping alone is refused`(usage: String) throws {
        let authority = try Self.authority { $0.extendedKeyUsage = usage }
        let der = try TokenForge(authority, over: Self.note).token(by: authority)
        #expect(throws: TimestampError.purposeRefused) { try verify(der, authority) }
        let time = try UnverifiedTimestampToken(der: der).claimedTime
        #expect(try !authority.opensslAccepts(der, over: Self.note, at: time))
    }

    @Test func `keys and signatures that openssl ts does not verify are refused`() throws {
        let edwards = try Self.authority { $0.key = .ed25519 }
        var forge = try TokenForge(edwards, over: Self.note)
        forge.signature = DERText.sequence(DERText.identifier("1.3.101.112"))
        forge.isRawSignature = true
        let der = try forge.token(by: edwards)
        #expect(throws: TimestampError.algorithmRefused) { try verify(der, edwards) }
        let time = try UnverifiedTimestampToken(der: der).claimedTime
        #expect(try !edwards.opensslAccepts(der, over: Self.note, at: time))

        // An Ed25519 key under the name of another scheme.
        forge.signature = DERText.sequence(DERText.identifier("1.2.840.10045.4.3.2"))
        let renamed = try forge.token(by: edwards)
        #expect(throws: TimestampError.algorithmRefused) { try verify(renamed, edwards) }

        let authority = try Self.authority()
        var pss = try TokenForge(authority, over: Self.note)
        pss.signature = DERText.algorithm("1.2.840.113549.1.1.10", DERText.sequence())
        let padded = try pss.token(by: authority)
        #expect(throws: TimestampError.algorithmRefused) { try verify(padded, authority) }

        let small = try Self.authority { $0.key = .smallRSA }
        let weak = try TokenForge(small, over: Self.note).token(by: small)
        #expect(throws: TimestampError.algorithmRefused) { try verify(weak, small) }
    }

    @Test func `SHA-1 and MD5 are refused wherever they stand`() throws {
        let authority = try Self.authority()
        for (name, identifier) in [
            ("sha1", TokenForge.sha1), ("md5", "1.2.840.113549.2.5"),
        ] {
            var imprint = try TokenForge(authority, over: Self.note)
            imprint.imprintAlgorithm = identifier
            imprint.imprint = [UInt8](repeating: 7, count: name == "md5" ? 16 : 20)
            let weak = try imprint.token(by: authority)
            #expect(throws: TimestampError.digestRefused) { try verify(weak, authority) }

            var digest = try TokenForge(authority, over: Self.note)
            (digest.digest, digest.digestName) = (identifier, name)
            let weaker = try digest.token(by: authority)
            #expect(throws: TimestampError.digestRefused) { try verify(weaker, authority) }
        }
        var signature = try TokenForge(authority, over: Self.note)
        signature.signature = DERText.sequence(DERText.identifier("1.2.840.10045.4.1"))
        let signed = try signature.token(by: authority)
        #expect(throws: TimestampError.digestRefused) { try verify(signed, authority) }

        var named = try TokenForge(authority, over: Self.note)
        named.namesCertificateBySHA1 = true
        let byName = try named.token(by: authority)
        #expect(throws: TimestampError.digestRefused) { try verify(byName, authority) }

        let chain = try Self.authority { $0.chainDigest = "sha1" }
        let certified = try TokenForge(chain, over: Self.note).token(by: chain)
        #expect(throws: TimestampError.digestRefused) { try verify(certified, chain) }
    }

    @Test func `the signer's certificate must be there, once, and the one that is named`() throws {
        let authority = try Self.authority()
        let root = try authority.certificate("root")
        try refuse(authority, .certificateMissing) { $0.certificates = [] }
        try refuse(authority, .certificateMissing) { $0.certificates = [root] }
        try refuse(authority, .tokenMalformed(.certificates)) {
            $0.certificates += $0.certificates
        }
        try refuse(authority, .tokenMalformed(.certificates)) {
            $0.certificates.append(DERText.element(0xA0, []))
        }
        try refuse(authority, .tokenMalformed(.certificates)) {
            $0.certificates.append(
                DERText.sequence(
                    DERText.sequence(
                        DERText.integer(1), DERText.sequence(), DERText.sequence())))
        }
        try refuse(authority, .certificateMismatch) { $0.namedCertificate = root }
        try refuse(authority, .tokenMalformed(.tooMany)) {
            $0.certificates += Array(repeating: root, count: 10)
        }
        #expect(
            throws: Never.self, "a further certificate is no defect",
            performing: {
                var forge = try TokenForge(authority, over: Self.note)
                forge.certificates.append(root)
                _ = try verify(forge.token(by: authority), authority)
            })
    }

    @Test func `another form is refused, and says where it differs`() throws {
        let authority = try Self.authority()
        let attribute = DERText.attribute("1.2.3", DERText.integer(1))
        let cases: [(TokenDefect, (inout TokenForge) -> Void)] = [
            (.version, { $0.version = 2 }), (.version, { $0.dataVersion = 1 }),
            (.version, { $0.signerVersion = 3 }),
            (.contentType, { $0.outerType = "1.2.840.113549.1.7.1" }),
            (.contentType, { $0.contentType = "1.2.840.113549.1.7.1" }),
            (.contentType, { $0.attributedType = "1.2.840.113549.1.7.1" }),
            (.signers, { $0.signers = 2 }), (.truncated, { $0.signers = 0 }),
            (.unsigned, { $0.unsigned = [attribute] }),
            (.unsigned, { $0.crls = [DERText.sequence()] }),
            (.attributes, { $0.furtherAttributes = [attribute, attribute] }),
            (.imprint, { $0.imprint.removeLast() }), (.imprint, { $0.imprint.append(0) }),
            (.integer, { $0.serial = [0x02, 0x01, 0x80] }),
            (.integer, { $0.serial = [0x02, 0x02, 0x00, 0x01] }),
            (.integer, { $0.serial = DERText.element(2, Array(repeating: 1, count: 22)) }),
            (.boolean, { $0.afterTime = [[0x01, 0x01, 0x00]] }),
            (.boolean, { $0.afterTime = [[0x01, 0x01, 0x01]] }),
            (.trailing, { $0.afterTime = [DERText.null] }),
        ]
        for (defect, change) in cases {
            try refuse(authority, .tokenMalformed(defect), change)
        }
    }

    @Test func `extensions are read past unless they are critical`() throws {
        let authority = try Self.authority()
        func extended(_ critical: [UInt8]) -> [UInt8] {
            DERText.element(
                0xA1, DERText.sequence(DERText.identifier("1.2.3"), critical, DERText.octets([])))
        }
        try refuse(authority, .tokenMalformed(.criticalExtension)) {
            $0.afterTime = [extended([0x01, 0x01, 0xFF])]
        }
        var forge = try TokenForge(authority, over: Self.note)
        forge.afterTime = [extended([])]
        forge.furtherAttributes = [DERText.attribute("1.2.3", DERText.integer(1))]
        _ = try verify(forge.token(by: authority), authority)
    }

    @Test func `times and accuracies are read exactly`() throws {
        let authority = try Self.authority()
        for time in [
            "20261123185749", "20261123185749.Z", "20261123185749.50Z", "20261123185749,5Z",
            "20261123185749+0100", "202611231857Z", "20261123185760Z", "20260230000000Z",
            "20261123245749Z", "2026112318574xZ", "20261123185749.1234567891Z",
        ] {
            try refuse(authority, .tokenMalformed(.time)) { $0.time = time }
        }
        func accuracy(_ parts: [UInt8]...) -> [UInt8] {
            DERText.element(0x30, Array(parts.joined()))
        }
        let day = DERText.element(2, [0x01, 0x51, 0x81])  // 86,401 seconds
        for parts in [day, [0x80, 0x01, 0x00], [0x81, 0x02, 0x03, 0xE8]] {
            try refuse(authority, .tokenMalformed(.accuracy)) { $0.afterTime = [accuracy(parts)] }
        }
        for (time, parts, latest) in [
            ("20261123185749.25Z", [], "2026-11-23T18:57:50Z"),
            ("20261123185749Z", [[0x80, 0x01, 0x01]], "2026-11-23T18:57:50Z"),
            ("20261123185749.999Z", [[0x80, 0x01, 0x01]], "2026-11-23T18:57:50Z"),
            (
                "20261123185749.999Z", [[0x80, 0x01, 0x01], [0x81, 0x01, 0x01]],
                "2026-11-23T18:57:51Z"
            ),
            ("20261123185749Z", [[0x02, 0x01, 0x3C]], "2026-11-23T18:58:49Z"),
        ] as [(String, [[UInt8]], String)] {
            var forge = try TokenForge(authority, over: Self.note)
            forge.time = time
            forge.afterTime = parts.isEmpty ? [] : [accuracy(Array(parts.joined()))]
            let verified = try verify(forge.token(by: authority), authority)
            #expect(verified.generatedAt.instant.text == "2026-11-23T18:57:49Z")
            #expect(verified.generatedAt.latest.text == latest, "\(time) \(parts)")
        }
    }

    private func refuse(
        _ authority: TestAuthority, _ error: TimestampError,
        _ change: (inout TokenForge) -> Void
    ) throws {
        var forge = try TokenForge(authority, over: Self.note)
        change(&forge)
        let der = try forge.token(by: authority)
        #expect(throws: error) { try verify(der, authority) }
    }

    private func verify(
        _ der: [UInt8], _ authority: TestAuthority
    ) throws -> VerifiedTimestampToken {
        try UnverifiedTimestampToken(der: der)
            .verify(covering: .of(Self.note), by: authority.known)
    }

    /// An authority whose certificates were valid at the forge's time.
    private static func authority(
        _ change: (inout TestAuthority.Plan) -> Void = { _ in }
    ) throws -> TestAuthority {
        var plan = TestAuthority.Plan()
        plan.born = "2026-11-01 00:00:00"
        change(&plan)
        return try TestAuthority(plan)
    }
}
