import KeyDirectory
import Primitives
import TransparencyLog
import Verification

extension ConfirmedCharter {
    /// The policy of witnesses for a broker's log by the newest version, with those of earlier versions for
    /// the same log, each up to the issue of the version that replaced it.
    ///
    /// - Parameter byHand: what had been chosen here before the charter was confirmed.
    /// - Returns: nil where the newest version does not list the broker.
    func witnessPolicy(
        of name: OrganisationName, after byHand: PinnedPolicy?
    ) throws -> PinnedPolicy? {
        guard let broker = current.broker(named: name) else { return nil }
        var pinned = try current.witnessPolicy(of: broker)
        let versions = history.history
        let policies = versions.map { $0.witnessPolicy(of: name, log: broker.log) }
        for (index, next) in versions.indices.dropFirst().enumerated() {
            guard let policy = policies[index], policy.policy.quorum != nil,
                policy.policy.quorum != policies[next]?.policy.quorum
            else { continue }
            pinned.former.insert(
                FormerPolicy(policy, until: versions[next].issuedTime), at: 0)
        }
        let first = policies.firstIndex { $0?.policy.quorum != nil }
        pinned.since = first.map { versions[$0].issuedTime }
        if let byHand { pinned.add(byHand, replacedAt: confirmedTime) }
        return pinned
    }
}

extension CharterRecord {
    /// Nil where this version does not list the broker with this log, or has a policy that no program
    /// would have followed.
    fileprivate func witnessPolicy(
        of name: OrganisationName, log: CharteredLog
    ) -> PinnedPolicy? {
        guard let broker = broker(named: name), broker.log.key == log.key else { return nil }
        return try? witnessPolicy(of: broker)
    }
}

extension PinnedPolicy {
    /// What a charter has replaced goes on counting for what was signed until then. When witnesses were chosen
    /// for another log says nothing about this one.
    mutating func add(_ byHand: PinnedPolicy, replacedAt time: Timestamp) {
        var others = byHand.former
        if byHand.policy.quorum != nil { others.append(FormerPolicy(byHand, until: time)) }
        former = (former + others).sorted { $0.until > $1.until }
        let logs = Set(policy.logs.map(\.key))
        guard let first = byHand.since, !logs.isDisjoint(with: byHand.policy.logs.map(\.key)) else {
            return
        }
        since = min(since ?? first, first)
    }
}
