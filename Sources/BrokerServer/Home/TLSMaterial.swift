import Crypto
import FoundationEssentials
import NIOSSL
import Primitives
import SwiftASN1
import X509

/// The broker's certificate and TLS key, read and found to belong together.
package struct TLSMaterial: Sendable {
    private static let certificateSize = 64 << 10
    private static let keySize = 16 << 10

    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    /// The digest of SubjectPublicKeyInfo; clients know the broker by it.
    package let pin: String
    /// The end of the certificate's validity, in seconds since 1970; pinned clients ignore it.
    package let expiresAt: Int64

    package init(
        home: BrokerHome, configuration: HomeConfiguration
    ) throws(ConfigurationError) {
        let certificateBytes = try home.read(
            configuration.certificatePath, limit: Self.certificateSize)
        let keyBytes = try home.readSecret(configuration.keyPath, limit: Self.keySize)
        let leaf: Certificate
        do {
            chain = try NIOSSLCertificate.fromPEMBytes(certificateBytes)
            leaf = try Certificate(pemEncoded: String(decoding: certificateBytes, as: UTF8.self))
            guard let first = chain.first else {
                throw ConfigurationError.notACertificate(configuration.certificatePath)
            }
            pin = try Self.pin(of: first)
        } catch {
            throw .notACertificate(configuration.certificatePath)
        }
        do {
            key = try NIOSSLPrivateKey(bytes: keyBytes, format: .pem)
            let pem = String(decoding: keyBytes, as: UTF8.self)
            guard try Certificate.PrivateKey(pemEncoded: pem).publicKey == leaf.publicKey else {
                throw ConfigurationError.certificateOfAnotherKey
            }
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw .notAKey(configuration.keyPath)
        }
        expiresAt = Int64(leaf.notValidAfter.timeIntervalSince1970)
    }

    /// TLS 1.3 and HTTP/1.1 only.
    func serverConfiguration() -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }

    private static func pin(of certificate: NIOSSLCertificate) throws -> String {
        let spki = try certificate.extractPublicKey().toSPKIBytes()
        return "sha256/" + Base64.encode(SHA256Digest.of(spki).bytes)
    }
}
