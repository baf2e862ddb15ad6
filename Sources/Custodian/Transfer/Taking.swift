import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import SystemPackage
import Verification

/// What was signed about a delivery up to its acceptance here, as the case folder keeps it.
struct Taking {
    /// From the outer statement to the acceptance, each after its predecessor.
    let steps: [(event: Event, signed: SignedStatement)]

    private static let events: [Event] = [
        .submissionAcceptance, .contentConsignment, .acknowledgement, .contentHandover,
        .consignmentAcceptance,
    ]

    var acceptance: SHA256Digest? { steps.last?.signed.digest }

    /// - Throws: ``PassOnError/notAccepted(_:)``.
    init(of folder: OpenedFolder, _ directory: Directory) throws {
        let consignment = folder.deposit.content.consignment
        let mode = directory.own.organisation.mode
        let evidence = StatementFolder(folder.path.appending("evidence"))
        let deposit = folder.deposit.statement.signed
        var known: [SHA256Digest: (event: Event, signed: SignedStatement)] = [:]
        for event in Self.events {
            guard let signed = try evidence.load(event) else { continue }
            known[signed.digest] = (event, signed)
        }
        guard let last = known.values.first(where: { $0.event == .consignmentAcceptance }),
            let content = try? last.signed.unverified(
                as: ConsignmentAcceptance.self, mode: mode),
            content.step.issuer.organisation == directory.own.reference
        else { throw PassOnError.notAccepted(consignment) }
        var steps = [last]
        while let step = steps.last, let previous = Self.previous(of: step, mode),
            previous != deposit.digest
        {
            guard let before = known.removeValue(forKey: previous) else {
                throw PassOnError.notAccepted(consignment)
            }
            steps.append(before)
        }
        self.steps = [(.deposit, deposit)] + steps.reversed()
    }

    /// - Returns: nil where the text is not the event's; the chain tells what is wrong then.
    private static func previous(
        of step: (event: Event, signed: SignedStatement), _ mode: Mode
    ) -> SHA256Digest? {
        switch step.event {
        case .submissionAcceptance:
            try? step.signed.unverified(as: SubmissionAcceptance.self, mode: mode).evidence.deposit
        case .contentConsignment:
            try? step.signed.unverified(as: ContentConsignment.self, mode: mode).step.previous
        case .acknowledgement:
            try? step.signed.unverified(as: Acknowledgement.self, mode: mode).step.previous
        case .contentHandover:
            try? step.signed.unverified(as: ContentHandover.self, mode: mode).step.previous
        case .consignmentAcceptance:
            try? step.signed.unverified(as: ConsignmentAcceptance.self, mode: mode).step.previous
        default: nil
        }
    }
}
