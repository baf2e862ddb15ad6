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

    @Test func `a receipt proves its three entries under one checkpoint`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        #expect(broker.service.log.key.name.text == "broker.example/log")
        for count in 0..<4 {
            let deposit = try TestDeposit(from: sender, to: [recipient])
            let receipt = try await broker.deposit(deposit).receipt
            let proofs = try LogReading.verify(receipt, of: deposit, in: broker.service.log)
            // The records of the two organisations come first.
            let first = UInt64(2 + 4 * count)
            #expect(proofs.map(\.index) == [first, first + 1, first + 2])
            // After them comes what says that it lies in the mailbox.
            #expect(Set(proofs.map(\.checkpoint.size)) == [first + 4])
            #expect(proofs[0].checkpoint.bytes == broker.service.log.checkpoint)
        }
        #expect(try broker.afterKill().audit().findings == [])
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
            let proofs = try LogReading.verify(again.receipt, of: deposit, in: broker.service.log)
            #expect(proofs.map(\.index) == [2, 3, 4])
            #expect(proofs[0].checkpoint.size == 18)
        }
    }

    @Test func `proofs reach back over full tiles, also after a restart`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit)
        try await broker.fill(entries: 70_000)
        let restarted = try broker.afterKill()
        #expect(restarted.service.store.fault == nil)
        for broker in [broker, restarted] {
            let receipt = try await broker.deposit(deposit).receipt
            let proofs = try LogReading.verify(receipt, of: deposit, in: broker.service.log)
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
        #expect(try restarted.audit().findings == [.unclaimed(first: 6, count: 70_000)])
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
        #expect(
            try LogReading.verify(receipt, of: deposit, in: broker.service.log)[0].index
                == before.size)
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
                    return try LogReading.verify(receipt, of: deposit, in: broker.service.log)[0]
                        .index
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let expected: [UInt64] = (0..<40).map { UInt64($0) * 4 + 2 }
        #expect(indexes.sorted() == expected)
        #expect(try broker.afterKill().audit().findings == [])
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
}
