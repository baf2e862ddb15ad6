import BrokerAPI
import Custody
import Foundation
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// What witnesses have shown of a log that is not here.
@Suite struct `What witnesses have shown`: ChangedDisk {
    let sender: TestOrganisation
    let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    @Test func `what a witness has shown once stops every later start, until it is here`()
        async throws
    {
        let (broker, _) = try await served()
        let old = try broker.folder.copy()
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        let shown = try #require(broker.service.log.newest)
        // The whole folder is put back: nothing in it shows that anything is missing.
        let restarted = try broker.afterKill(in: old)
        #expect(restarted.service.store.fault == nil)
        #expect(try await restarted.service.log.compare(shown) == .behind)
        try restarted.service.log.stopBehindWitnesses(shown)
        try await expectReadOnly(restarted, .behindWitnesses)
        // That witness is away at the next start, and the others have seen no more than is here.
        let again = try restarted.afterKill()
        again.service.log.beginSigning()
        try await expectReadOnly(again, .behindWitnesses)
        #expect(again.service.log.checkpoint != nil, "it goes on reading")
        // The newer data are found: what was shown is in them.
        let newer = try broker.folder.copy()
        try FileManager.default.removeItem(atPath: newer.path + "/log")
        try FileManager.default.copyItem(
            atPath: again.folder.path + "/log", toPath: newer.path + "/log")
        let found = try broker.afterKill(in: newer)
        #expect(found.service.store.fault == nil)
        #expect(found.service.log.checkpoint == broker.service.log.checkpoint)
        #expect(try CheckpointStore(folder: newer.path + "/log").shownAhead().isEmpty)
    }

    @Test func `what one witness has shown is not put out by another that has seen less`()
        async throws
    {
        let (broker, _) = try await served()
        let old = try broker.folder.copy()
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        let less = try #require(broker.service.log.newest)
        let middle = try broker.folder.copy()
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        let more = try #require(broker.service.log.newest)
        let restarted = try broker.afterKill(in: old)
        for checkpoint in [more, less, more] {
            try restarted.service.log.stopBehindWitnesses(checkpoint)
        }
        // Data are found that hold what the second one knows.
        try FileManager.default.removeItem(atPath: middle.path + "/log")
        try FileManager.default.copyItem(
            atPath: old.path + "/log", toPath: middle.path + "/log")
        try await expectReadOnly(try broker.afterKill(in: middle), .behindWitnesses)
        #expect(
            try CheckpointStore(folder: middle.path + "/log").shownAhead() == [more.note.bytes])
        let audit = try broker.afterKill(in: middle).audit()
        #expect(audit.findings.map(\.code).contains("log.behind-witnesses"))
    }

    @Test func `what witnesses have shown is bounded, and the largest stay`() throws {
        let folder = try TestFolder()
        let store = try CheckpointStore(folder: folder.path)
        let key = try SigningKey()
        let name = AuditLog.key(of: try #require(OrganisationName("a.example")), key.publicKey)
        for size in (1...70 as ClosedRange<UInt64>).shuffled() {
            let root = SHA256Digest.of([UInt8(size)])
            let checkpoint = Checkpoint(origin: name.name, size: size, root: root)
            try store.keepShownAhead(checkpoint.signed(by: name, with: key))
        }
        let kept = try store.shownAhead().map { try UnverifiedCheckpoint(parsing: $0).claimed.size }
        #expect(kept == Array((7...70).reversed()))
    }

    @Test func `what an earlier version has kept of a witness's word is still known`() throws {
        let folder = try TestFolder()
        let key = try SigningKey()
        let name = AuditLog.key(of: try #require(OrganisationName("a.example")), key.publicKey)
        let note = Checkpoint(origin: name.name, size: 9, root: SHA256Digest.of([9]))
            .signed(by: name, with: key)
        let queue = try DatabaseQueue(path: folder.path + "/checkpoints.db")
        try queue.write { database in
            try database.execute(
                sql: "CREATE TABLE shownAhead (id INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT")
            try database.execute(
                sql: "INSERT INTO shownAhead VALUES (0, ?)", arguments: [Blob(note)])
        }
        #expect(try CheckpointStore.shownAhead(in: folder.path) == [note], "only looked at")
        #expect(try CheckpointStore(folder: folder.path).shownAhead() == [note])
        #expect(try CheckpointStore(folder: folder.path).shownAhead() == [note])
    }

    @Test func `a note that is no checkpoint of this log stops nothing`() async throws {
        let (broker, _) = try await served()
        let (other, _) = try await served()
        _ = try await other.deposit(TestDeposit(from: sender, to: [recipient]))
        let foreign = try #require(other.service.log.newest)
        #expect(try await broker.service.log.compare(foreign) == .notOurs)
        for note in [foreign.note.bytes, Array("no note".utf8), []] {
            try CheckpointStore(folder: broker.folder.path + "/log").keepShownAhead(note)
            #expect(try broker.afterKill().service.store.fault == nil)
        }
    }
}
