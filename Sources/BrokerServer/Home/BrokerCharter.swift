import Broker
import BrokerAPI
import KeyDirectory
package import Primitives
import TransparencyLog

/// `plombad charter`: the network's charter that this broker hands out.
package struct BrokerCharter: Sendable {
    package let name: OrganisationName
    package let fingerprint: Fingerprint
    package let version: Int
    package let expiryTime: Timestamp
    /// Where it does not say of this broker what this broker is, in plain words.
    package let differences: [String]

    /// What is handed out.
    ///
    /// - Throws: ``BrokerCharterError/none``; what keeps the file from being used.
    package init(of home: BrokerHome) throws {
        let configuration = try home.configuration()
        guard let charter = try CharterFolder(home: home, mode: configuration.mode).load() else {
            throw BrokerCharterError.none
        }
        self.init(charter, home, configuration)
    }

    /// Takes a charter file: the first one by the digits that somebody of the network read out, later versions
    /// because their roots signed them. A running broker hands it out within seconds.
    ///
    /// - Throws: `RecordError` for a version that does not follow, ``BrokerCharterError``,
    ///   `ConfigurationError`. Nothing has changed then.
    package init(taking file: String, digits: String?, into home: BrokerHome, now: Timestamp) throws
    {
        let configuration = try home.configuration()
        let folder = CharterFolder(home: home, mode: configuration.mode)
        let bytes = try BrokerHome("").read(file, limit: RecordLimits.fileSizeInBytes)
        let charter = try Self.verify(
            CharterFile(parsing: bytes), digits: digits, mode: configuration.mode,
            after: Self.known(folder))
        guard !charter.isExpired(at: now) else {
            throw BrokerCharterError.expired(charter.current.expiryTime)
        }
        try charter.requireIssued(by: now)
        try folder.store(charter)
        self.init(charter, home, configuration)
    }

    /// Hands out none from now on; what clients have fetched stays with them.
    package static func remove(from home: BrokerHome) throws {
        try CharterFolder(home: home, mode: home.configuration().mode).remove()
    }

    private init(_ charter: VerifiedCharter, _ home: BrokerHome, _ configuration: HomeConfiguration)
    {
        name = charter.name
        fingerprint = charter.fingerprint
        version = charter.current.version
        expiryTime = charter.current.expiryTime
        differences = home.differences(from: charter.current, configuration)
    }

    private static func known(_ folder: CharterFolder) throws -> VerifiedCharter? {
        do {
            return try folder.load()
        } catch let failure as RecordError {
            throw BrokerCharterError.damaged(reason: failure.message)
        }
    }

    private static func verify(
        _ file: CharterFile, digits: String?, mode: Mode, after known: VerifiedCharter?
    ) throws -> VerifiedCharter {
        guard file.mode == mode else { throw BrokerCharterError.otherMode }
        guard let first = file.records.first else { throw RecordError.noRecords }
        let fingerprint = Fingerprint(first.digest)
        if let digits, !fingerprint.matches(digits: digits) {
            throw BrokerCharterError.otherFingerprint
        }
        guard let known else {
            guard digits != nil else { throw BrokerCharterError.digitsMissing }
            return try UnverifiedCharter(file).verify(fingerprint: fingerprint, mode: mode)
        }
        guard fingerprint == known.fingerprint else {
            throw BrokerCharterError.otherNetwork(known: known.name)
        }
        return try known.continued(by: file)
    }
}

extension BrokerHome {
    /// Where a charter says something else of this broker than it is: clients that choose it from there would
    /// not reach it, or would refuse it.
    fileprivate func differences(
        from charter: CharterRecord, _ configuration: HomeConfiguration
    ) -> [String] {
        guard let listed = charter.brokers.first(where: { $0.name == configuration.name }) else {
            return ["the charter does not list this broker"]
        }
        // What cannot be read here is told by 'plombad check'.
        let service = try? serviceKey(configuration).publicKey
        let log = (try? existingLogKey(configuration))?.publicKey
        let pin = (try? TLSMaterial(home: self, configuration: configuration))?.pin
        return [
            service == nil || service == listed.serviceKey ? nil : "service key",
            log == nil || log == listed.log.key ? nil : "log key",
            pin.map { $0.utf8.elementsEqual(listed.pin.text.utf8) } ?? true ? nil : "TLS pin",
            configuration.origin.text.utf8.elementsEqual(listed.url.utf8) ? nil : "address",
        ].compactMap { $0 }.map { "the charter gives this broker another \($0)" }
            + limits(charter.limits, configuration.limits)
    }

    private func limits(_ promised: NetworkLimits, _ own: OperatorLimits) -> [String] {
        let isLess =
            UInt64(clamping: own.payloadBytes) < promised.payloadSizeInBytes
            || own.deadlineMaxHours / 24 < Int64(promised.deadlineInDays)
        return isLess ? ["this broker takes less than the charter promises"] : []
    }
}
