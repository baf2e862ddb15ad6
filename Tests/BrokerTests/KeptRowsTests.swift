import Foundation
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// What `fsck` holds against the tree beside entries and statements: records, and what was collected.
@Suite struct `Audit of what is kept about the log` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation
    private let broker: TestBroker

    init() async throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
        broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
    }

    private func codes() throws -> [String] { try broker.audit().findings.map(\.code) }

    @Test(arguments: [
        "UPDATE logRecord SET position = 1 - position WHERE position < 2",
        "DELETE FROM logRecord WHERE organisation = 1",
        "UPDATE logRecord SET position = 999 WHERE organisation = 2",
        "INSERT INTO logRecord (organisation, version, position) VALUES (1, 7, 0)",
    ])
    func `finds records that do not stand where their rows say`(_ change: String) async throws {
        #expect(try codes() == [])
        try await broker.service.store.pool.write { database in
            try database.execute(sql: change)
            #expect(database.changesCount > 0)
        }
        let found = try codes()
        // The entry of a record without a row is nobody's.
        #expect(found.contains("log.record"), "\(found)")
        #expect(Set(found).isSubset(of: ["log.record", "log.unclaimed"]), "\(found)")
    }

    /// Keeps the checkpoint as a quorum would have had it kept, then changes it.
    private func keep(_ note: [UInt8], size: UInt64) throws {
        let store = try WitnessedStore(folder: broker.folder.path + "/log")
        _ = try store.keep(note, size: size, replacing: nil)
    }

    @Test func `of many cosigned checkpoints of one size the first and the newest stay`()
        async throws
    {
        let store = try WitnessedStore(folder: broker.folder.path + "/log")
        let newest = try #require(broker.service.log.newest)
        let size = newest.claimed.size
        let notes = (0..<30).map { newest.note.bytes + Array("\u{2014} w\($0) AAAA\n".utf8) }
        for note in notes { _ = try store.keep(note, size: size, replacing: nil) }
        _ = try store.keep(notes[0], size: size + 1, replacing: nil)
        let rows = try await store.queue.read { database in
            try Int.fetchAll(database, sql: "SELECT size FROM witnessed ORDER BY id")
        }
        #expect(rows == [Int(size), Int(size), Int(size + 1)])
        #expect(try await store.note(covering: size - 1) == notes[0], "the first dates its entries")
        #expect(try await store.note(covering: size) == notes[0])
        // A row that gains a line is still there to gain it.
        let id = try store.keep(notes[29], size: size + 1, replacing: nil)
        #expect(try store.keep(notes[3], size: size + 1, replacing: id) == id)
        #expect(try await store.note(covering: nil) == notes[3])
    }

    @Test func `finds cosigned checkpoints that are none of this log`() async throws {
        let newest = try #require(broker.service.log.newest)
        let size = newest.claimed.size
        try keep(newest.note.bytes, size: size)
        #expect(try codes() == [])
        // Signed by the log's key, and never its state.
        let other = try await TestBroker.serving(sender, recipient)
        let foreign = try #require(other.service.log.newest)
        try keep(foreign.note.bytes, size: foreign.claimed.size)
        #expect(Set(try codes()) == ["log.cosigned"])
    }

    @Test func `finds a checkpoint of another size, and what is no checkpoint`() throws {
        let newest = try #require(broker.service.log.newest)
        try keep(newest.note.bytes, size: newest.claimed.size + 1)
        try keep([1, 2, 3], size: 2)
        #expect(try codes() == ["log.cosigned", "log.cosigned"])
    }

    @Test func `finds tokens that are over nothing of this log`() throws {
        let newest = try #require(broker.service.log.newest)
        let store = try WitnessedStore(folder: broker.folder.path + "/log")
        let size = Int64(newest.claimed.size)
        try store.queue.write { database in
            try database.execute(
                sql: "INSERT INTO batch (size, note) VALUES (?, ?)",
                arguments: [size, Blob(newest.note.bytes)])
            try database.execute(
                sql: """
                    INSERT INTO stamp (size, authority, attempts, isGap, token)
                    VALUES (?, 'tsa', 1, 0, ?)
                    """, arguments: [size, Blob([0x30, 0])])
        }
        #expect(try codes() == ["log.token"])
    }
}
