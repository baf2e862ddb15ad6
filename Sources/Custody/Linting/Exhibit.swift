internal import Primitives

/// One statement as it was found, for the linter: nothing of it is verified.
package struct Exhibit: Sendable {
    /// What to call it when it contradicts something: a file's path, usually.
    package let name: String
    package let signed: SignedStatement
    /// Its place in the home broker's order, where something proves it.
    package let place: UInt64?

    package init(name: String, signed: SignedStatement, place: UInt64?) {
        self.name = name
        self.signed = signed
        self.place = place
    }
}

/// A statement that holds by itself.
struct LintedStatement {
    let name: String
    let event: Event
    let mode: Mode
    let digest: SHA256Digest
    let content: any StatementPredicate
    let signer: KeyID
    let places: Set<UInt64>
    /// Whether somebody answers for the signer, or only the signature file does.
    let isSignerKnown: Bool

    /// The lanes on which it says something.
    var lanes: [Lane] {
        switch content {
        case let content as DepositStatement: content.lanes
        case let content as SubmissionAcceptance: content.evidence.lanes
        case let content as SubmissionRejection: content.evidence.lanes
        case let content as any BrokerStatement: [content.step.lane]
        case let content as any LaneStatement: [content.step.lane]
        case let content as Disposal: content.lane.map { [$0] } ?? []
        case let content as SkippedStatement: [content.lane]
        default: []
        }
    }

    var previous: SHA256Digest? {
        switch content {
        case let content as SubmissionAcceptance: content.evidence.deposit
        case let content as SubmissionRejection: content.evidence.deposit
        case let content as any BrokerStatement: content.step.previous
        case let content as any LaneStatement: content.step.previous
        case let content as TransferStatement: content.previous
        case let content as Disposal: content.previous
        case let content as SkippedStatement: content.deposit
        default: nil
        }
    }

    /// The consignment that it speaks of.
    var consignment: ConsignmentKey? {
        switch content {
        case let content as SealedStatement:
            ConsignmentKey(content.sender, content.consignment)
        case let content as TransferStatement:
            ConsignmentKey(content.sender, content.consignment)
        case let content as Disposal: ConsignmentKey(content.sender, content.consignment)
        default: lanes.first.map { ConsignmentKey(sender: $0.sender, consignment: $0.consignment) }
        }
    }

    /// Every organisation that it names.
    var organisations: [OrganisationReference] {
        switch content {
        case let content as SealedStatement: [content.sender]
        case let content as DepositStatement: [content.sender]
        case let content as SubmissionAcceptance: [content.evidence.sender]
        case let content as SubmissionRejection: [content.evidence.sender]
        case let content as any BrokerStatement: [content.step.sender]
        case let content as any LaneStatement:
            [content.step.sender, content.step.issuer.organisation]
        case let content as TransferStatement:
            [content.sender, content.issuer.organisation, content.to.organisation]
        case let content as Disposal: [content.sender, content.issuer.organisation]
        case let content as SkippedStatement: [content.sender]
        default: []
        }
    }
}

/// One consignment of one sender.
struct ConsignmentKey: Hashable {
    let sender: Fingerprint
    let consignment: ConsignmentID
}

extension ConsignmentKey {
    init(_ sender: OrganisationReference, _ consignment: ConsignmentID) {
        self.init(sender: sender.fingerprint, consignment: consignment)
    }
}

extension DepositStatement {
    var lanes: [Lane] {
        mailboxes.map { mailbox in
            Lane(sender: sender.fingerprint, consignment: consignment, mailbox: mailbox)
        }
    }
}

extension Statement {
    /// The typed content of whatever event it is, still unverified.
    ///
    /// - Throws: `schema`.
    package func anyContent() throws(StatementError) -> any StatementPredicate {
        switch event {
        case .sealed: try content(as: SealedStatement.self)
        case .deposit: try content(as: DepositStatement.self)
        case .submissionAcceptance: try content(as: SubmissionAcceptance.self)
        case .submissionRejection: try content(as: SubmissionRejection.self)
        case .relayAcceptance: try content(as: RelayAcceptance.self)
        case .relayRejection: try content(as: RelayRejection.self)
        case .relayFailure: try content(as: RelayFailure.self)
        case .contentConsignment: try content(as: ContentConsignment.self)
        case .contentHandover: try content(as: ContentHandover.self)
        case .acknowledgement: try content(as: Acknowledgement.self)
        case .consignmentAcceptance: try content(as: ConsignmentAcceptance.self)
        case .consignmentRejection: try content(as: ConsignmentRejection.self)
        case .withdrawal: try content(as: Withdrawal.self)
        case .acceptanceRejectionExpiry: try content(as: AcceptanceRejectionExpiry.self)
        case .transfer: try content(as: TransferStatement.self)
        case .disposal: try content(as: Disposal.self)
        case .skipped: try content(as: SkippedStatement.self)
        case .consentWithdrawal: try content(as: ConsentWithdrawal.self)
        case .consentAnswer: try content(as: ConsentAnswer.self)
        }
    }
}
