import Primitives
import PrivateFiles
import SystemPackage

/// New files for the locked keys, which take the place of the old ones all together or not at all.
///
/// ```
/// keys/.new-...    being written
/// keys/next/       complete: from this rename on, a file in here counts before its namesake
/// keys/            each file is moved up from next/, then next/ is removed
/// ```
/// At every moment one passphrase opens all keys. Whoever finds `next/` moves on with it.
struct KeyReplacement {
    static let folderName = "next"
    private static let waitingPrefix = "waiting-"
    private let keys: FilePath
    private var next: FilePath { keys.appending(Self.folderName) }

    init(keys: FilePath) {
        self.keys = keys
    }

    var isUnfinished: Bool { PrivateFolder.isThere(next) }

    func isThere(_ name: String) -> Bool {
        PrivateFolder.isThere(next.appending(name)) || PrivateFolder.isThere(keys.appending(name))
    }

    /// The file that counts.
    func read(_ name: String, limit: Int) throws(FileError) -> [UInt8] {
        do {
            return try PrivateFile.read(next.appending(name), limit: limit)
        } catch .notFound {
            // Never there, or moved up a moment ago: then this is the new one.
            return try PrivateFile.read(keys.appending(name), limit: limit)
        }
    }

    /// - Parameter files: every file that is to be replaced.
    func replace(with files: [(name: String, content: [UInt8])]) throws {
        try tidy()
        try PrivateFolder.stage(next) { staged in
            for (name, content) in files {
                try PrivateFile.write(content, to: staged.appending(name))
            }
        }
        try finish()
    }

    /// Keeps new files until the record with this digest counts.
    func keep(_ files: [(name: String, content: [UInt8])], for record: SHA256Digest) throws {
        try PrivateFolder.stage(waiting(record)) { staged in
            for (name, content) in files {
                try PrivateFile.write(content, to: staged.appending(name))
            }
        }
    }

    func isWaiting(for record: SHA256Digest) -> Bool { PrivateFolder.isThere(waiting(record)) }

    /// Moves on with what waits for the record that counts now, drops what waits for one that never
    /// will, and completes or takes away the rest; the caller has the lock.
    ///
    /// - Parameters:
    ///   - records: all that count, oldest first.
    ///   - draft: the record that is not signed yet.
    ///   - told: the newest record that the broker has answered with.
    func settle(records: [SHA256Digest], draft: SHA256Digest?, told: SHA256Digest?) throws {
        try tidy()
        if let current = records.last, isWaiting(for: current) {
            try earlier.keep(
                PrivateFolder.names(in: waiting(current)), replacedBy: current,
                version: records.count)
            try SystemCall.rename(waiting(current), to: next)
            try PrivateFolder.sync(keys)
            try finish()
        }
        try earlier.settle(records: records, told: told)
        for folder in allWaiting where folder != draft.map(waiting) {
            try PrivateFolder.remove(folder)
        }
    }

    var earlier: EarlierKeys { EarlierKeys(keys: keys) }

    /// Whether an interrupted replacement left anything, before or after it counted.
    var needsTidying: Bool { isUnfinished || !leftBehind.isEmpty }

    /// Whether any keys wait for a record.
    var isAnyWaiting: Bool { !allWaiting.isEmpty }

    /// Completes a replacement that counts, takes away one that does not; the caller has the lock.
    func tidy() throws {
        try finish()
        for folder in leftBehind { try PrivateFolder.remove(folder) }
    }

    private func finish() throws {
        guard isUnfinished else { return }
        for name in try PrivateFolder.names(in: next) {
            try SystemCall.rename(next.appending(name), to: keys.appending(name))
        }
        try PrivateFolder.sync(keys)
        try SystemCall.removeFolder(next)
        try PrivateFolder.sync(keys)
    }

    private var leftBehind: [FilePath] { folders(".new-") }
    private var allWaiting: [FilePath] { folders(Self.waitingPrefix) }

    private func folders(_ prefix: String) -> [FilePath] {
        // A folder that cannot be listed is told when its keys are read.
        let names = (try? PrivateFolder.names(in: keys)) ?? []
        return names.filter { $0.hasPrefix(prefix) }.map { keys.appending($0) }
    }

    private func waiting(_ record: SHA256Digest) -> FilePath {
        keys.appending(Self.waitingPrefix + record.hex)
    }
}
