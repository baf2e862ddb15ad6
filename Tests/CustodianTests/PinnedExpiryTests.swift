import Custody
import Foundation
import Primitives
import TestSupport
import Testing
import TransparencyLog

@testable import Custodian
@testable import Verification

/// Whether a deadline had passed, by the witness that a person has chosen for the broker in use.
@Suite struct `Expiry by the chosen witness` {
    private static let broker = "broker.example"

    private func at(_ seconds: Int64) throws -> Timestamp {
        let deadline = try #require(Timestamp("2026-11-24T08:00:00Z"))
        return try #require(deadline.adding(seconds: seconds))
    }

    private func expiry(
        of broker: String, _ note: [UInt8]?, claimed seconds: Int64 = 600,
        by service: PublicKey? = nil
    ) throws -> AcceptanceRejectionExpiry {
        let name = try #require(OrganisationName(broker))
        let sender = OrganisationReference(
            name: try #require(OrganisationName("a.example")), fingerprint: Fingerprint(.of([1])))
        let step = BrokerStep(
            consignment: ConsignmentID(), sender: sender,
            mailbox: try #require(MailboxAddress("intake@b.example")),
            issuer: BrokerIssuer(broker: name, keyID: try (service ?? SigningKey().publicKey).id),
            claimedTime: try at(seconds), previous: .of([2]))
        let text = note.map { String(decoding: $0, as: UTF8.self) }
        return AcceptanceRejectionExpiry(
            step, deposit: .of([3]), deadline: try at(0), reason: .expired,
            checkpoint: try text.map { try #require(CheckpointText($0)) })
    }

    @Test func `only a cosignature at or after the deadline counts, and only of this broker`()
        async throws
    {
        let folder = try TestFolder()
        let office = try await TestOffice.make("a.example", in: folder).office
        let now = office.clock.now
        let log = try SigningKey()
        let secret = try SigningKey()
        let name = try #require(OrganisationName(Self.broker))
        let logKey = VerifierKey(KeyName(logOf: name), .ed25519, log.publicKey)
        let witness = VerifierKey(
            try KeyName("w.example/witness"), .cosignature, secret.publicKey)
        let checkpoint = Checkpoint(origin: logKey.name, size: 1, root: .of([7]))
        let signed = try UnverifiedNote(parsing: checkpoint.signed(by: logKey, with: log))
        func note(_ seconds: Int64) throws -> [UInt8] {
            signed.adding(
                Cosignature.sign(checkpoint, at: try at(seconds), as: witness, with: secret)
            ).bytes
        }
        // Before a witness was chosen, it is the broker's word.
        let timely = try expiry(of: Self.broker, note(0))
        #expect(
            try ExpiryPolicy.pinned(office.home, now: now).judge(timely)
                == .unwitnessed(claimed: at(600)))

        let text = "log \(logKey.text)\nwitness W \(witness.text)\nquorum W\n"
        try PinnedPolicy(Array(text.utf8), by: QuorumRule(faulty: 0, operatorName: nil))
            .store(office.home, at: now)
        let policy = try ExpiryPolicy.pinned(office.home, now: now)
        #expect(policy.judge(timely) == .timely(witnessed: try at(0)))
        #expect(
            policy.judge(try expiry(of: Self.broker, note(-1))) == .early(witnessed: try at(-1)))
        let lines = try note(5)
        var forged = lines
        let place = forged.count - 10
        forged[place] = forged[place] == 0x41 ? 0x42 : 0x41
        var otherTree = lines
        otherTree[30] = otherTree[30] == 0x41 ? 0x42 : 0x41
        let beyond = now.secondsSinceEpoch - (try at(0)).secondsSinceEpoch + 301
        // A statement that embeds nothing, from before anybody was chosen here, is the broker's word.
        #expect(
            try policy.judge(expiry(of: Self.broker, nil)) == .unwitnessed(claimed: at(600)))
        let since = now.secondsSinceEpoch - (try at(0)).secondsSinceEpoch
        #expect(
            try policy.judge(expiry(of: Self.broker, nil, claimed: since - 1))
                == .unwitnessed(claimed: at(since - 1)))
        #expect(try policy.judge(expiry(of: Self.broker, nil, claimed: since)) == .notWitnessed)
        for wrong in [signed.bytes, forged, otherTree, try note(beyond)] {
            #expect(policy.judge(try expiry(of: Self.broker, wrong)) == .notWitnessed)
        }
        // Of another broker's log nothing is known here.
        for note in [nil, lines] {
            #expect(
                policy.judge(try expiry(of: "other.example", note))
                    == .unwitnessed(claimed: try at(600)))
        }
    }

    @Test func `one that only a folder's witnesses vouch for is counted, and no contradiction`()
        async throws
    {
        let folder = try TestFolder()
        let office = try await TestOffice.make("a.example", in: folder).office
        let log = try SigningKey()
        let secret = try SigningKey()
        let service = try SigningKey()
        let name = try #require(OrganisationName(Self.broker))
        let logKey = VerifierKey(KeyName(logOf: name), .ed25519, log.publicKey)
        func policy(_ name: String, _ key: PublicKey) throws -> (VerifierKey, String) {
            let witness = VerifierKey(try KeyName(name), .cosignature, key)
            return (witness, "log \(logKey.text)\nwitness W \(witness.text)\nquorum W\n")
        }
        let (witness, before) = try policy("w.example/witness", secret.publicKey)
        let (_, chosen) = try policy("x.example/witness", SigningKey().publicKey)
        try PinnedPolicy(Array(chosen.utf8), by: QuorumRule(faulty: 0, operatorName: nil))
            .store(office.home, at: office.clock.now)
        let checkpoint = Checkpoint(origin: logKey.name, size: 1, root: .of([7]))
        let note = try UnverifiedNote(parsing: checkpoint.signed(by: logKey, with: log)).adding(
            Cosignature.sign(checkpoint, at: at(0), as: witness, with: secret)
        ).bytes
        let signed = try SignedStatement.sign(
            expiry(of: Self.broker, note, by: service.publicKey), mode: .live, with: service)
        try folder.write("shown/Expiry.json", signed.json)
        try folder.write("shown/Expiry.json.sig", signed.signature)
        func lint() throws -> LintSummary {
            try OfflineLint.lint(
                [folder.place("shown")], home: office.home, clock: office.clock)
        }
        let alone = try lint()
        #expect(alone.findings.map(\.code) == ["lint.expiry-not-witnessed"])
        #expect(alone.expiriesByOthers == 0)
        try folder.write("shown/keys/broker/log.vkey", logKey.text + "\n")
        try folder.write("shown/keys/broker/policy", chosen)
        #expect(try lint().findings.count == 1)
        try folder.write("shown/keys/broker/policy.until-20261124080001Z", before)
        let told = try lint()
        #expect(told.findings.isEmpty && told.expiriesByOthers == 1, "\(told)")
        // Replaced before it signed.
        try folder.write("shown/keys/broker/policy.until-20261124075959Z", before)
        try FileManager.default.removeItem(
            atPath: folder.place("shown/keys/broker/policy.until-20261124080001Z"))
        #expect(try lint().findings.count == 1)
    }
}
