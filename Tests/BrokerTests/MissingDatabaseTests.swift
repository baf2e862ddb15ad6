import Broker
import Foundation
import Primitives
import Testing

/// A data folder that lost its database must not lose its payloads too.
@Suite struct `Missing database` {
    @Test func `refuses payload files without a database, and removes none of them`() throws {
        let folder = NSTemporaryDirectory() + "plomba-broker-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let now = try #require(Timestamp("2026-11-23T18:57:49Z"))
        func open() throws { _ = try BrokerStore(folder: folder, now: now) }
        try open()
        let name = String(repeating: "3f", count: 16)
        let payload = "\(folder)/payloads/3f/\(name)"
        try Data([1]).write(to: URL(filePath: payload))
        for file in try FileManager.default.contentsOfDirectory(atPath: folder)
        where file.hasPrefix("broker.db") {
            try FileManager.default.removeItem(atPath: folder + "/" + file)
        }
        #expect(throws: StoreError.databaseMissing) { try open() }
        #expect(FileManager.default.fileExists(atPath: payload))
        try FileManager.default.removeItem(atPath: payload)
        try open()
    }
}
