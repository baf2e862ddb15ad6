import GRDB

/// Opens the database with the settings that the broker's promise rests on.
enum DatabaseSettings {
    private static let full = 2
    private static let journalLimitInBytes = 64 << 20
    private static let cacheInKibibytes = 8 << 10
    /// Pages after which the write-ahead log of the checkpoint store begins anew.
    static let pagesOfCheckpointLog = 64
    /// Whoever held `StoreLock` before may close its databases a moment after that lock is free:
    /// a process that ends gives up its descriptors in their order, and the lock came first.
    private static let secondsForFormerHolder = 5.0

    static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = "broker"
        configuration.foreignKeysEnabled = true
        configuration.journalMode = .wal
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(secondsForFormerHolder)
        configuration.prepareDatabase { database in
            for pragma in settings { try database.execute(sql: "PRAGMA \(pragma)") }
        }
        let pool = try DatabasePool(path: path, configuration: configuration)
        try pool.writeWithoutTransaction(makeDurable)
        return pool
    }

    /// The small database of checkpoints: one connection, no reader besides.
    static func openCheckpoints(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "checkpoints"
        configuration.foreignKeysEnabled = true
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(secondsForFormerHolder)
        configuration.prepareDatabase { database in
            for pragma in settings { try database.execute(sql: "PRAGMA \(pragma)") }
            try database.execute(sql: "PRAGMA wal_autocheckpoint = \(pagesOfCheckpointLog)")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase(makeDurable)
        return queue
    }

    /// For a look beside a broker that may run; nil where there is no such database.
    static func openToRead(_ path: String) throws -> DatabaseQueue? {
        guard try FileCalls.exists(path) else { return nil }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(secondsForFormerHolder)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    static func synchronous(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
    }

    private static let settings = [
        "trusted_schema = OFF", "cell_size_check = ON", "secure_delete = ON", "mmap_size = 0",
        "journal_size_limit = \(journalLimitInBytes)", "cache_size = -\(cacheInKibibytes)",
    ]

    /// GRDB sets `synchronous = NORMAL` after its preparation hook, which would lose the last
    /// commits in a power cut; so it is set here, outside a transaction, and read back.
    private static func makeDurable(_ database: Database) throws {
        try database.execute(sql: "PRAGMA synchronous = FULL")
        try requireDurable(database)
    }

    /// Reads back the settings without which nothing may be acknowledged.
    static func requireDurable(_ database: Database) throws {
        let value = try synchronous(database)
        guard value == full else { throw StoreError.notDurable(synchronous: value) }
        for (name, expected) in [
            ("journal_mode", "wal"), ("foreign_keys", "1"), ("trusted_schema", "0"),
            ("cell_size_check", "1"), ("secure_delete", "1"),
        ] {
            guard try String.fetchOne(database, sql: "PRAGMA \(name)") == expected else {
                throw StoreError.settingRefused(name)
            }
        }
    }
}
