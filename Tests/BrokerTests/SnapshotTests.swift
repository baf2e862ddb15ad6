import BrokerAPI
import Foundation
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// Copies of a store: what they hold, and what the check of one finds.
@Suite struct `Snapshot of a store` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    private func snapshot(_ broker: TestBroker, _ name: String) throws -> (StoreSnapshot, String) {
        let place = broker.folder.path + "/payloads/" + name
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: false)
        let made = try StoreSnapshot(
            data: broker.folder.path, log: broker.folder.path + "/log", to: place)
        return (made, place)
    }

    private func check(_ place: String, _ broker: TestBroker) throws -> SnapshotCheck {
        try SnapshotCheck(
            data: place + "/data", log: place + "/log", key: broker.service.log.key,
            now: broker.clock.now)
    }

    @Test func `a copy of a running store is whole, and what comes later is not in it`()
        async throws
    {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(
            TestDeposit(from: sender, to: [recipient], payloadSize: 100_000))
        let (first, place) = try snapshot(broker, "first")
        _ = try await broker.deposit(
            TestDeposit(from: sender, to: [recipient], payloadSize: 100_000))
        let (second, other) = try snapshot(broker, "second")
        #expect(first.payloads == 1 && second.payloads == 2)
        #expect(second.size == first.size + 4 && first.root != second.root)
        for (made, place) in [(first, place), (second, other)] {
            let found = try check(place, broker)
            #expect(found.faults.isEmpty, "\(found.faults)")
            #expect(found.size == made.size && found.signed == made.size)
        }
        // Names only: the broker's own payloads are where they were.
        #expect(broker.service.store.fault == nil)
    }

    @Test func `copies that are taken while deposits go on are all whole`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let (sender, recipient) = (sender, recipient)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 1...60 {
                    let deposit = try TestDeposit(
                        from: sender, to: [recipient],
                        payloadSize: number * 3000)
                    _ = try await broker.deposit(deposit)
                }
            }
            var sizes: [UInt64] = []
            for number in 0..<10 {
                let (made, place) = try self.snapshot(broker, "copy-\(number)")
                let found = try self.check(place, broker)
                #expect(found.faults.isEmpty, "\(found.faults)")
                #expect(found.damagedPayloads.isEmpty && made.damaged.isEmpty)
                #expect(found.signed ?? 0 <= made.size)
                sizes.append(made.size)
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(sizes == sizes.sorted())
            try await group.waitForAll()
        }
    }

    @Test func `what is missing or shorter in a copy is found`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(
            TestDeposit(from: sender, to: [recipient], payloadSize: 100_000))
        let damages: [(String, (String) throws -> Void, String)] = [
            (
                "payload-gone",
                { place in
                    for name in try Self.payloads(place) {
                        try FileManager.default.removeItem(atPath: name)
                    }
                }, ""
            ),
            (
                "payload-cut",
                { place in
                    for name in try Self.payloads(place) {
                        // Not the file itself: the broker's payload is the same one.
                        try FileManager.default.removeItem(atPath: name)
                        try Data(count: 99_999).write(to: URL(filePath: name))
                    }
                }, ""
            ),
            (
                "entry-changed",
                { place in
                    let queue = try DatabaseQueue(path: place + "/data/broker.db")
                    try queue.write {
                        try $0.execute(
                            sql: "UPDATE logEntry SET entry = ? WHERE position = 3",
                            arguments: [Blob([1] + SHA256Digest.of([9]).bytes)])
                    }
                }, "right edge"
            ),
        ]
        for (name, damage, words) in damages {
            let (_, place) = try snapshot(broker, name)
            try damage(place)
            let found = try check(place, broker)
            if name.hasPrefix("payload") {
                #expect(found.damagedPayloads.count == 1 && found.faults.isEmpty, "\(name)")
            } else {
                #expect(found.faults.contains { $0.contains(words) }, "\(name): \(found.faults)")
            }
        }
    }

    private static func payloads(_ place: String) throws -> [String] {
        let root = place + "/data/payloads"
        return try FileManager.default.subpathsOfDirectory(atPath: root)
            .filter { $0.count == 35 }.map { root + "/" + $0 }
    }

    @Test func `a copy of a store that is behind what was signed is whole and says so`()
        async throws
    {
        let broker = try await TestBroker.serving(sender, recipient)
        let (made, place) = try snapshot(broker, "old")
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        let (_, newer) = try snapshot(broker, "new")
        try FileManager.default.removeItem(atPath: place + "/log")
        try FileManager.default.copyItem(atPath: newer + "/log", toPath: place + "/log")
        let found = try check(place, broker)
        #expect(found.faults.isEmpty, "\(found.faults)")
        #expect(found.size == made.size && found.signed == made.size + 4)
    }

    @Test func `a log that came out of a backup is not signed on without witnesses`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
        let folder = try broker.folder.copy()
        try Restoration(time: broker.clock.now, size: 6).record(in: folder.path + "/log")
        do {
            let restored = try broker.afterKill(in: folder)
            #expect(restored.service.store.fault == .log(.restored))
            #expect(restored.service.log.checkpoint == nil)
        }
        func resume(witnessed: Bool, accepting: Bool) throws -> LogResumption {
            try LogResumption(
                of: BrokerStore(folder: folder.path, now: broker.clock.now),
                checkpoints: folder.path + "/log", key: broker.service.log.key,
                isWitnessed: witnessed, acceptsUnwitnessed: accepting, now: broker.clock.now)
        }
        #expect(throws: LogResumptionError.unwitnessed) {
            try resume(witnessed: false, accepting: false)
        }
        #expect(try resume(witnessed: true, accepting: false).outcome == .afterWitnesses)
        #expect(try broker.afterKill(in: folder.copy()).service.store.fault == .log(.restored))
        #expect(try resume(witnessed: false, accepting: true).outcome == .atOnce)
        #expect(throws: LogResumptionError.nothingToDo) {
            try resume(witnessed: false, accepting: true)
        }
        let resumed = try broker.afterKill(in: folder)
        #expect(resumed.service.store.fault == nil)
        _ = try await resumed.deposit(TestDeposit(from: sender, to: [recipient]))
    }

    @Test func `a log that does not hold together is not signed on`() async throws {
        let broker = try await TestBroker.serving(sender, recipient)
        let folder = try broker.folder.copy()
        try FileManager.default.removeItem(atPath: folder.path + "/log")
        let store = try BrokerStore(folder: folder.path, now: broker.clock.now)
        try await store.pool.write { try $0.execute(sql: "UPDATE logEdge SET size = 1") }
        #expect {
            try LogResumption(
                of: store, checkpoints: folder.path + "/log", key: broker.service.log.key,
                isWitnessed: true, acceptsUnwitnessed: false, now: broker.clock.now)
        } throws: { error in
            (error as? any PlainFailure)?.code != nil
        }
        #expect(try CheckpointStore(folder: folder.path + "/log").head() == nil)
    }
}
