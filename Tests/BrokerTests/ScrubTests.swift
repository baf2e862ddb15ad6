import BrokerAPI
import Foundation
import GRDB
import Primitives
import Testing
import TransparencyLog

@testable import Broker

/// Bits that change at rest, in the database's file and beside it.
@Suite(.timeLimit(.minutes(5))) struct `Reading what is at rest` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    /// A broker with a small and a large payload, and its database in one file.
    private func made() async throws -> (broker: TestBroker, small: TestDeposit, large: TestDeposit)
    {
        let broker = try await TestBroker.serving(sender, recipient)
        let small = try TestDeposit(from: sender, to: [recipient])
        let large = try TestDeposit(from: sender, to: [recipient], payloadSize: 200_000)
        for deposit in [small, large] { _ = try await broker.deposit(deposit) }
        try await broker.service.store.pool.writeWithoutTransaction { database in
            _ = try database.checkpoint(.truncate)
        }
        return (broker, small, large)
    }

    private func scrub(_ folder: TestFolder, _ broker: TestBroker) throws -> StoreScrub {
        try StoreScrub(
            data: folder.path, log: folder.path + "/log", key: broker.service.log.key)
    }

    private func codes(_ scrub: StoreScrub) -> Set<String> { Set(scrub.findings.map(\.code)) }

    private func flip(_ path: String, at place: Int, _ bit: UInt8 = 1) throws {
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[place] ^= bit
        try bytes.write(to: URL(filePath: path))
    }

    @Test func `beside a broker that goes on finds nothing wrong, and counts what it read`()
        async throws
    {
        let (broker, _, _) = try await made()
        var told: [Int64] = []
        let scrub = try StoreScrub(
            data: broker.folder.path, log: broker.folder.path + "/log",
            key: broker.service.log.key, progress: { done, _ in told.append(done) })
        #expect(scrub.findings.isEmpty, "\(scrub.findings)")
        #expect(scrub.deposits == 2 && scrub.files == 1 && scrub.bytes == 200_000)
        #expect(scrub.entries == broker.service.log.snapshot?.head.size)
        #expect(told == [200_000])
        _ = try await broker.deposit(TestDeposit(from: sender, to: [recipient]))
    }

    @Test func `finds one flipped bit of whatever somebody has signed`()
        async throws
    {
        let (broker, small, _) = try await made()
        let receipt = try await broker.deposit(small).receipt.acceptance
        let parts: [(String, [UInt8])] = [
            ("statement", small.files.statement), ("signature", small.files.signature),
            ("opening file", small.files.entry), ("receipt", receipt.statement),
            ("receipt's signature", receipt.signature), ("its opening file", receipt.entry),
            ("preview", small.preview), ("payload", small.payload),
        ]
        for (name, content) in parts {
            for start in [0, content.count / 2, content.count - 40] {
                let folder = try broker.folder.copy()
                let path = folder.path + "/broker.db"
                let needle = Data(content[start..<min(start + 32, content.count)])
                let file = try Data(contentsOf: URL(filePath: path))
                // Across the edge of two pages it is in two pieces.
                guard let place = file.range(of: needle)?.lowerBound else { continue }
                for bit in [UInt8(1), 0x80] {
                    try flip(path, at: place + 7, bit)
                    let found = try scrub(folder, broker).findings
                    #expect(!found.isEmpty, "\(name) at \(start)")
                    try flip(path, at: place + 7, bit)
                }
                #expect(try scrub(folder, broker).findings.isEmpty)
            }
        }
    }

    @Test func `names what a file of its own has lost`() async throws {
        let (broker, _, _) = try await made()
        let name = try #require(try broker.folder.payloadFiles().first)
        for damage in 0..<4 {
            let folder = try broker.folder.copy()
            let path = folder.path + "/payloads/\(name.prefix(2))/\(name)"
            switch damage {
            case 0: try flip(path, at: 0)
            case 1: try flip(path, at: 199_999, 0x80)
            case 2: try Data(repeating: 1, count: 199_999).write(to: URL(filePath: path))
            default: try FileManager.default.removeItem(atPath: path)
            }
            let found = try scrub(folder, broker)
            #expect(codes(found) == ["scrub.payload"], "\(damage): \(found.findings)")
        }
    }

    @Test func `holds every column that repeats a statement against it`() async throws {
        let (broker, _, _) = try await made()
        let damages = [
            ("UPDATE deposit SET deadline = deadline + 3600 WHERE id = 1", "scrub.row"),
            ("UPDATE deposit SET received = received - 1 WHERE id = 2", "scrub.row"),
            ("UPDATE deposit SET payloadSize = payloadSize - 1 WHERE id = 2", "scrub.row"),
            ("UPDATE deposit SET payloadDigest = zeroblob(32) WHERE id = 1", "scrub.row"),
            ("UPDATE deposit SET digest = zeroblob(32) WHERE id = 1", "scrub.row"),
            ("UPDATE deposit SET acceptanceDigest = zeroblob(32) WHERE id = 1", "scrub.row"),
            ("UPDATE deposit SET consignment = zeroblob(16) WHERE id = 1", "scrub.row"),
            ("UPDATE deposit SET statement = x'7b' WHERE id = 1", "scrub.row"),
            ("UPDATE evidence SET event = 'Acknowledgement' WHERE id = 1", "scrub.row"),
            ("UPDATE evidence SET digest = zeroblob(32) WHERE id = 1", "scrub.row"),
            ("UPDATE evidence SET signer = zeroblob(32) WHERE id = 1", "scrub.row"),
            (
                "INSERT INTO mailbox VALUES (900, 1, 'other', 0); "
                    + "UPDATE evidence SET mailbox = 900 WHERE id = 1", "scrub.row"
            ),
            ("UPDATE deposit SET previewSize = 1 WHERE id = 1", "scrub.preview"),
            ("UPDATE payload SET file = x'00' WHERE deposit = 2", "scrub.payload"),
            ("UPDATE logEntry SET entry = x'03' WHERE position = 2", "log.entry"),
            ("DELETE FROM organisation WHERE id = 1", "scrub.database"),
        ]
        for (damage, code) in damages {
            let folder = try broker.folder.copy()
            let queue = try DatabaseQueue(path: folder.path + "/broker.db")
            try await queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA foreign_keys = OFF")
                try database.execute(sql: damage)
            }
            try queue.close()
            let found = try scrub(folder, broker)
            #expect(codes(found).contains(code), "\(damage): \(found.findings)")
        }
    }

    @Test func `takes nothing that was erased for lost`() async throws {
        let (broker, _, _) = try await made()
        let folder = try broker.folder.copy()
        let queue = try DatabaseQueue(path: folder.path + "/broker.db")
        try await queue.write { database in
            try database.execute(sql: "DELETE FROM preview; DELETE FROM payload")
        }
        try queue.close()
        let found = try scrub(folder, broker)
        #expect(found.findings.isEmpty && found.files == 0, "\(found.findings)")
    }

    @Test func `ends with an error where there is nothing, and whatever bit is wrong`()
        async throws
    {
        let (broker, _, _) = try await made()
        let empty = try TestFolder()
        #expect(throws: StoreError.databaseMissing) { try scrub(empty, broker) }
        // Its first bytes, and the table of tables.
        for place in [3, 105] {
            let folder = try broker.folder.copy()
            try flip(folder.path + "/broker.db", at: place, 0x40)
            #expect(try codes(scrub(folder, broker)) == ["scrub.database"], "\(place)")
        }
        for round in 0..<60 {
            let folder = try broker.folder.copy()
            let path = folder.path + "/broker.db"
            let size = try Data(contentsOf: URL(filePath: path)).count
            // Anywhere, also where nothing lies: it must not end the program.
            try flip(path, at: (round * 7919 + 41) % size, UInt8(1) << UInt8(round % 8))
            _ = try? scrub(folder, broker)
        }
    }
}
