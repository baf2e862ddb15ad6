import Crypto
import FoundationEssentials
import Glibc
import Primitives
import SwiftASN1
import X509

/// A new TLS key and a certificate that it signs itself, both as PEM.
///
/// Clients pin the key, so nobody needs to sign the certificate. It names the host and the
/// loopback addresses for tools that compare names, and says nothing about the organisation.
struct SelfSignedCertificate {
    private static let validity: Double = 10 * 366 * 86_400
    private static let tolerance: Double = 86_400

    let certificatePEM: String
    let keyPEM: String

    init(host: String, now: Timestamp) throws {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("plombad") }
        let start = Date(timeIntervalSince1970: Double(now.secondsSinceEpoch) - Self.tolerance)
        let certificate = try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: .init(key.publicKey),
            notValidBefore: start,
            notValidAfter: start.addingTimeInterval(Self.validity),
            issuer: name,
            subject: name,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(Self.names(host: host))
            },
            issuerPrivateKey: .init(key))
        certificatePEM = try certificate.serializeAsPEM().pemString + "\n"
        keyPEM = key.pemRepresentation + "\n"
    }

    private static func names(host: String) -> [GeneralName] {
        var names: [GeneralName] = [.dnsName("localhost")]
        for address in ["127.0.0.1", "::1"] {
            if let bytes = addressBytes(address) { names.append(ipAddress(bytes)) }
        }
        if let bytes = addressBytes(host) {
            names.append(ipAddress(bytes))
        } else {
            names.append(.dnsName(host))
        }
        return names
    }

    private static func ipAddress(_ bytes: [UInt8]) -> GeneralName {
        .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
    }

    /// The 4 or 16 bytes of an IP address; nil for a name.
    static func addressBytes(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 { return Array(bytes[..<4]) }
        if unsafe inet_pton(AF_INET6, text, &bytes) == 1 { return bytes }
        return nil
    }
}
