import BrokerAPI
import Custody
import Foundation
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

@Suite struct `Audit log` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    /// The three proofs of a receipt, held against what was sent.
    private func verify(
        _ receipt: DepositReceipt, of deposit: TestDeposit, in log: AuditLog
    ) throws -> [VerifiedLogProof] {
        let entries: [AuditLogEntry] = [
            .commitment(.of(deposit.files.entry)), .commitment(deposit.terms.sealedCommitment),
            .commitment(.of(receipt.acceptance.entry)),
        ]
        let proofs = [receipt.proofs.statement, receipt.proofs.seal, receipt.proofs.acceptance]
        return try zip(entries, proofs).map { entry, proof in
            let proof = try UnverifiedLogProof(parsing: proof)
            #expect(throws: LogProofError.self) {
                try proof.verify(entry: entry.bytes + [0], log: log.key)
            }
            return try proof.verify(entry: entry.bytes, log: log.key)
        }
    }

    @Test func `a receipt proves its three entries under one checkpoint`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        #expect(broker.service.log.key.name.text == "broker.example/log")
        for count in 0..<4 {
            let deposit = try TestDeposit(from: sender, to: [recipient])
            let receipt = try await broker.deposit(deposit).receipt
            let proofs = try verify(receipt, of: deposit, in: broker.service.log)
            // The records of the two organisations come first.
            let first = UInt64(2 + 4 * count)
            #expect(proofs.map(\.index) == [first, first + 1, first + 2])
            // After them comes what says that it lies in the mailbox.
            #expect(Set(proofs.map(\.checkpoint.size)) == [first + 4])
            #expect(proofs[0].checkpoint.bytes == broker.service.log.checkpoint)
        }
        #expect(try audit(broker.afterKill()).findings == [])
    }

    @Test func `a retry gets the same acceptance, proven under the newest checkpoint`()
        async throws
    {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposit = try TestDeposit(from: sender, to: [recipient])
        let first = try await broker.deposit(deposit).receipt
        for _ in 0..<3 {
            _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        }
        for broker in [broker, try broker.afterKill()] {
            let again = try await broker.deposit(deposit)
            #expect(again.isRepeated)
            #expect(try again.receipt.acceptance == first.acceptance)
            let proofs = try verify(again.receipt, of: deposit, in: broker.service.log)
            #expect(proofs.map(\.index) == [2, 3, 4])
            #expect(proofs[0].checkpoint.size == 18)
        }
    }

    @Test func `proofs reach back over full tiles, also after a restart`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        try await fill(broker, entries: 70_000)
        let restarted = try broker.afterKill()
        #expect(restarted.service.store.fault == nil)
        for broker in [broker, restarted] {
            let receipt = try await broker.deposit(deposit).receipt
            let proofs = try verify(receipt, of: deposit, in: broker.service.log)
            #expect(proofs[0].checkpoint.size == 70_006)
            for path in ["tile/0/000", "tile/0/273.p/118", "tile/1/000", "tile/2/000.p/1"] {
                let bytes = try await broker.service.log.tile(try #require(Tile(path: path)))
                #expect((bytes?.count ?? 0) > 0, "\(path)")
            }
            for path in ["tile/0/274.p/1", "tile/0/273", "tile/1/002.p/1", "tile/3/000.p/1"] {
                let bytes = try await broker.service.log.tile(try #require(Tile(path: path)))
                #expect(bytes == nil, "\(path)")
            }
        }
        #expect(try audit(restarted).findings == [])
    }

    /// Entries of nobody, through the committer as all entries go.
    private func fill(_ broker: TestBroker, entries: Int) async throws {
        _ = try await broker.service.store.committer.submit { database in
            let entries = (0..<entries).map {
                AuditLogEntry.commitment(.of(Array("\($0)".utf8)))
            }
            return .keep(try LogRows.append(database, entries))
        }
    }

    private func audit(_ broker: TestBroker) throws -> LogAudit {
        try LogAudit(
            of: broker.service.store, checkpoints: broker.folder.path + "/log",
            key: broker.service.log.key)
    }

    @Test func `what a job undoes leaves no entry`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let before = try #require(broker.service.log.snapshot).head
        _ = try await broker.service.store.committer.submit { database in
            .undo(try LogRows.append(database, [.commitment(.of([1]))]))
        }
        #expect(broker.service.log.snapshot?.head == before)
        let deposit = try TestDeposit(from: sender, to: [recipient])
        let receipt = try await broker.deposit(deposit).receipt
        #expect(try verify(receipt, of: deposit, in: broker.service.log)[0].index == before.size)
    }

    @Test func `many deposits at once are each in the log, and none twice`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposits = try (0..<40).map { _ in
            try TestDeposit(from: sender, to: [recipient])
        }
        let indexes = try await withThrowingTaskGroup(of: UInt64.self) { group in
            for deposit in deposits {
                group.addTask {
                    let receipt = try await broker.deposit(deposit).receipt
                    return try verify(receipt, of: deposit, in: broker.service.log)[0].index
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let expected: [UInt64] = (0..<40).map { UInt64($0) * 4 + 2 }
        #expect(indexes.sorted() == expected)
        #expect(try audit(broker.afterKill()).findings == [])
    }

    @Test func `a new version of a record is entered once`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        try await broker.admit(sender)
        #expect(broker.service.log.snapshot?.head.size == 2)
        let entries = try await broker.service.store.read { try LogRows.entries($0, 0..<9) }
        #expect(entries.count == 2)
        guard case .keyRecord(_, let version, _) = AuditLogEntry(parsing: entries[0]) else {
            Issue.record("no key record")
            return
        }
        #expect(version == 1)
    }

    // What the next start does with a disk that is not as it was left.

    private func served() async throws -> (TestBroker, TestDeposit) {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        return (broker, deposit)
    }

    private func expectReadOnly(_ broker: TestBroker, _ fault: LogFault) async throws {
        #expect(broker.service.store.fault == .log(fault))
        let deposit = try TestDeposit(from: sender, to: [recipient])
        await #expect(throws: BrokerError.store(.readOnly)) { try await broker.deposit(deposit) }
        #expect(try await broker.deliveries(of: recipient).deliveries.isEmpty == false)
    }

    @Test func `an older database makes the broker read-only`() async throws {
        let (broker, _) = try await served()
        let old = try broker.folder.copy()
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        // The backup is put back; the record of what was signed stays.
        try FileManager.default.removeItem(atPath: old.path + "/log")
        try FileManager.default.copyItem(
            atPath: broker.folder.path + "/log", toPath: old.path + "/log")
        try await expectReadOnly(try broker.afterKill(in: old), .shorter)
    }

    @Test func `a changed entry makes the broker read-only`() async throws {
        let (broker, _) = try await served()
        try await broker.service.store.pool.write { database in
            try database.execute(
                sql: "UPDATE logEntry SET entry = ? WHERE position = 3",
                arguments: [Blob([1] + SHA256Digest.of([9]).bytes)])
        }
        let restarted = try broker.afterKill()
        try await expectReadOnly(restarted, .mismatch)
        #expect(try audit(restarted).findings.map(\.code).contains("log.edge"))
    }

    @Test func `a history of another making makes the broker read-only`() async throws {
        let (broker, _) = try await served()
        let (other, _) = try await served()
        let folder = try other.folder.copy()
        try FileManager.default.removeItem(atPath: folder.path + "/log")
        try FileManager.default.copyItem(
            atPath: broker.folder.path + "/log", toPath: folder.path + "/log")
        try await expectReadOnly(try broker.afterKill(in: folder), .forked)
    }

    @Test func `a lost record of what was signed makes the broker read-only`() async throws {
        let (broker, _) = try await served()
        let folder = try broker.folder.copy()
        try FileManager.default.removeItem(atPath: folder.path + "/log")
        try await expectReadOnly(try broker.afterKill(in: folder), .checkpointsMissing)
    }

    @Test func `another log key makes the broker read-only`() async throws {
        let (broker, _) = try await served()
        let folder = try broker.folder.copy()
        let other = try TestBroker(folder: folder, clock: broker.clock)
        #expect(other.service.store.fault == .log(.otherKey))
        #expect(other.service.log.checkpoint == nil)
    }

    @Test func `a record of what was signed that somebody else moved stops the broker`()
        async throws
    {
        let (broker, _) = try await served()
        let queue = try DatabaseQueue(path: broker.folder.path + "/log/checkpoints.db")
        try await queue.write { try $0.execute(sql: "UPDATE head SET size = 4") }
        let before = broker.service.log.checkpoint
        let deposit = try TestDeposit(from: sender, to: [recipient])
        await #expect(throws: BrokerError.store(.log(.overtaken))) {
            try await broker.deposit(deposit)
        }
        #expect(broker.service.log.checkpoint == before)
        #expect(broker.service.store.fault == .log(.overtaken))
    }

    @Test func `what was committed and not signed is signed by the next start`() async throws {
        let (broker, deposit) = try await served()
        let behind = try broker.folder.copy()
        let later = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(later)
        // The database is ahead of the record, as when the process was killed between the two.
        let ahead = try broker.folder.copy()
        try FileManager.default.removeItem(atPath: ahead.path + "/log")
        try FileManager.default.copyItem(
            atPath: behind.path + "/log", toPath: ahead.path + "/log")
        let restarted = try broker.afterKill(in: ahead)
        #expect(restarted.service.store.fault == nil)
        #expect(restarted.service.log.checkpoint == broker.service.log.checkpoint)
        for deposit in [deposit, later] {
            let receipt = try await restarted.deposit(deposit).receipt
            _ = try verify(receipt, of: deposit, in: restarted.service.log)
        }
    }

    @Test func `each kind of damage to the tables is found by the audit`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        try await fill(broker, entries: 600)
        let damages = [
            ("UPDATE logTile SET hashes = zeroblob(8192) WHERE number = 1", "log.tile"),
            ("DELETE FROM logTile WHERE number = 0", "log.tile"),
            ("INSERT INTO logTile VALUES (4, 0, zeroblob(8192))", "log.tile"),
            ("UPDATE logEdge SET size = size", ""),
            ("UPDATE logEntry SET entry = x'03' WHERE position = 5", "log.entry"),
            ("UPDATE deposit SET position = 3", "log.statement"),
            ("UPDATE deposit SET position = NULL", "log.statement"),
        ]
        for (damage, code) in damages {
            let folder = try broker.folder.copy()
            let store = try BrokerStore(folder: folder.path, now: TestTime.start)
            try await store.pool.write { try $0.execute(sql: damage) }
            let audit = try LogAudit(
                of: store, checkpoints: folder.path + "/log", key: broker.service.log.key)
            #expect(audit.findings.map(\.code).contains(code) == !code.isEmpty, "\(damage)")
            #expect(audit.findings.isEmpty == code.isEmpty, "\(damage): \(audit.findings)")
        }
    }

    @Test func `a home of a version without a log gets one with everything in it`() async throws {
        let (broker, deposit) = try await served()
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        let old = try broker.folder.copy()
        try FileManager.default.removeItem(atPath: old.path + "/log")
        do {
            // What the first version left: no table, no column, no migration of the second.
            let pool = try DatabasePool(path: old.path + "/broker.db")
            try await pool.write { database in
                for table in ["logEntry", "logTile", "logEdge", "logRecord"] {
                    try database.execute(sql: "DROP TABLE \(table)")
                }
                for table in ["deposit", "evidence"] {
                    try database.execute(sql: "ALTER TABLE \(table) DROP COLUMN position")
                }
                try database.execute(
                    sql: "DELETE FROM grdb_migrations WHERE identifier = '2'")
            }
            try pool.close()
        }
        let migrated = try broker.afterKill(in: old)
        #expect(migrated.service.store.fault == nil)
        #expect(migrated.service.log.snapshot?.head.size == 10)
        let receipt = try await migrated.deposit(deposit).receipt
        #expect(try verify(receipt, of: deposit, in: migrated.service.log)[0].index == 2)
        #expect(try audit(migrated).findings == [])
        let again = try migrated.afterKill()
        #expect(again.service.log.checkpoint == migrated.service.log.checkpoint)
    }
}
