/// One version of a network's own list: who belongs to it, which brokers carry for it, who watches
/// their logs, and whose time counts.
///
/// ```
/// {
///   "type": "urn:plomba:v1:Charter", "version": 1, "mode": "live", "name": "network.example",
///   "previous": null, "issuedTime": "...", "expiryTime": "...", "threshold": 2, "roots": [...],
///   "organisations": [...], "brokers": [...], "witnesses": [...], "faultyWitnesses": 0,
///   "timeAuthorities": [...], "limits": {"payloadSize": 5368709120, "deadlineDays": 90}
/// }
/// ```
///
/// The rules of its versions are those of an organisation's records. It introduces organisations; it
/// never replaces a fingerprint that somebody compared.
///
/// - SeeAlso: Protocol/charter.md
package struct CharterRecord: RootedRecord {
    package static let statementName = "Charter"
    package static let historyName = "CharterHistory"
    package static let sizeLimitInBytes = CharterLimits.recordSizeInBytes

    package let head: RecordHead
    package let organisations: [CharteredOrganisation]
    package let brokers: [CharteredBroker]
    package let witnesses: [CharteredWitness]
    /// How many witnesses may lie at a time without anybody being deceived.
    package let faultyWitnesses: Int
    package let timeAuthorities: [CharteredTimeAuthority]
    package let limits: NetworkLimits

    /// - Throws: what breaks the rules, by path.
    package init(
        head: RecordHead, organisations: [CharteredOrganisation], brokers: [CharteredBroker],
        witnesses: [CharteredWitness], faultyWitnesses: Int,
        timeAuthorities: [CharteredTimeAuthority], limits: NetworkLimits
    ) throws(RecordError) {
        self.head = head
        self.organisations = organisations
        self.brokers = brokers
        self.witnesses = witnesses
        self.faultyWitnesses = faultyWitnesses
        self.timeAuthorities = timeAuthorities
        self.limits = limits
        try CharterRules(self).check()
    }

    package var keys: [KeyPlace] {
        rootPlaces
            + brokers.enumerated().flatMap { index, broker in
                [
                    KeyPlace("brokers[\(index)].serviceKey", broker.serviceKey, .brokerService),
                    KeyPlace("brokers[\(index)].log.key", broker.log.key, .log),
                ]
            }
            + witnesses.enumerated().map { KeyPlace("witnesses[\($0)].key", $1.key, .witness) }
    }

    /// The witnesses whose cosignatures count for a broker's log: all but the operator's own.
    package func witnesses(of broker: CharteredBroker) -> [CharteredWitness] {
        witnesses.filter { witness in
            broker.operatorName.map { $0 != witness.organisation } ?? true
        }
    }
}
