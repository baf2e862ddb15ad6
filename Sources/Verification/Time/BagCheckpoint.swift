package import Custody
package import Primitives
package import Timestamping
package import TransparencyLog

/// The state of the log that lies in a bag: what is there was sealed after it. (`Protocol/trusted-time.md`,
/// rules 4 to 7)
///
/// Never required, and never a reason to refuse: what cannot be used says nothing.
package struct BagCheckpoint {
    /// Whether a note lies there.
    package let isThere: Bool
    package let check: Check
    /// It was sealed after that; nil also where this is as late as the latest time, and says nothing.
    package let time: Timestamp?
    /// For people.
    package let notes: [String]

    private static let sentence = "a state of the log in the bag shows that it was sealed after it"

    /// - Parameters:
    ///   - note: as it lies in a bag whose seal held; nil where there is none.
    ///   - upper: when the deposit existed at the latest, where that is shown.
    package init(_ note: [UInt8]?, known: KnownParties, upper: Timestamp?) {
        isThere = note != nil
        let seen: (times: [CosignatureTime], quorum: WitnessQuorum?)?
        do {
            seen = try note.map { try Self.seen(in: $0, known) }
        } catch let failure as any PlainFailure {
            check = Self.check(
                .notChecked(Check.Reason(code: failure.code, message: failure.message)))
            (time, notes) = (nil, [])
            return
        } catch {
            check = Self.check(.notChecked(.unreadable))
            (time, notes) = (nil, [])
            return
        }
        // It lies here, so it was sealed by now: a clock that runs ahead must not say "after" a time to come.
        let (bound, remark) = TrustedTime.lowerBound(
            of: seen?.times, by: seen?.quorum, under: .at(upper ?? known.now))
        switch bound {
        case .at(let bound):
            check = Self.check(.passed)
            time = remark == nil ? bound : nil
            notes = Self.words(bound, remark)
        case .notChecked(let gap):
            check = Self.check(.notChecked(Check.Reason(code: gap.code, message: gap.message)))
            (time, notes) = (nil, Self.words(remark))
        }
    }

    /// Where both bounds are one, the clocks of witnesses differ by more than what lay between: "after" would be untrue.
    private static func words(_ bound: Timestamp, _ remark: TrustedTime.Remark?) -> [String] {
        let seen = "witnesses that were chosen here had seen the state of the log that it holds"
        let sentence =
            remark == nil
            ? "it was sealed after \(bound.text): \(seen)"
            : "it was sealed at about \(bound.text), at most minutes before: \(seen)"
        return [sentence] + words(remark)
    }

    /// The times of the chosen witnesses under it, by the quorum that they make; none below it.
    ///
    /// - Throws: `CheckpointError`, `PolicyError` for what is no checkpoint of the log that was chosen
    ///   here, or has a line that does not hold.
    private static func seen(
        in note: [UInt8], _ known: KnownParties
    ) throws -> (times: [CosignatureTime], quorum: WitnessQuorum?) {
        let checkpoint = try UnverifiedCheckpoint(parsing: note)
        guard let pinned = known.pinned, pinned.policy.quorum != nil else { return ([], nil) }
        do throws(PolicyError) {
            let sight = try pinned.inTime.sight(
                of: checkpoint, now: known.now, after: known.moments)
            let times = sight.cosignatures.map {
                CosignatureTime(witness: $0.witness.publicKey, time: $0.time)
            }
            return (times, WitnessQuorum(sight.policy, faulty: sight.faulty))
        } catch .quorumMissing {
            return ([], WitnessQuorum(pinned.policy, faulty: pinned.rule.faulty))
        }
    }

    private static func check(_ outcome: Check.Outcome) -> Check {
        Check(.timeLowerBound, sentence, outcome)
    }

    private static func words(_ remark: TrustedTime.Remark?) -> [String] {
        remark.map { ["\($0.message) [\($0.code)]"] } ?? []
    }
}

extension WitnessQuorum {
    /// One witness, or one group of witnesses; nil for `quorum none`, and for groups in groups.
    package init?(_ policy: TrustPolicy, faulty: Int) {
        switch policy.quorum {
        case nil: return nil
        case .witness(let key)?:
            self.init(witnesses: [key.publicKey], threshold: 1, faulty: faulty)
        case .group(let threshold, let members)?:
            var keys: Set<PublicKey> = []
            for case .witness(let key) in members { keys.insert(key.publicKey) }
            guard keys.count == members.count else { return nil }
            self.init(witnesses: keys, threshold: threshold, faulty: faulty)
        }
    }
}
