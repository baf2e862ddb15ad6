import BrokerAPI
import Custody
import Foundation
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// A log that goes on under another key, on the broker's disk: what begins it, and what `fsck`, `scrub` and a start
/// make of a disk that was changed. (`Protocol/log-succession.md`)
@Suite(.timeLimit(.minutes(5))) struct `Log that continues another` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let witness: (key: VerifierKey, secret: HeldKey)
    private let seed = Randomness.bytes(32)
    /// The broker that has the new log: its key is made of this one.
    private let nextSeed = Randomness.bytes(32)
    private let rules: WitnessRules
    private let broker: TestBroker
    private let name: OrganisationName

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        let secret = try HeldKey()
        witness = (
            VerifierKey(try KeyName("w.example/witness"), .cosignature, secret.publicKey), secret
        )
        name = try #require(OrganisationName("broker.example"))
        let logSecret = try SigningKey(seed: SecretBytes(copying: seed.reversed().span))
        let text =
            "log \(AuditLog.key(of: name, logSecret.publicKey).text)\n"
            + "witness A \(witness.key.text)\nquorum A\n"
        let policy = try TrustPolicy(parsing: Array(text.utf8))
        rules = try #require(
            try WitnessRules(policy, by: QuorumRule(faulty: 0, operatorName: nil)))
        broker = try TestBroker(seed: seed) { [rules] in $0.witnesses = rules }
        broker.service.log.beginSigning()
        for organisation in [sender, recipient] { try await broker.admit(organisation) }
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
    }

    private var nextKey: VerifierKey {
        get throws {
            let secret = try SigningKey(seed: SecretBytes(copying: nextSeed.reversed().span))
            return AuditLog.key(of: name, secret.publicKey, number: 2)
        }
    }

    private func cosign() throws {
        let newest = try #require(broker.service.log.newest)
        let note = newest.note.adding(
            Cosignature.sign(
                newest.claimed, at: broker.clock.now, as: witness.key, with: witness.secret.key))
        let checkpoint = try UnverifiedCheckpoint(parsing: note.bytes)
        #expect(try broker.service.log.keep(checkpoint, id: nil, now: broker.clock.now) != nil)
    }

    /// In a copy of the broker's disk.
    private func handOver(
        in folder: TestFolder, witnesses: WitnessRules? = nil
    ) throws -> (store: BrokerStore, succession: LogSuccession) {
        let store = try BrokerStore(folder: folder.path, now: TestTime.start)
        let order = try LogHandover.Order(
            broker: name, mode: .live, newKey: nextKey.publicKey, reason: .lost)
        let made = try LogHandover(
            of: store, checkpoints: folder.path + "/log", order, witnesses: witnesses ?? rules,
            serviceKey: SigningKey(seed: SecretBytes(copying: seed.span)), now: broker.clock.now)
        return (store, made.succession)
    }

    /// A disk with the new log, which has signed nothing yet.
    private func handedOver() throws -> (folder: TestFolder, store: BrokerStore) {
        try cosign()
        let folder = try broker.folder.copy()
        return (folder, try handOver(in: folder).store)
    }

    private func codes(_ store: BrokerStore, _ folder: TestFolder) throws -> Set<String> {
        let audit = try LogAudit(of: store, checkpoints: folder.path + "/log", key: nextKey)
        return Set(audit.findings.map(\.code))
    }

    private func start(_ folder: TestFolder) throws -> TestBroker {
        try TestBroker(folder: folder, seed: nextSeed, clock: broker.clock)
    }

    @Test func `is whole before and after its first start, and told again until then`()
        async throws
    {
        let (folder, store) = try handedOver()
        let log = folder.path + "/log"
        #expect(try codes(store, folder) == [])
        #expect(
            try LogGlance(data: folder.path, checkpoints: log, key: nextKey).faults == [])
        let begun = try LogHandover.begun(in: store, checkpoints: log)
        #expect(try begun?.newLog == nextKey && begun?.reason == .lost)
        let again = try folder.copy()
        #expect(throws: LogHandoverError.nothingSigned) { _ = try handOver(in: again) }
        let started = try folder.copy()
        let next = try start(started)
        #expect(next.service.store.fault == nil)
        #expect(try next.service.log.newest?.claimed.origin == nextKey.name)
        #expect(try codes(next.service.store, started) == [])
        let place = started.path + "/log"
        #expect(try LogHandover.begun(in: next.service.store, checkpoints: place) == nil)
        let scrub = try StoreScrub(data: started.path, log: place, key: nextKey)
        #expect(scrub.findings.isEmpty, "\(scrub.findings)")
    }

    @Test(arguments: [
        ("DELETE FROM logSuccession", ["log.unclaimed", "log.other-key"]),
        ("UPDATE logSuccession SET statement = x'7b7d'", ["log.statement", "log.other-key"]),
        ("UPDATE logSuccession SET signature = x'00'", ["log.statement", "log.other-key"]),
        ("UPDATE logSuccession SET position = position - 1", ["log.statement", "log.unclaimed"]),
        ("UPDATE logSuccession SET number = 3", ["log.statement"]),
        (
            "INSERT INTO logSuccession SELECT 3, statement, signature, entry, position FROM logSuccession",
            ["log.statement", "log.other-key"]
        ),
    ])
    func `fsck and scrub find rows that were changed`(
        _ change: String, _ expected: [String]
    ) async throws {
        let (folder, store) = try handedOver()
        try await store.pool.write { database in
            try database.execute(sql: change)
            #expect(database.changesCount > 0)
        }
        // Where no row tells of the old key, what it has signed is nobody's.
        let found = try codes(store, folder).subtracting(["log.cosigned"])
        #expect(found.isSubset(of: expected) && found.contains(expected[0]), "\(found)")
        let scrub = try StoreScrub(data: folder.path, log: folder.path + "/log", key: nextKey)
        #expect(!scrub.findings.isEmpty)
    }

    /// Whoever has the old key, and the database of before, gets no second history out of this record.
    @Test func `a start with the old key signs nothing once the new one has`() async throws {
        let folder = try handedOver().folder.copy()
        let next = try start(folder)
        #expect(next.service.store.fault == nil)
        let copy = try folder.copy()
        let store = try BrokerStore(folder: copy.path, now: TestTime.start)
        try await store.pool.write { try $0.execute(sql: "DELETE FROM logSuccession") }
        let old = try broker.afterKill(in: copy.copy())
        #expect(old.service.store.fault == .log(.otherKey))
        #expect(old.service.log.checkpoint == nil)
    }

    /// The old key signs a larger tree than the log had when it was closed: no cosignature makes that one of ours.
    @Test func `fsck finds what the old key has signed after the end`() async throws {
        let folder = try handedOver().folder.copy()
        let next = try start(folder)
        let newest = try #require(next.service.log.newest).claimed
        let secret = try SigningKey(seed: SecretBytes(copying: seed.reversed().span))
        let old = AuditLog.key(of: name, secret.publicKey)
        let note = try UnverifiedCheckpoint(
            parsing: Checkpoint(origin: old.name, size: newest.size, root: newest.root)
                .signed(by: old, with: secret))
        let kept = try WitnessedStore(folder: folder.path + "/log")
        _ = try kept.keep(note.note.bytes, size: newest.size, replacing: nil)
        #expect(try codes(next.service.store, folder) == ["log.cosigned"])
    }

    @Test func `is not begun where somebody outside could not say that nothing is missing`()
        async throws
    {
        let bare = try broker.folder.copy()
        #expect(throws: LogHandoverError.unwitnessed) { _ = try handOver(in: bare) }
        try cosign()
        let marked = try broker.folder.copy()
        try Restoration(time: TestTime.start, size: 1).record(in: marked.path + "/log")
        #expect(throws: LogHandoverError.restored) { _ = try handOver(in: marked) }
        let damaged = try broker.folder.copy()
        let store = try BrokerStore(folder: damaged.path, now: TestTime.start)
        try await store.pool.write { database in
            try database.execute(sql: "DELETE FROM logEntry WHERE position = 2")
        }
        let order = try LogHandover.Order(
            broker: name, mode: .live, newKey: nextKey.publicKey, reason: .stolen)
        #expect {
            _ = try LogHandover(
                of: store, checkpoints: damaged.path + "/log", order, witnesses: rules,
                serviceKey: SigningKey(seed: SecretBytes(copying: seed.span)), now: broker.clock.now
            )
        } throws: { error in
            (error as? LogHandoverError)?.code == "log.succeed-damaged"
        }
        let none = try TestFolder()
        #expect(throws: LogHandoverError.nothingSigned) { _ = try handOver(in: none) }
    }
}
