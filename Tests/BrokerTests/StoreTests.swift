import BrokerAPI
import Foundation
import GRDB
import Primitives
import Testing

@testable import Broker

@Suite struct StoreTests {
    private func store(
        _ folder: TestFolder, _ options: StoreOptions = StoreOptions()
    ) throws -> BrokerStore {
        try BrokerStore(folder: folder.path, options: options, now: TestTime.start)
    }

    @Test func `reads back that every commit is flushed`() throws {
        let store = try store(TestFolder())
        #expect(try store.synchronousSetting() == 2)
    }

    @Test func `refuses to start when commits would not be flushed`() throws {
        let folder = try TestFolder()
        let pool = try DatabasePool(path: folder.path + "/other.db")
        // What GRDB leaves behind by itself is NORMAL.
        #expect(throws: StoreError.notDurable(synchronous: 1)) {
            try pool.writeWithoutTransaction(DatabaseSettings.requireDurable)
        }
    }

    @Test func `lets one process at a time open the folder`() throws {
        let folder = try TestFolder()
        let first = try store(folder)
        #expect(throws: StoreError.locked) { try store(folder) }
        _ = consume first
        _ = try store(folder)
    }

    /// A broker that started while the one before it was still closing its databases failed with
    /// SQLITE_BUSY, though the lock of the folder was already free.
    @Test(arguments: ["broker.db", "checkpoints.db"])
    func `waits for who is still closing the database`(_ file: String) throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/\(file)"
        func open() throws {
            if file == "broker.db" {
                _ = try DatabaseSettings.open(path)
            } else {
                _ = try DatabaseSettings.openCheckpoints(path)
            }
        }
        try open()
        var configuration = Configuration()
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
        let former = try DatabaseQueue(path: path, configuration: configuration)
        try former.write { try $0.execute(sql: "CREATE TABLE held (x)") }
        // Not a task: `open` blocks a thread of the pool that tasks share.
        let closing = Thread {
            Thread.sleep(forTimeInterval: 0.3)
            try? former.close()
        }
        closing.start()
        #expect(throws: Never.self) { try open() }
    }

    @Test func `refuses a folder of a newer version`() throws {
        let folder = try TestFolder()
        try store(folder).pool.write { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
        }
        #expect(throws: StoreError.schemaTooNew) { try store(folder) }
    }

    @Test func `removes at start what nothing refers to, and leaves strangers alone`() throws {
        let folder = try TestFolder()
        let leftover = UploadID()
        do {
            let store = try store(folder)
            try store.folder.create(leftover)
        }
        let stranger = "\(folder.path)/payloads/00/notes.txt"
        #expect(FileManager.default.createFile(atPath: stranger, contents: Data()))
        _ = try store(folder)
        #expect(try folder.payloadFiles() == ["notes.txt"])
    }

    @Test func `keeps its files from others`() throws {
        let folder = try TestFolder()
        let store = try store(folder)
        try store.folder.create(UploadID())
        for name in ["payloads", "payloads/00", "lock"] {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(folder.path)/\(name)")
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o077 == 0, "\(name) can be entered or read by others")
        }
    }

    @Test func `undoes a job that fails and keeps the others of its transaction`() async throws {
        let store = try store(TestFolder())
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<100 {
                group.addTask {
                    do throws(StoreError) {
                        try await store.committer.submit { database in
                            try NonceRows.insert(
                                database, NonceBatch(newest: Int64(index), entries: []))
                            if index.isMultiple(of: 3) { throw StoreError.cancelled }
                            return .keep(())
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            var kept = 0
            for try await isKept in group where isKept { kept += 1 }
            #expect(kept == 66)
        }
        let rows = try await store.pool.read { database in
            try Int.fetchAll(database, sql: "SELECT newest FROM nonces")
        }
        #expect(rows.count == 66)
        #expect(rows.allSatisfy { !$0.isMultiple(of: 3) })
    }

    @Test func `answers a write whose task was cancelled as what it is`() async throws {
        let store = try store(TestFolder())
        let task = Task {
            try await store.committer.submit { database in
                Thread.sleep(forTimeInterval: 0.1)
                try NonceRows.insert(database, NonceBatch(newest: 1, entries: []))
                return .keep(true)
            }
        }
        task.cancel()
        #expect(try await task.value)
        let count = try await store.pool.read { database in
            try Int.fetchOne(database, sql: "SELECT count(*) FROM nonces")
        }
        #expect(count == 1)
    }
}
