package import Primitives

/// The rule that makes a quorum worth something: any two quorums share more witnesses than may lie,
/// and the operator's own witness is in none. (`Protocol/witness.md`, section "Policies")
package struct QuorumRule: Hashable, Sendable {
    /// f: how many witnesses may lie at the same time.
    package let faulty: Int
    /// The organisation that runs the broker; nil where somebody has said that none of the network does.
    package let operatorName: OrganisationName?

    package init(faulty: Int, operatorName: OrganisationName?) {
        self.faulty = faulty
        self.operatorName = operatorName
    }

    /// Holds a policy against the rule; `quorum none` passes, and is told as 'not witnessed'.
    package func check(_ policy: TrustPolicy) throws(QuorumRuleError) {
        guard let quorum = policy.quorum else { return }
        let (witnesses, threshold) = try Self.flat(quorum)
        var organisations: Set<OrganisationName> = []
        for witness in witnesses {
            // One spelling for one organisation: capitals or a dot at the end would make it two.
            let part = WitnessName.organisation(of: witness.name).text
            guard let organisation = OrganisationName(part) else {
                throw .organisationMalformed(name: witness.name.text)
            }
            if organisation == operatorName { throw .operatorCounts }
            guard organisations.insert(organisation).inserted else { throw .organisationTwice }
        }
        guard faulty >= 0, 2 * threshold - witnesses.count > faulty else {
            throw .quorumTooSmall(
                threshold: threshold, witnesses: witnesses.count, faulty: faulty)
        }
    }

    /// One witness, or one group of witnesses: of groups in groups the rule says nothing.
    private static func flat(
        _ quorum: TrustPolicy.Quorum
    ) throws(QuorumRuleError) -> (witnesses: [VerifierKey], threshold: Int) {
        switch quorum {
        case .witness(let key): return ([key], 1)
        case .group(let threshold, let members):
            var witnesses: [VerifierKey] = []
            for member in members {
                guard case .witness(let key) = member else { throw .groupInGroup }
                witnesses.append(key)
            }
            return (witnesses, threshold)
        }
    }
}

/// Why a policy is not worth following.
package enum QuorumRuleError: PlainFailure, Equatable {
    case groupInGroup
    /// Nobody has said who runs the broker.
    case operatorMissing
    case operatorCounts
    /// What a witness is called names no organisation.
    case organisationMalformed(name: String)
    case organisationTwice
    case quorumTooSmall(threshold: Int, witnesses: Int, faulty: Int)

    package var code: String {
        switch self {
        case .groupInGroup: "policy.group-in-group"
        case .operatorMissing: "policy.operator-missing"
        case .operatorCounts: "policy.operator-counts"
        case .organisationMalformed: "policy.organisation-malformed"
        case .organisationTwice: "policy.organisation-twice"
        case .quorumTooSmall: "policy.quorum-too-small"
        }
    }

    package var message: String {
        switch self {
        case .groupInGroup: "the quorum is a group of groups, of which nothing can be said"
        case .operatorMissing: "nobody has said which organisation runs the broker"
        case .organisationMalformed(let name):
            "the name '\(SafeText.shown(name))' does not begin with the name of an organisation"
        case .operatorCounts: "the operator's own witness is in the quorum"
        case .organisationTwice: "two witnesses of the quorum are of one organisation"
        case .quorumTooSmall(let threshold, let witnesses, let faulty):
            "a quorum of \(threshold) out of \(witnesses) witnesses is too small where \(faulty) may lie"
        }
    }

    package var hint: String? {
        switch self {
        case .quorumTooSmall:
            "twice the quorum, less the number of witnesses, must be more than those that may lie"
        case .operatorMissing:
            "say it: --operator ORGANISATION, or --operator none when it is none of the network"
        case .organisationMalformed:
            "witnesses are called like vasaprava.ba/witness: the name as it stands in the record"
        default: "each witness of the quorum belongs to another organisation than the operator's"
        }
    }
}
