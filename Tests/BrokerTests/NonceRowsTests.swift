import GRDB
import Primitives
import Synchronization
import Testing

@testable import Broker

/// Nonces on the disk are forgotten by the calendar and by a clock that nobody sets, not by one of them.
@Suite struct `Nonces on the disk` {
    private final class Watch: Sendable {
        let now = Mutex(ContinuousClock.now)
        func pass(_ seconds: Int) { now.withLock { $0 = $0.advanced(by: .seconds(seconds)) } }
    }

    private let queue: DatabaseQueue
    private let watch = Watch()
    private let time: Int64 = 1_800_000_000

    init() throws {
        queue = try DatabaseQueue()
        try queue.write {
            try $0.execute(
                sql: """
                    CREATE TABLE nonces (
                      id INTEGER PRIMARY KEY, newest INTEGER NOT NULL, entries BLOB NOT NULL)
                    """)
        }
    }

    private func start() throws -> NonceStore {
        let watch = watch
        return try queue.read { try NonceStore($0, instant: { watch.now.withLock { $0 } }) }
    }

    private func take(_ store: NonceStore, _ name: String, created: Int64, now: Int64) throws
        -> Bool
    {
        let isNew = try store.insert(.of(Array(name.utf8)), created: created, now: now)
        try queue.write { try store.persist(in: $0) }
        return isNew
    }

    private func rows() throws -> Int {
        try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM nonces") ?? -1 }
    }

    @Test
    func `of a request that was dated ahead stay until its date has passed, after a restart too`()
        throws
    {
        let store = try start()
        // Broker and client were an hour ahead; then the calendar was put right.
        #expect(try take(store, "ahead", created: time + 3600, now: time + 3600))
        watch.pass(1000)
        for second in 0..<3 {
            #expect(try take(store, "later \(second)", created: time + 1000, now: time + 1000))
            watch.pass(500)
        }
        let again = try start()
        #expect(try !take(again, "ahead", created: time + 3600, now: time + 3600))
        // A date ahead does not keep what came after it.
        watch.pass(1000)
        #expect(try take(again, "last", created: time + 9000, now: time + 9000))
        watch.pass(1000)
        #expect(try take(again, "after", created: time + 10_000, now: time + 10_000))
        #expect(try rows() == 1)
    }

    @Test func `of an hour ago are forgotten, and a calendar alone forgets nothing`() throws {
        let store = try start()
        #expect(try take(store, "one", created: time, now: time))
        #expect(try take(store, "two", created: time + 90_000, now: time + 90_000))
        #expect(try rows() == 2)
        watch.pass(1000)
        #expect(try take(store, "three", created: time + 91_000, now: time + 91_000))
        #expect(try rows() == 1)
        #expect(try take(store, "one", created: time + 91_000, now: time + 91_000))
    }
}
