import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

/// All pairs of ends at the home broker: the first one recorded counts, and says so to the second.
@Suite struct `Two ends of one lane` {
    /// What may end a lane, and who says it.
    enum End: String, CaseIterable {
        case accepted = "ConsignmentAcceptance"
        case declined = "ConsignmentRejection"
        case withdrawn = "Withdrawal"
        case expired = "AcceptanceRejectionExpiry"

        var state: DeliveryState {
            switch self {
            case .accepted: .accepted
            case .declined: .declined
            case .withdrawn: .withdrawn
            case .expired: .expired
            }
        }
    }

    /// What came of saying it.
    private enum Answer: Equatable {
        case recorded
        case repeated
        /// By the name and the files of the end that won.
        case tooLate(String, SignedFiles)
        case refused(EvidenceRefusal)
        /// An expiry that was not said at all.
        case silent
    }

    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker
    private let deposit: TestDeposit

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        broker = try await TestBroker.serving(sender, recipient)
        deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
    }

    private func step(_ organisation: TestOrganisation, _ seconds: Int64) throws -> LaneStep {
        LaneStep(
            consignment: deposit.consignment, sender: sender.reference,
            mailbox: try recipient.mailbox(),
            issuer: OrganisationIssuer(
                organisation: organisation.reference, keyID: organisation.officer.publicKey.id),
            claimedTime: TestTime.later(days: 0, seconds: seconds), previous: deposit.digest)
    }

    /// - Parameter wording: another one is another statement of the same key.
    private func files(_ end: End, wording: Int64 = 0) throws -> SignedFiles? {
        switch end {
        case .accepted:
            try sign(
                ConsignmentAcceptance(
                    step(recipient, wording), deposit: deposit.digest,
                    sealedCommitment: deposit.terms.sealedCommitment), recipient.officer)
        case .declined:
            try sign(
                ConsignmentRejection(
                    step(recipient, wording), deposit: deposit.digest, reason: .noCapacity),
                recipient.officer)
        case .withdrawn:
            try sign(
                Withdrawal(
                    step(sender, wording), deposit: deposit.digest, reason: .wrongMailbox),
                sender.officer)
        case .expired: nil
        }
    }

    private func say(_ end: End, _ files: SignedFiles?) async throws -> Answer {
        do {
            guard let files else {
                broker.clock.set(TestTime.later(days: 8))
                return try await broker.expireLanes() == 1 ? .recorded : .silent
            }
            let outcome =
                end == .withdrawn
                ? try await broker.service.withdraw(
                    files, about: deposit.consignment, from: broker.caller(sender.laptop)
                ).outcome
                : try await broker.service.submitEvidence(
                    files, about: #require(DeliveryNumber(1)), in: recipient.mailbox(),
                    from: broker.caller(recipient.laptop)
                ).outcome
            return outcome == .recorded ? .recorded : .repeated
        } catch BrokerError.tooLate(let end) {
            return .tooLate(end.name, end.files)
        } catch BrokerError.evidence(let refusal) {
            return .refused(refusal)
        }
    }

    /// The ends that took effect, as both sides read them.
    private func ends() async throws -> [[EvidenceItem]] {
        let sent = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        let received = try await broker.service.evidence(
            about: #require(DeliveryNumber(1)), in: recipient.mailbox(),
            for: broker.caller(recipient.laptop))
        return [sent, received].map { list in
            list.statements.filter { End(rawValue: $0.name) != nil }
        }
    }

    @Test(arguments: End.allCases, End.allCases)
    func `the first wins, in every pair and order`(first: End, second: End) async throws {
        let one = try files(first)
        #expect(try await say(first, one) == .recorded)
        let winner = try #require(try await ends()[0].first)
        #expect(winner.name == first.rawValue && (one == nil || winner.files == one))

        // The same again changes nothing.
        #expect(try await say(first, one) == (one == nil ? .silent : .repeated))
        // In other words by the same key it is refused; of another event, too late, once and again.
        let two = try files(second, wording: 1)
        let expected: Answer =
            second == .expired
            ? .silent
            : first == second ? .refused(.duplicate) : .tooLate(winner.name, winner.files)
        for _ in 0..<2 { #expect(try await say(second, two) == expected) }

        for list in try await ends() {
            #expect(list.map(\.name) == [first.rawValue])
            #expect(list.first?.files == winner.files)
        }
        #expect(
            try await broker.deliveries(of: recipient).deliveries.map(\.state) == [first.state])
        // Nor after a start, and the loser is told the same end.
        let restarted = try broker.afterKill()
        let state = try await restarted.deliveries(of: recipient).deliveries.map(\.state)
        #expect(state == [first.state])
    }

    @Test(arguments: End.allCases.filter { $0 != .expired })
    func `of a deposit that was refused there is no lane to end`(end: End) async throws {
        let other = try TestDeposit(from: sender, to: [recipient]) {
            $0.deadline = TestTime.later(hours: 1)
        }
        guard case .rejected(_, .deadlinePassed) = try await broker.deposit(other) else {
            Issue.record("it was not refused")
            return
        }
        let said = try files(end)
        let statement = try #require(said)
        await #expect(throws: BrokerError.self) {
            if end == .withdrawn {
                _ = try await broker.service.withdraw(
                    statement, about: other.consignment, from: broker.caller(sender.laptop))
            } else {
                _ = try await broker.service.submitEvidence(
                    statement, about: #require(DeliveryNumber(2)), in: recipient.mailbox(),
                    from: broker.caller(recipient.laptop))
            }
        }
        #expect(try await broker.deliveries(of: recipient).deliveries.count == 1)
        #expect(try await ends() == [[], []])
    }
}
