/// What a charter says of its network: everything but which version it is and whose keys may change
/// it. People edit it as a file of its own, `network.json`:
///
/// ```
/// {
///   "organisations": [...], "brokers": [...], "witnesses": [...], "faultyWitnesses": 0,
///   "timeAuthorities": [...], "limits": {"payloadSize": 5368709120, "deadlineDays": 90}
/// }
/// ```
package struct CharterContent: Hashable, Sendable {
    package let organisations: [CharteredOrganisation]
    package let brokers: [CharteredBroker]
    package let witnesses: [CharteredWitness]
    package let faultyWitnesses: Int
    package let timeAuthorities: [CharteredTimeAuthority]
    package let limits: NetworkLimits

    package init(
        organisations: [CharteredOrganisation], brokers: [CharteredBroker],
        witnesses: [CharteredWitness], faultyWitnesses: Int,
        timeAuthorities: [CharteredTimeAuthority], limits: NetworkLimits
    ) {
        self.organisations = organisations
        self.brokers = brokers
        self.witnesses = witnesses
        self.faultyWitnesses = faultyWitnesses
        self.timeAuthorities = timeAuthorities
        self.limits = limits
    }

    package init(_ charter: CharterRecord) {
        self.init(
            organisations: charter.organisations, brokers: charter.brokers,
            witnesses: charter.witnesses, faultyWitnesses: charter.faultyWitnesses,
            timeAuthorities: charter.timeAuthorities, limits: charter.limits)
    }
}

extension CharterRecord {
    /// - Throws: what breaks the rules, by path.
    package init(head: RecordHead, content: CharterContent) throws(RecordError) {
        try self.init(
            head: head, organisations: content.organisations, brokers: content.brokers,
            witnesses: content.witnesses, faultyWitnesses: content.faultyWitnesses,
            timeAuthorities: content.timeAuthorities, limits: content.limits)
    }
}
