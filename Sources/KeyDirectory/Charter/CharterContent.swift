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
    /// How many witnesses may lie at a time without anybody being deceived.
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
}
