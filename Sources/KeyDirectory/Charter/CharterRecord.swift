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
    package let content: CharterContent

    /// - Throws: what breaks the rules, by path.
    package init(head: RecordHead, content: CharterContent) throws(RecordError) {
        self.head = head
        self.content = content
        try CharterRules(self).check()
    }

    package var organisations: [CharteredOrganisation] { content.organisations }
    package var brokers: [CharteredBroker] { content.brokers }
    package var witnesses: [CharteredWitness] { content.witnesses }
    package var faultyWitnesses: Int { content.faultyWitnesses }
    package var timeAuthorities: [CharteredTimeAuthority] { content.timeAuthorities }
    package var limits: NetworkLimits { content.limits }

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
