import BrokerAPI
import Primitives
import Testing
import Timestamping

@testable import Broker

/// Where batches and tokens are kept, and which of them is served for an entry.
@Suite struct `Store of tokens` {
    private let folder: TestFolder
    private let store: WitnessedStore
    private let first: AuthorityName
    private let second: AuthorityName
    private let time: Timestamp

    init() throws {
        folder = try TestFolder()
        store = try WitnessedStore(folder: folder.path + "/log")
        first = try #require(AuthorityName("a.example"))
        second = try #require(AuthorityName("b.example"))
        time = try #require(Timestamp("2026-11-25T23:00:00Z"))
    }

    private func begin(_ sizes: UInt64...) throws {
        for size in sizes {
            try store.begin(
                Array("note \(size)\n".utf8), size: size, authorities: [first, second])
        }
    }

    private func record(
        _ size: UInt64, _ name: AuthorityName, _ state: StampedCheckpoint.State,
        attempts: Int = 0
    ) throws {
        let failures = TimestampBatch.Attempts(
            count: attempts, last: attempts == 0 ? nil : time,
            failure: attempts == 0 ? nil : "time.authority-silent")
        try store.record(
            [StampRecord(size: size, authority: name, state: state, failures: failures)],
            now: time)
    }

    @Test func `serves the first checkpoint with a token, else the first that was asked about`()
        async throws
    {
        #expect(try await store.stamped(covering: nil) == nil)
        try begin(10, 20, 30)
        func size(_ index: UInt64?) async throws -> String? {
            try await store.stamped(covering: index).map {
                String(decoding: $0.checkpoint, as: UTF8.self)
            }
        }
        #expect(try await size(nil) == "note 30\n")
        #expect(try await size(9) == "note 10\n")
        #expect(try await size(10) == "note 20\n")
        #expect(try await size(30) == nil)
        try record(20, second, .stamped([7]))
        #expect(try await size(nil) == "note 20\n")
        #expect(try await size(0) == "note 20\n")
        #expect(try await size(19) == "note 20\n")
        // Nothing that covers it has a token yet.
        #expect(try await size(20) == "note 30\n")
        let served = try #require(try await store.stamped(covering: 5))
        #expect(served.authorities.map(\.name) == [first, second])
        #expect(served.authorities.map(\.state) == [.waiting, .stamped([7])])
        #expect(try await store.token(of: 20, by: second) == [7])
        #expect(try await store.token(of: 20, by: first) == nil)
        #expect(try await store.token(of: 21, by: second) == nil)
    }

    @Test func `the first token stays, and a gap is told until a token comes after all`()
        async throws
    {
        try begin(10)
        try record(10, first, .waiting, attempts: 173)
        #expect(try store.waiting(limit: 9).map(\.failures.count).sorted() == [0, 173])
        try record(10, first, .gap, attempts: 174)
        #expect(try store.waiting(limit: 9).map(\.authority) == [second])
        let told = try WitnessedStore.authorities(in: folder.path + "/log")
        #expect(told.map(\.gaps) == [1, 0] && told.map(\.waiting) == [0, 1])
        #expect(told[0].failure == "time.authority-silent" && told[0].lastTime == time)
        let gap = try #require(try await store.stamped(covering: 0)).authorities[0]
        #expect(gap.state == .gap && gap.failures.count == 174)
        try record(10, first, .stamped([1]), attempts: 174)
        try record(10, first, .stamped([2]))
        try record(10, first, .gap, attempts: 175)
        #expect(try await store.token(of: 10, by: first) == [1])
        let after = try WitnessedStore.authorities(in: folder.path + "/log")
        #expect(after.map(\.gaps) == [0, 0] && after.map(\.stamped) == [1, 0])
        #expect(after[0].failure == nil && after[0].token == [1])
        // A batch is begun once.
        try store.begin([1], size: 10, authorities: [first])
        #expect(try await store.batch(of: 10) == Array("note 10\n".utf8))
        #expect(try store.newestBatch() == 10)
    }

    @Test func `what a quorum has cosigned in the end is served of a batch`() async throws {
        try begin(10)
        let early = try store.keep(Array("note 10\nA\n".utf8), size: 10, replacing: nil)
        _ = try store.keep(Array("note 10\nA\nB\n".utf8), size: 10, replacing: early)
        // Cosigned anew an hour later: not the first time that it was.
        _ = try store.keep(Array("note 10\nC\n".utf8), size: 10, replacing: nil)
        let served = try #require(try await store.stamped(covering: 3))
        #expect(String(decoding: served.checkpoint, as: UTF8.self) == "note 10\nA\nB\n")
    }
}
