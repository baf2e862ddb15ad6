import BrokerAPI
import Custody
import Foundation
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// What the next start does with a disk that is not as it was left.
@Suite struct `Audit log on a changed disk`: ChangedDisk {
    let sender: TestOrganisation
    let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    /// What the audit finds in a copy of the broker's disk, changed so.
    private func audit(of broker: TestBroker, after damage: String) async throws -> LogAudit {
        let folder = try broker.folder.copy()
        let store = try BrokerStore(folder: folder.path, now: TestTime.start)
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: damage) }
        return try LogAudit(
            of: store, checkpoints: folder.path + "/log", key: broker.service.log.key)
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
        #expect(try restarted.audit().findings.map(\.code).contains("log.edge"))
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
            _ = try LogReading.verify(receipt, of: deposit, in: restarted.service.log)
        }
    }

    @Test func `each kind of damage to the tables is found by the audit`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        try await broker.fillWithStatements(600)
        let damages = [
            ("UPDATE logTile SET hashes = zeroblob(8192) WHERE number = 1", "log.tile"),
            ("DELETE FROM logTile WHERE number = 0", "log.tile"),
            ("INSERT INTO logTile VALUES (4, 0, zeroblob(8192))", "log.tile"),
            ("UPDATE logEdge SET size = size", ""),
            ("UPDATE logEntry SET entry = x'03' WHERE position = 5", "log.entry"),
            ("DELETE FROM logEntry WHERE position = 5", "log.entry"),
            ("UPDATE deposit SET statement = x'7b'", "log.statement"),
            ("UPDATE organisation SET file = x'7b'", "log.record"),
            ("UPDATE logEdge SET subtrees = x'00'", "log.edge"),
            ("UPDATE deposit SET position = 3", "log.statement"),
            ("UPDATE deposit SET position = 9223372036854775807", "log.statement"),
            ("UPDATE deposit SET position = NULL", "log.statement"),
        ]
        for (damage, code) in damages {
            let audit = try await self.audit(of: broker, after: damage)
            #expect(audit.findings.map(\.code).contains(code) == !code.isEmpty, "\(damage)")
            #expect(audit.findings.isEmpty == code.isEmpty, "\(damage): \(audit.findings)")
            // One damage does not hide another that is found later.
            let both = try await self.audit(
                of: broker,
                after: damage + "; UPDATE logRecord SET position = 400 WHERE organisation = 2")
            #expect(both.findings.map(\.code).contains("log.record"), "\(damage)")
        }
    }

    @Test func `a statement that is gone from the tables is missed by its entry`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        try await broker.fillWithStatements(3)
        let whole = try broker.audit()
        #expect(whole.findings.isEmpty, "\(whole.findings)")
        let (record, deposit, last) = (0 as UInt64, 2 as UInt64, whole.size - 1)
        let damages: [(String, LogFinding)] = [
            ("DELETE FROM logRecord WHERE position = 0", .unclaimed(first: record, count: 1)),
            (
                "PRAGMA foreign_keys = OFF; DELETE FROM deposit",
                .unclaimed(first: deposit, count: 3)
            ),
            (
                "DELETE FROM evidence WHERE position = \(last)",
                .unclaimed(first: last, count: 1)
            ),
            (
                "UPDATE evidence SET isLate = 1 WHERE position >= \(last - 1)",
                .unclaimed(first: last - 1, count: 2)
            ),
        ]
        for (damage, finding) in damages {
            let audit = try await self.audit(of: broker, after: damage)
            #expect(audit.findings.contains(finding), "\(damage): \(audit.findings)")
            #expect(audit.findings.allSatisfy { !$0.message.isEmpty })
        }
    }

    @Test func `entries that are missing are named, and what follows is not called wrong`()
        async throws
    {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        try await broker.fillWithStatements(600)
        let whole = try broker.audit()
        // The last hole is longer than what is read at once.
        let damages: [(String, [Range<UInt64>])] = [
            ("DELETE FROM logEntry WHERE position = 300", [300..<301]),
            (
                "DELETE FROM logEntry WHERE position BETWEEN 300 AND 310 OR position = 400",
                [300..<311, 400..<401]
            ),
            (
                "UPDATE logEntry SET position = 1000000 WHERE position = 400",
                [400..<401, whole.size..<1_000_000]
            ),
            (
                "UPDATE logEntry SET position = position + 1000000 WHERE position >= 500",
                [500..<1_000_500]
            ),
        ]
        for (damage, missing) in damages {
            let audit = try await self.audit(of: broker, after: damage)
            let found = Dictionary(grouping: audit.findings, by: \.code)
            #expect(found["log.entry"] == missing.map(LogFinding.missing), "\(damage)")
            // And the statements whose entries these were, no others.
            #expect(Set(found.keys) == ["log.entry", "log.statement"], "\(damage)")
            let entries = missing.reduce(0) { $0 + $1.clamped(to: 0..<whole.size).count }
            #expect(found["log.statement"]?.count == min(entries, 10), "\(damage)")
            #expect(audit.size == missing[0].lowerBound)
            #expect(audit.size < whole.size)
        }
        // Every entry before the first place: nothing is left to derive, and it says so.
        let none = try await audit(
            of: broker, after: "UPDATE logEntry SET position = -1 - position")
        #expect(none.findings.contains(.strays(Int(whole.size))) && none.size == 0)
        #expect(none.findings.allSatisfy { !$0.message.isEmpty })
        // What stands before the first place is found, and moves nothing.
        let audit = try await audit(
            of: broker, after: "INSERT INTO logEntry (position, entry) VALUES (-5, x'00')")
        #expect(audit.findings == [.strays(1)])
        #expect(audit.size == whole.size)
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
        #expect(try LogReading.verify(receipt, of: deposit, in: migrated.service.log)[0].index == 2)
        #expect(try migrated.audit().findings == [])
        let again = try migrated.afterKill()
        #expect(again.service.log.checkpoint == migrated.service.log.checkpoint)
    }
}
