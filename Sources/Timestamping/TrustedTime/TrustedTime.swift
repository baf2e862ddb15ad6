package import Primitives

/// When an act took place, as far as others than the one who acted vouch for it: not after the upper
/// bound, not before the lower.
///
/// With k of n witnesses of which f may lie, and authorities of which at least one is honest:
/// - *upper*: the k-th smallest of the witnesses' times over the checkpoint that covers the act, or
///   the smallest time of an authority over it, whichever is later;
/// - *lower*: the (f + 1)-th largest of the witnesses' times over the checkpoint inside the bag.
///
/// No lie of up to f witnesses, nor of all authorities, makes a bound that excludes the act; none
/// of up to f witnesses and of all authorities but one moves a bound past what the honest say, as long as
/// k honest ones are left (k <= n - f); with fewer a liar can make the upper bound later.
///
/// It is arithmetic: no signature is verified and no clock read here. The caller verifies every
/// cosignature and token, and that the checkpoint covers the act.
///
/// - SeeAlso: Protocol/trusted-time.md, "The rule"
package struct TrustedTime: Hashable, Sendable {
    package let upper: Bound
    package let lower: Bound
    /// What a reader should know besides the bounds, in the order of the rule.
    package let remarks: [Remark]

    package enum Bound: Hashable, Sendable {
        case at(Timestamp)
        case notChecked(Gap)
    }

    /// - Parameters:
    ///   - charter: who counts; times of others are passed over.
    ///   - cosignatures: over the checkpoint that covers the act.
    ///   - tokens: over the same checkpoint.
    ///   - sealed: over the checkpoint inside the bag; nil when there is none.
    package init(
        charter: Charter, cosignatures: [CosignatureTime], tokens: [AuthorityTime],
        sealed: [CosignatureTime]?
    ) {
        let quorum = charter.quorum
        let witnessed = quorum?.upperBound(cosignatures)
        let stamped = charter.earliest(tokens)
        var remarks: [Remark] = []
        switch (witnessed, stamped) {
        case (nil, _): upper = .notChecked(.quorumMissing)
        case (let witnessed?, nil): upper = .at(witnessed)
        case (let witnessed?, let stamped?):
            upper = .at(max(witnessed, stamped.latest))
            let apart = abs(witnessed.secondsSinceEpoch - stamped.latest.secondsSinceEpoch)
            if apart > Self.largestDifference { remarks.append(.authorityApart(seconds: apart)) }
        }
        if stamped == nil { remarks.append(.tokenMissing) }
        let (bound, remark) = Self.lowerBound(of: sealed, by: quorum, under: upper)
        lower = bound
        self.remarks = remarks + (remark.map { [$0] } ?? [])
    }

    /// The lower bound alone, where the upper one is known from elsewhere. (Rules 4 to 7)
    package static func lowerBound(
        of sealed: [CosignatureTime]?, by quorum: WitnessQuorum?, under upper: Bound
    ) -> (bound: Bound, remark: Remark?) {
        guard let sealed else { return (.notChecked(.checkpointMissing), nil) }
        guard let known = quorum?.lowerBound(sealed) else {
            return (.notChecked(.checkpointNotWitnessed), nil)
        }
        guard case .at(let latest) = upper, known > latest else { return (.at(known), nil) }
        let apart = known.secondsSinceEpoch - latest.secondsSinceEpoch
        return apart > clockTolerance
            ? (.notChecked(.boundsContradict), .boundsContradict(seconds: apart))
            : (.at(latest), .boundsOverlap(seconds: apart))
    }

    /// By how much authority and quorum may differ without a remark: 24 hours.
    package static let largestDifference: Int64 = 86_400
    /// By how much honest clocks may differ: 5 minutes.
    package static let clockTolerance: Int64 = 300
}

extension TrustedTime {
    /// Who counts: from the network's charter.
    package struct Charter: Hashable, Sendable {
        /// Nil for a log that nobody watches: then there are no bounds.
        package let quorum: WitnessQuorum?
        package let authorities: Set<AuthorityName>

        package init(quorum: WitnessQuorum?, authorities: Set<AuthorityName>) {
            self.quorum = quorum
            self.authorities = authorities
        }

        /// The earliest time of a listed authority: only one of several need be honest for the
        /// bound not to move.
        func earliest(_ tokens: [AuthorityTime]) -> AuthorityTime? {
            tokens.filter { authorities.contains($0.authority) }.min { $0.latest < $1.latest }
        }
    }
}

extension WitnessQuorum {
    /// The k-th smallest time, a witness counted once and with its earliest. Nil below the quorum.
    ///
    /// All of the k smallest are as early: it precedes the truth only if k > f witnesses lie.
    func upperBound(_ cosignatures: [CosignatureTime]) -> Timestamp? {
        let times = onePerWitness(cosignatures, keeping: min).sorted()
        return times.count >= threshold ? times[threshold - 1] : nil
    }

    /// The (f + 1)-th largest time, a witness counted once and with its latest. Nil below the quorum.
    ///
    /// Of the f + 1 largest at least one is honest, so the checkpoint did not exist before.
    func lowerBound(_ cosignatures: [CosignatureTime]) -> Timestamp? {
        let times = onePerWitness(cosignatures, keeping: max).sorted(by: >)
        // k > f follows from 2k - n > f and k <= n.
        return times.count >= threshold ? times[faulty] : nil
    }

    private func onePerWitness(
        _ cosignatures: [CosignatureTime], keeping: (Timestamp, Timestamp) -> Timestamp
    ) -> [Timestamp] {
        var times: [PublicKey: Timestamp] = [:]
        for one in cosignatures where witnesses.contains(one.witness) {
            times[one.witness] = times[one.witness].map { keeping($0, one.time) } ?? one.time
        }
        return Array(times.values)
    }
}
