import Custody
package import Primitives
import TransparencyLog
import Verification

/// What can be said about the witnesses of a receipt.
package enum WitnessedWord: Sendable, Equatable {
    case seen(witnesses: Int, organisations: Int, latest: Timestamp?)
    case notYet
    /// No policy was chosen, or it asks for no witness.
    case nobodyCounts

    /// One word for programs: the stages of a receipt.
    package var stage: String {
        switch self {
        case .seen: "witnessed"
        case .notYet: "stored"
        case .nobodyCounts: "unwitnessed"
        }
    }

    package var sentence: String {
        switch self {
        case .seen(let witnesses, let organisations, _):
            "seen by \(Self.number(witnesses, "witness", "witnesses")) of "
                + Self.number(organisations, "organisation", "organisations")
        case .notYet: "not witnessed yet"
        case .nobodyCounts: "not witnessed: no witnesses were chosen for this broker"
        }
    }

    private static func number(_ count: Int, _ one: String, _ many: String) -> String {
        "\(count) " + (count == 1 ? one : many)
    }
}

extension Office {
    /// Who has witnessed that a case is in the broker's log, by what is kept here.
    ///
    /// - Returns: nil for a case without a receipt that has a proof.
    package func witnesses(of consignment: ConsignmentID) throws -> WitnessedWord? {
        let outbox = Outbox(home)
        if let entry = try outbox.entry(consignment) {
            let disposal = outbox.disposal(entry)
            if disposal.isSigned { return try witnessedWord(disposal.folder, of: .disposal) }
            return try witnessedWord(outbox.evidence(entry, of: nil))
        }
        let inbox = Inbox(home)
        guard let entry = try inbox.all().first(where: { $0.consignment == consignment }) else {
            return nil
        }
        let disposal = inbox.disposal(entry)
        if disposal.isSigned { return try witnessedWord(disposal.folder, of: .disposal) }
        return try witnessedWord(inbox.delivery(entry))
    }

    /// - Parameters:
    ///   - folder: with the broker's receipt.
    ///   - event: what is in the log; the receipt unless it is gone.
    func witnessedWord(
        _ folder: StatementFolder, of event: Event = .submissionAcceptance
    ) throws -> WitnessedWord? {
        guard let proof = try folder.proof(event.fileStem) else { return nil }
        guard let pinned = try PinnedPolicy.loadIfThere(home), pinned.policy.quorum != nil else {
            return .nobodyCounts
        }
        // Whoever finds a former witness's key could date what came later before the change.
        let moments = try pinned.moments(home, now: clock.now)
        guard
            let seen = try? pinned.inTime.sight(
                of: proof.checkpoint, now: clock.now, after: moments),
            seen.until != nil || !isUnwitnessed(proof, pinned)
        else { return .notYet }
        let names = seen.cosignatures.map { WitnessName.organisation(of: $0.witness.name) }
        return .seen(
            witnesses: seen.cosignatures.count, organisations: Set(names).count,
            latest: seen.cosignatures.map(\.time).max())
    }
}
