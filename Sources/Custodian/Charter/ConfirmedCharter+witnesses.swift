import KeyDirectory
import Primitives
import TransparencyLog
import Verification

extension ConfirmedCharter {
    /// The policy of witnesses for a broker's log by the newest version, with those of earlier versions for
    /// the same log, or one that it may continue, each up to the issue of the version that replaced it.
    ///
    /// - Parameter byHand: what had been chosen here before the charter was confirmed.
    /// - Returns: nil where the newest version does not list the broker.
    func witnessPolicy(
        of name: OrganisationName, after byHand: PinnedPolicy?
    ) throws -> PinnedPolicy? {
        guard let broker = current.broker(named: name) else { return nil }
        let earlier = earlierLogs(of: broker)
        var pinned = try current.witnessPolicy(of: broker, after: earlier)
        let versions = history.history
        let logs = try earlier + [broker.logKey]
        let policies = versions.map { $0.witnessPolicy(of: name, logs: logs) }
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

extension ConfirmedCharter {
    /// The logs that earlier versions gave a broker and that come before its own, by their names; oldest first.
    fileprivate func earlierLogs(of broker: CharteredBroker) -> [VerifierKey] {
        guard let number = try? broker.logKey.name.number(ofLogOf: broker.name) else { return [] }
        var found: [VerifierKey] = []
        for version in history.history {
            guard let key = try? version.broker(named: broker.name)?.logKey,
                let before = key.name.number(ofLogOf: broker.name), before < number,
                !found.contains(where: { $0.name == key.name })
            else { continue }
            found.append(key)
        }
        return found
    }
}

extension CharterRecord {
    /// Nil where this version does not list the broker with one of these logs, or has a policy that no program
    /// would have followed.
    fileprivate func witnessPolicy(
        of name: OrganisationName, logs: [VerifierKey]
    ) -> PinnedPolicy? {
        guard let broker = broker(named: name),
            logs.contains(where: { $0.publicKey == broker.log.key })
        else { return nil }
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
