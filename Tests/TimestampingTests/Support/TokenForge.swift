import Foundation
import Primitives
import TestSupport
import Testing

@testable import Timestamping

/// Makes tokens member by member, signed with an authority's real key: the honest one as a start,
/// and each of the others with one thing changed.
struct TokenForge {
    // The content.
    var version = 1
    var policy = TestAuthority.Plan.policy
    var imprintAlgorithm = Self.sha256
    var imprint: [UInt8]
    var serial: [UInt8] = [0x02, 0x01, 0x2A]
    var time = "20261123185749Z"
    var afterTime: [[UInt8]] = []
    // The signed data.
    var outerType = "1.2.840.113549.1.7.2"
    var contentType = Self.timeStampInfo
    var dataVersion = 3
    var certificates: [[UInt8]]
    var crls: [[UInt8]] = []
    // The signer.
    var signerVersion = 1
    var signerCertificate: [UInt8]
    var digest = Self.sha256
    var digestName = "sha256"
    var signature = DERText.sequence(DERText.identifier("1.2.840.10045.4.3.2"))
    var attributedType = Self.timeStampInfo
    var namedCertificate: [UInt8]
    var namesCertificateBySHA1 = false
    var furtherAttributes: [[UInt8]] = []
    var unsigned: [[UInt8]] = []
    var signers = 1
    var isRawSignature = false

    static let sha256 = "2.16.840.1.101.3.4.2.1"
    static let sha1 = "1.3.14.3.2.26"
    static let timeStampInfo = "1.2.840.113549.1.9.16.1.4"

    init(_ authority: TestAuthority, over bytes: [UInt8]) throws {
        let certificate = try authority.certificate("tsa")
        imprint = SHA256Digest.of(bytes).bytes
        certificates = [certificate]
        signerCertificate = certificate
        namedCertificate = certificate
        if authority.plan.key == .rsa || authority.plan.key == .smallRSA {
            signature = DERText.algorithm("1.2.840.113549.1.1.11")
        }
    }

    /// Signs with the authority's key, by `openssl`.
    func token(by authority: TestAuthority) throws -> [UInt8] {
        let content = self.content
        let attributes = try signedAttributes(over: content, authority)
        let signed = try sign(DERText.element(0x31, attributes), authority)
        let name = try CertificateName(ofCertificate: signerCertificate)
        let signer = DERText.sequence(
            DERText.integer(signerVersion),
            DERText.sequence(name.issuer, DERText.element(0x02, name.serial)),
            DERText.algorithm(digest), DERText.element(0xA0, attributes), signature,
            DERText.octets(signed),
            unsigned.isEmpty ? [] : DERText.element(0xA1, Array(unsigned.joined())))
        let data = DERText.sequence(
            DERText.integer(dataVersion), DERText.set(DERText.algorithm(digest)),
            DERText.sequence(
                DERText.identifier(contentType), DERText.element(0xA0, DERText.octets(content))),
            certificates.isEmpty ? [] : DERText.element(0xA0, Array(certificates.joined())),
            crls.isEmpty ? [] : DERText.element(0xA1, Array(crls.joined())),
            DERText.element(0x31, Array(repeatElement(signer, count: signers).joined())))
        return DERText.sequence(
            DERText.identifier(outerType), DERText.element(0xA0, data))
    }

    private var content: [UInt8] {
        DERText.sequence(
            DERText.integer(version), DERText.identifier(policy),
            DERText.sequence(DERText.algorithm(imprintAlgorithm), DERText.octets(imprint)),
            serial, DERText.element(0x18, Array(time.utf8)), Array(afterTime.joined()))
    }

    private func signedAttributes(
        over content: [UInt8], _ authority: TestAuthority
    ) throws -> [UInt8] {
        let messageDigest = try hash(content, digestName, authority)
        let named =
            namesCertificateBySHA1
            ? DERText.attribute(
                "1.2.840.113549.1.9.16.2.12",
                DERText.sequence(
                    DERText.sequence(
                        DERText.sequence(
                            DERText.octets(try hash(namedCertificate, "sha1", authority))))))
            : DERText.attribute(
                "1.2.840.113549.1.9.16.2.47",
                DERText.sequence(
                    DERText.sequence(
                        DERText.sequence(
                            DERText.octets(SHA256Digest.of(namedCertificate).bytes)))))
        return DERText.attribute("1.2.840.113549.1.9.3", DERText.identifier(attributedType))
            + DERText.attribute("1.2.840.113549.1.9.4", DERText.octets(messageDigest))
            + named + furtherAttributes.joined()
    }

    private func hash(
        _ bytes: [UInt8], _ name: String, _ authority: TestAuthority
    ) throws -> [UInt8] {
        let file = try authority.folder.write("to-hash", bytes)
        return try authority.run(["dgst", "-" + name, "-binary", file])
    }

    private func sign(
        _ bytes: [UInt8], _ authority: TestAuthority
    ) throws -> [UInt8] {
        let file = try authority.folder.write("to-sign", bytes)
        let key = authority.path("tsa.key")
        return isRawSignature
            ? try authority.run(["pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", file])
            : try authority.run(["dgst", "-" + digestName, "-sign", key, file])
    }
}
