import BrokerAPI
import Custody
import Foundation
import Primitives
import TestSupport
import Testing
import TransparencyLog

@testable import Custodian

/// Places in the log, as the linter reads them from the proofs that lie beside statements.
@Suite struct `Places that the linter reads` {
    /// The codes that the real program finds, as one who has this home, or none.
    private func lint(
        _ folders: [String], _ it: DatedCase, asExpert: Bool = false
    ) throws -> Set<String> {
        let told = try Running(
            Tool.built("plomba"),
            ["lint"] + folders + ["--format", "json"]
                + (asExpert ? [] : ["--home", it.here.folder.place(it.here.name.text)]),
            in: it.here.folder.place("."),
            environment: [
                "HOME": it.here.folder.place("nobody"), "PATH": "/usr/bin:/bin",
                "SWIFT_BACKTRACE": "enable=no",
            ]
        ).wait()
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(told.output)) as? [String: Any])
        let found = try #require(json["contradictions"] as? [[String: Any]])
        #expect(told.status == (found.isEmpty ? 0 : 2))
        return Set(found.compactMap { $0["code"] as? String })
    }

    /// The expiry that the broker says beside the acceptance.
    private func expiry(_ it: DatedCase) throws -> SignedStatement {
        let time = try #require(it.deposit.deadline.adding(seconds: 61))
        let mailbox = try #require(it.deposit.mailboxes.first)
        return try SignedStatement.sign(
            AcceptanceRejectionExpiry(
                BrokerStep(
                    consignment: it.deposit.consignment, sender: it.deposit.sender,
                    mailbox: mailbox,
                    issuer: BrokerIssuer(
                        broker: it.trust.name, keyID: it.service.key.publicKey.id),
                    claimedTime: time, previous: it.statements[1].digest),
                deposit: it.statements[0].digest, deadline: it.deposit.deadline,
                reason: .expired, checkpoint: nil), mode: .live, with: it.service.key)
    }

    /// By a partner's record that names no other broker.
    @Test func `a hop of a mailbox that lives here is found by whom has confirmed its record`()
        async throws
    {
        let it = try await DatedCase.made()
        let failure = try SignedStatement.sign(
            RelayFailure(
                BrokerStep(
                    consignment: it.deposit.consignment, sender: it.deposit.sender,
                    mailbox: try #require(it.deposit.mailboxes.first),
                    issuer: BrokerIssuer(
                        broker: it.trust.name, keyID: it.service.key.publicKey.id),
                    claimedTime: it.deposit.deadline, previous: it.statements[1].digest),
                deposit: it.statements[0].digest,
                peer: BrokerIssuer(
                    broker: try #require(OrganisationName("ghost.example")),
                    keyID: it.log.key.publicKey.id), reason: .notDelivered),
            mode: .live, with: it.service.key)
        let story = [it.statements[0], it.statements[1], failure]
        try write("hop", story.enumerated().map { ($1, $0) }, story, it, by: it.log)
        #expect(try lint(["hop"], it) == ["lint.not-relayed"])
        #expect(try lint(["hop"], it, asExpert: true) == [])
    }

    /// A folder with statements, each with the proof of its place in a log of all of `order`.
    private func write(
        _ name: String, _ statements: [(SignedStatement, Int)], _ order: [SignedStatement],
        _ it: DatedCase, by log: Exchange.SigningKeyHolder
    ) throws {
        let known = try #require(it.trust.logKey)
        let key = VerifierKey(known.name, .ed25519, log.key.publicKey)
        var hasher = TreeHasher()
        var edge = RightmostTiles()
        for statement in order {
            let entry = AuditLogEntry.commitment(.of(try #require(statement.entry)))
            edge.append(leaf: hasher.leaf(entry.bytes), hasher: &hasher)
        }
        let tiles = edge
        let tree = NodeTree(size: tiles.size) { node in try #require(tiles.hash(of: node)) }
        let note = Checkpoint(origin: key.name, size: tiles.size, root: try tree.root())
            .signed(by: key, with: log.key)
        let checkpoint = try UnverifiedCheckpoint(parsing: note)
        for (number, (statement, place)) in statements.enumerated() {
            #expect(order[place] == statement)
            let base = "\(name)/\(number)"
            let proof = try tree.inclusionProof(of: UInt64(place))
            try it.here.folder.write(base + ".json", statement.json)
            try it.here.folder.write(base + ".json.sig", statement.signature)
            try it.here.folder.write(base + ".entry", try #require(statement.entry))
            try it.here.folder.write(
                base + ".tlog-proof", UnverifiedLogProof(proof, under: checkpoint).bytes)
        }
    }

    @Test func `an expiry after the decision is found by their places`() async throws {
        let it = try await DatedCase.made()
        let (deposit, receipt, acceptance) = (
            it.statements[0], it.statements[1], it.statements[2]
        )
        let expiry = try expiry(it)
        let early = [deposit, receipt, acceptance, expiry]
        let pair = [(deposit, 0), (acceptance, 2), (expiry, 3)]
        try write("decided", pair, early, it, by: it.log)
        #expect(try lint(["decided"], it) == ["lint.expired-after-decision"])
        // The other way round the acceptance came too late, in good faith.
        let late = [deposit, receipt, expiry, acceptance]
        try write(
            "expired", [(deposit, 0), (expiry, 2), (acceptance, 3)], late, it, by: it.log)
        #expect(try lint(["expired"], it) == [])
        // Of a log that nobody here knows, or without a home, places are nobody's word.
        try write("strange", pair, early, it, by: Exchange.SigningKeyHolder())
        #expect(try lint(["strange"], it) == ["lint.two-ends"])
        #expect(try lint(["decided"], it, asExpert: true) == ["lint.two-ends"])
        // Nor of proofs that do not hold, or hold for another statement.
        let other = try Data(
            contentsOf: URL(filePath: it.here.folder.place("decided/0.tlog-proof")))
        for forged in [other, Data(other.dropLast(20)), Data("no".utf8), Data(count: 1 << 20)] {
            for number in [1, 2] {
                try forged.write(
                    to: URL(filePath: it.here.folder.place("decided/\(number).tlog-proof")))
            }
            #expect(try lint(["decided"], it) == ["lint.two-ends"])
        }
    }

    @Test func `one statement at two places is found across folders`() async throws {
        let it = try await DatedCase.made()
        let (deposit, receipt, acceptance) = (
            it.statements[0], it.statements[1], it.statements[2]
        )
        let order = [deposit, receipt, acceptance, receipt, acceptance]
        try write("one", [(deposit, 0), (acceptance, 2)], order, it, by: it.log)
        try write("two", [(acceptance, 4)], order, it, by: it.log)
        #expect(try lint(["one"], it) == [])
        #expect(try lint(["two"], it) == [])
        #expect(try lint(["one", "two"], it) == ["lint.recorded-at-two-places"])
        #expect(try lint(["one", "one"], it) == [])
        #expect(try lint(["one", "two"], it, asExpert: true) == [])
    }
}
