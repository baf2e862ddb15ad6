internal import Primitives

/// What the statements seen so far say, lane by lane: the memory of one chain's verification.
struct LaneBook {
    /// One consignment of one sender.
    struct ConsignmentKey: Hashable {
        let sender: Fingerprint
        let consignment: ConsignmentID
    }

    /// One delivery, from its deposit on.
    struct LaneRecord {
        /// Digests of the lane's statements.
        var steps: Set<SHA256Digest>
        var hasSubmissionEvidence = false
        /// Those that say that they have the deposit: the one that took it in, and the home broker that
        /// it was relayed to.
        var brokers: Set<OrganisationName> = []
        /// All that have signed something of it in their own names.
        var speakers: Set<OrganisationName> = []
        /// The two ends of its hop; nil while nothing tells of one.
        var hop: Set<OrganisationName>?
        /// What was said about handing it on, each once.
        var relays: Set<Event> = []
        var hasConsignment = false
        var hasEnded = false
        /// It ended before the recipient could have it.
        var isRefused = false
        /// Who already acknowledged or took over: one of each event for each key.
        var signers: Set<SignerMark> = []
        /// Withdrawals of consent, and of each the answers.
        var consents: [SHA256Digest: Set<SHA256Digest>] = [:]
    }

    struct SignerMark: Hashable {
        let event: Event
        let keyID: KeyID
    }

    let expiry: ExpiryPolicy
    var seen: Set<SHA256Digest> = []
    var seals: [ConsignmentKey: SHA256Digest] = [:]
    var deposits: [ConsignmentKey: VerifiedStatement<DepositStatement>] = [:]
    var lanes: [Lane: LaneRecord] = [:]
    var acceptances: [SHA256Digest: ConsignmentAcceptance] = [:]
    var transfers: [ConsignmentKey: TransferStatement] = [:]

    init(expiry: ExpiryPolicy) { self.expiry = expiry }

    /// Adds one verified statement, or says what it breaks.
    mutating func record(_ link: CustodyLink, at position: Int) throws(CustodyError) {
        guard seen.insert(link.digest).inserted else { throw .duplicate(position: position) }
        switch link {
        case .sealed(let link): try record(link, at: position)
        case .deposit(let link): try record(link, at: position)
        case .submissionAcceptance(let link):
            try record(link.content.evidence, link.digest, ends: false, at: position)
        case .submissionRejection(let link):
            try record(link.content.evidence, link.digest, ends: true, at: position)
        case .relayAcceptance(let link): try record(relay: link, ends: false, at: position)
        case .relayRejection(let link): try record(relay: link, ends: true, at: position)
        case .relayFailure(let link): try record(failure: link, at: position)
        case .contentConsignment(let link): try record(consignment: link, at: position)
        case .contentHandover(let link):
            let deposit = try record(link, at: position)
            try agree(link.content.payloadDigest, deposit.payloadDigest, "subject", position)
            try agree(link.content.payloadSize, deposit.payloadSize, "payloadSize", position)
        case .acknowledgement(let link):
            let deposit = try record(link, at: position)
            try agree(link.content.previewDigest, deposit.previewDigest, "subject", position)
        case .consignmentAcceptance(let link): try record(acceptance: link, at: position)
        case .consignmentRejection(let link):
            try record(link, at: position)
            try agreeOnDeposit(link.content.step, link.content.deposit, position)
        case .withdrawal(let link):
            try record(link, at: position)
            try agreeOnDeposit(link.content.step, link.content.deposit, position)
        case .acceptanceRejectionExpiry(let link): try record(expiry: link, at: position)
        case .transfer(let link): try record(link, at: position)
        case .disposal(let link): try record(link, at: position)
        case .skipped(let link): try record(link, at: position)
        case .consentWithdrawal(let link): try record(consent: link, at: position)
        case .consentAnswer(let link): try record(answer: link, at: position)
        }
    }

    func agree<Value: Equatable>(
        _ stated: Value, _ expected: Value, _ member: String, _ position: Int
    ) throws(CustodyError) {
        guard stated == expected else {
            throw .contradiction(position: position, member: member)
        }
    }
}
