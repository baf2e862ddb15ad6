internal import Primitives

/// One lane as anybody but its home broker sees it: statements in any order, any number of times.
///
/// The same set of statements and places gives the same view, whatever the order in which they
/// came. What the home broker has not recorded has no effect yet: 'accepted, not yet recorded'.
/// What the home broker says itself is recorded, wherever it was found.
package struct LaneView: Equatable, Sendable {
    /// Each act once; its place in the home broker's order, nil while it is unknown.
    private var places: [LaneAct: UInt64?] = [:]

    package init() {}

    /// Adds an act, with its place in the home broker's order if that is known.
    ///
    /// Of two places, which only a home broker that contradicts itself gives, the first counts.
    package mutating func add(_ act: LaneAct, place: UInt64?) {
        guard let known = places[act] ?? nil else {
            places[act] = .some(place)
            return
        }
        places[act] = .some(min(known, place ?? known))
    }

    /// Where the lane stands, by what the home broker recorded.
    package var phase: LanePhase {
        if let end { return Self.phase(after: end.event) }
        if has(.contentConsignment) { return .available }
        return has(.submissionAcceptance) ? .stored : .deposited
    }

    /// The act that ended the lane: the first in the home broker's order.
    package var end: LaneAct? { inOrder.first(where: Self.ends) }

    /// What took effect, in the home broker's order.
    package var recorded: [LaneAct] {
        let acts = inOrder
        guard let position = acts.firstIndex(where: Self.ends) else { return acts }
        let phase = Self.phase(after: acts[position].event)
        return acts[...position]
            + acts[(position + 1)...].filter { phase.move(on: $0.event) == .noted }
    }

    /// Decisions that were signed and are not recorded: each may still win, or come too late.
    package var pending: [LaneAct] {
        end == nil ? unplaced.filter(Self.ends) : []
    }

    /// What was signed and has no effect, since the lane had ended.
    package var late: [LaneAct] {
        guard let end else { return [] }
        let phase = Self.phase(after: end.event)
        let effective = Set(recorded)
        return (inOrder + unplaced).filter { act in
            !effective.contains(act) && phase.move(on: act.event) == .tooLate
        }
    }

    /// Whether somebody said this, recorded or not.
    package func has(_ event: Event) -> Bool { places.keys.contains { $0.event == event } }

    /// What the home broker recorded or said, in its order.
    private var inOrder: [LaneAct] {
        let placed = places.compactMap { act, place -> (act: LaneAct, place: UInt64)? in
            // Its own statements need no record; without a place they stand last.
            if act.event.signerKind == .broker { return (act, place ?? .max) }
            return place.map { (act, $0) }
        }
        return placed.sorted { first, second in
            (first.place, first.act.digest.hex) < (second.place, second.act.digest.hex)
        }.map(\.act)
    }

    private var unplaced: [LaneAct] {
        places.compactMap { act, place in
            place == nil && act.event.signerKind != .broker ? act : nil
        }.sorted { $0.digest.hex < $1.digest.hex }
    }

    private static func ends(_ act: LaneAct) -> Bool {
        act.isFinalFailure || (act.event.isTerminal && act.expiry?.counts != false)
    }

    private static func phase(after end: Event) -> LanePhase {
        switch end {
        case .consignmentAcceptance: .accepted
        case .consignmentRejection: .declined
        case .withdrawal: .withdrawn
        case .acceptanceRejectionExpiry: .expired
        default: .refused
        }
    }
}
