import Broker
import BrokerAPI
import Logging
package import Primitives
import SystemPackage
import TransparencyLog

/// Makes a broker's home: configuration, service key, log key, TLS key, certificate.
package struct BrokerSetup: Sendable {
    static let serviceKeyName = "keys/service"
    /// The key of the first log; that of the second is `keys/log-2`.
    static let logKeyName = "keys/log"
    static let checkpointsName = "log"
    static let certificateName = "tls/certificate.pem"
    static let keyName = "tls/key.pem"
    static let dataName = "data"

    let name: OrganisationName
    let mode: Mode
    let host: String
    let port: Int
    let origin: ExternalOrigin

    /// - Parameters:
    ///   - host: the name or address that clients use; also listened on when it is an address or
    ///     `localhost`, otherwise every address of the machine is.
    package init(
        name: String, mode: Mode, host: String, port: Int
    ) throws(ConfigurationError) {
        guard let name = OrganisationName(name) else { throw .invalidName }
        let isIPv6 = host.utf8.contains(UInt8(ascii: ":"))
        let authority = (isIPv6 ? "[\(host)]" : host) + (port == 443 ? "" : ":\(port)")
        guard (1...65535).contains(port), let origin = ExternalOrigin("https://" + authority)
        else { throw .invalidHost }
        self.name = name
        self.mode = mode
        self.host = host
        self.port = port
        self.origin = origin
    }

    /// Writes everything into a home that has none of it yet.
    ///
    /// - Returns: what clients need to know of the broker.
    package func create(
        in home: BrokerHome, now: Timestamp
    ) throws -> BrokerCard {
        try home.makeFolder("")
        for folder in ["keys", "tls", BrokerHome.admissionsName] { try home.makeFolder(folder) }
        try home.createKey(Self.serviceKeyName, comment: "plombad service key")
        try home.createKey(Self.logKeyName, comment: "plombad log key")
        let certificate = try SelfSignedCertificate(host: host, now: now)
        try home.create(Self.keyName, Array(certificate.keyPEM.utf8))
        try home.create(Self.certificateName, Array(certificate.certificatePEM.utf8))
        // The configuration comes last: a home that has one is complete.
        try home.create(BrokerHome.configurationName, configuration.jsonBytes)
        return try BrokerCard(home: home)
    }

    var configuration: HomeConfiguration {
        let isLocal = host == "localhost" || SelfSignedCertificate.addressBytes(host) != nil
        return HomeConfiguration(
            name: name, mode: mode, origin: origin,
            listen: ListenAddress(host: isLocal ? host : "0.0.0.0", port: port),
            certificatePath: Self.certificateName, keyPath: Self.keyName,
            serviceKeyPath: Self.serviceKeyName, dataPath: Self.dataName,
            witnesses: nil, limits: OperatorLimits(), quotas: QuotaConfiguration(),
            pace: PaceConfiguration(), stopSeconds: 20,
            logLevel: .info)
    }
}

/// What a client is given, out of band, to know a broker by.
package struct BrokerCard: Sendable, Equatable {
    package let name: String
    package let mode: Mode
    package let url: String
    /// `sha256/` and the digest of the TLS key.
    package let pin: String
    /// The key that signs the broker's statements, as OpenSSH writes it.
    package let serviceKey: String
    /// The key that signs the log, as a vkey; nil in a home of an older version until its first
    /// start.
    package let logKey: String?

    /// Reads the card from a complete home.
    package init(home: BrokerHome) throws(ConfigurationError) {
        let configuration = try home.configuration()
        let key = try home.serviceKey(configuration)
        name = configuration.name.text
        mode = configuration.mode
        url = configuration.origin.text
        pin = try TLSMaterial(home: home, configuration: configuration).pin
        serviceKey = key.publicKey.openSSHLine
        logKey = try home.existingLogKey(configuration)?.text
    }
}

extension BrokerHome {
    private static let privateKeySize = 16 << 10

    /// The configuration of this home.
    package func configuration() throws(ConfigurationError) -> HomeConfiguration {
        let bytes = try read(Self.configurationName, limit: HomeConfiguration.maximumSize)
        return try HomeConfiguration(jsonBytes: bytes)
    }

    /// The key that signs the broker's statements.
    func serviceKey(
        _ configuration: HomeConfiguration
    ) throws(ConfigurationError) -> SigningKey {
        try signingKey(configuration.serviceKeyPath)
    }

    /// The key that signs the log. A home of a version without a log gets one at its first start;
    /// a key that is missing later is not made anew.
    func logKey(_ configuration: HomeConfiguration) throws -> SigningKey {
        let number = try logNumber(configuration)
        // A power cut may have left the key of a log that is closed: nothing more is signed with it.
        for former in 1..<max(number, 1) { try removeIfThere(Self.logKeyName(former)) }
        let name = Self.logKeyName(number)
        if name == BrokerSetup.logKeyName, !exists(name), !exists(BrokerSetup.checkpointsName) {
            try createKey(name, comment: "plombad log key")
        }
        return try signingKey(name)
    }

    /// The public key of the log in use, if there is one yet.
    func existingLogKey(
        _ configuration: HomeConfiguration
    ) throws(ConfigurationError) -> VerifierKey? {
        let number = try logNumber(configuration)
        guard exists(Self.logKeyName(number)) else { return nil }
        let key = try signingKey(Self.logKeyName(number))
        return AuditLog.key(of: configuration.name, key.publicKey, number: number)
    }

    /// Which of this broker's logs is in use, from 1.
    func logNumber(_ configuration: HomeConfiguration) throws(ConfigurationError) -> Int {
        do throws(StoreError) {
            return try LogNumber.current(in: resolve(configuration.dataPath).string)
        } catch {
            throw .file(configuration.dataPath, reason: error.message)
        }
    }

    static func logKeyName(_ number: Int) -> String {
        number > 1 ? "\(BrokerSetup.logKeyName)-\(number)" : BrokerSetup.logKeyName
    }

    /// Makes a key and writes it into a new file.
    func createKey(_ name: String, comment: String) throws {
        let key = try SigningKey()
        let file = try key.openSSHPrivateKey(comment: comment)
        var bytes = file.withBytes { span in span.indices.map { span[$0] } }
        defer { SecretBytes.erase(&bytes) }
        try create(name, bytes)
    }

    func signingKey(_ name: String) throws(ConfigurationError) -> SigningKey {
        var bytes = try readSecret(name, limit: Self.privateKeySize)
        do {
            let pem = try SecretBytes(copyingAndErasing: &bytes)
            return try SigningKey(openSSHPrivateKey: pem)
        } catch {
            throw .notAKey(name)
        }
    }
}
