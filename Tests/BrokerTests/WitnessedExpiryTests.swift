import BrokerAPI
import Custody
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// A broker with witnesses lets nothing expire before a quorum of them has said that the deadline
/// has passed, whatever its own clock shows.
@Suite struct `Expiry under witnesses` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker
    private let witnesses: [(key: VerifierKey, secret: HeldKey)]
    private let policy: TrustPolicy

    /// Three witnesses, of whom two make a quorum.
    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        witnesses = try (0..<3).map { index in
            let secret = try HeldKey()
            let name = try KeyName("w\(index).example/witness")
            return (VerifierKey(name, .cosignature, secret.publicKey), secret)
        }
        let seed = Randomness.bytes(32)
        let logSecret = try SigningKey(seed: SecretBytes(copying: seed.reversed().span))
        let name = try #require(OrganisationName("broker.example"))
        var text = "log \(AuditLog.key(of: name, logSecret.publicKey).text)\n"
        for (index, witness) in witnesses.enumerated() {
            text += "witness W\(index) \(witness.key.text)\n"
        }
        text += "group all 2 W0 W1 W2\nquorum all\n"
        let policy = try TrustPolicy(parsing: Array(text.utf8))
        let rules = try WitnessRules(policy, by: QuorumRule(faulty: 0, operatorName: nil))
        self.policy = policy
        broker = try TestBroker(seed: seed) { $0.witnesses = rules }
        broker.service.log.beginSigning()
        for organisation in [sender, recipient] { try await broker.admit(organisation) }
    }

    /// Has the newest checkpoint cosigned at these times, nil for a witness that does not.
    private func cosign(_ times: Timestamp?...) throws {
        let newest = try #require(broker.service.log.newest)
        var note = newest.note
        for (witness, time) in zip(witnesses, times) {
            guard let time else { continue }
            note = note.adding(
                Cosignature.sign(
                    newest.claimed, at: time, as: witness.key, with: witness.secret.key))
        }
        let checkpoint = try UnverifiedCheckpoint(parsing: note.bytes)
        #expect(try broker.service.log.keep(checkpoint, id: nil, now: broker.clock.now) != nil)
    }

    private func at(_ seconds: Int64) -> Timestamp { TestTime.later(days: 7, seconds: seconds) }

    private func expiry(of deposit: TestDeposit) async throws -> AcceptanceRejectionExpiry? {
        let list = try await broker.service.evidence(
            about: deposit.consignment, for: broker.caller(sender.laptop))
        guard let item = list.statements.first(where: { $0.name == "AcceptanceRejectionExpiry" })
        else { return nil }
        return try SignedStatement(
            json: item.files.statement, signature: item.files.signature, entry: item.files.entry
        ).verify(
            as: AcceptanceRejectionExpiry.self, mode: .live, by: broker.service.publicKey
        ).content
    }

    private var reader: ExpiryPolicy {
        let (policy, now) = (policy, broker.clock.now)
        return ExpiryPolicy { checkpoint, _ in
            guard let note = try? UnverifiedCheckpoint(parsing: checkpoint.bytes),
                let seen = try? policy.witnessed(note, now: now)
            else { return nil }
            return policy.latestQuorum(seen.cosignatures)?.time
        }
    }

    @Test func `a clock that is years ahead lets nothing expire`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        let honest = TestTime.later(hours: 1)
        for clock in [at(300), at(86_400), at(3650 * 86_400)] {
            broker.clock.set(clock)
            #expect(try await broker.expireLanes() == 0, "nothing was cosigned")
        }
        try cosign(honest, honest, honest)
        #expect(try await broker.expireLanes() == 0)
        // Once the clock is right again the case is there to be decided.
        broker.clock.set(TestTime.later(hours: 2))
        #expect(try await expiry(of: deposit) == nil)
        #expect(try await broker.deliveries(of: recipient).deliveries[0].state == .available)
    }

    @Test func `one witness that runs ahead is not enough, and the last of a quorum counts`()
        async throws
    {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        broker.clock.set(at(3600))
        try cosign(at(3600), at(-1), at(-86_400))
        #expect(try await broker.expireLanes() == 0)
        // It is asked for newer ones, once for each round that waits.
        let wish = try #require(broker.service.log.wish)
        #expect(wish.since == at(3300))
        #expect(try await broker.expireLanes() == 0)
        #expect(try #require(broker.service.log.wish).number == wish.number + 1)
        try cosign(nil, at(0), at(0))
        #expect(try await broker.expireLanes() == 1)
        #expect(try await broker.expireLanes() == 0)
        let expiry = try #require(try await expiry(of: deposit))
        #expect(reader.judge(expiry) == .timely(witnessed: at(0)))
    }

    @Test func `what is embedded is the quorum's note, and a changed one vouches for nothing`()
        async throws
    {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        broker.clock.set(at(400))
        try cosign(at(200), at(100), at(50))
        #expect(try await broker.expireLanes() == 1)
        let expiry = try #require(try await expiry(of: deposit))
        #expect(expiry.step.claimedTime == at(400))
        let text = try #require(expiry.checkpoint)
        let note = try UnverifiedNote(parsing: text.bytes)
        #expect(note.signatures.count == 3 && !note.hasLine(of: witnesses[2].key))
        #expect(reader.judge(expiry) == .timely(witnessed: at(100)))
        let bytes = text.bytes
        for place in [0, 20, bytes.count / 2, bytes.count - 20] {
            var changed = bytes
            changed[place] = changed[place] == UInt8(ascii: "A") ? 0x42 : 0x41
            let damaged = AcceptanceRejectionExpiry(
                expiry.step, deposit: expiry.deposit, deadline: expiry.deadline,
                reason: expiry.reason,
                checkpoint: CheckpointText(String(decoding: changed, as: UTF8.self)))
            #expect(reader.judge(damaged) == .notWitnessed, "\(place)")
        }
    }

    @Test func `cosignatures from beyond the broker's clock count for nothing`() async throws {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        broker.clock.set(at(2 * 86_400))
        try cosign(at(2 * 86_400), at(2 * 86_400))
        // The clock is set back after that, and still behind the deadline's grace.
        broker.clock.set(at(301))
        #expect(try await broker.expireLanes() == 0)
        broker.clock.set(at(2 * 86_400 - 300))
        #expect(try await broker.expireLanes() == 1)
    }
}
