import Broker
import BrokerAPI
package import Primitives

/// What a backup says about itself, in `backup.json`:
///
/// ```json
/// {"version": 1, "broker": "broker.example.org", "logKey": "broker.example.org/log+...",
///  "time": "2026-11-26T10:00:00Z", "entries": 300, "root": "4bb0...", "payloads": 12,
///  "notIncluded": ["/etc/ssl/broker.pem"], "damaged": []}
/// ```
/// `entries` and `root` are those of the log at that moment; `notIncluded` are files that the
/// configuration names outside the home; `damaged` are payloads that the broker itself had not whole, by
/// their lengths, the first hundred of them.
package struct BackupManifest: Sendable, Equatable {
    static let name = "backup.json"
    static let sizeLimit = 1 << 20
    private static let version: Int64 = 1

    package let broker: String
    package let logKey: String?
    package let time: Timestamp
    package let entries: UInt64
    package let root: SHA256Digest
    package let payloads: Int
    package let notIncluded: [String]
    package private(set) var damaged: [String]

    private static let maximumNames = 100

    init(
        broker: String, logKey: String?, time: Timestamp, snapshot: StoreSnapshot,
        notIncluded: [String]
    ) {
        (self.broker, self.logKey, self.time) = (broker, logKey, time)
        (entries, root, payloads) = (snapshot.size, snapshot.root, snapshot.payloads)
        self.notIncluded = Array(notIncluded.prefix(Self.maximumNames))
        damaged = snapshot.damaged.prefix(Self.maximumNames).map(\.text)
    }

    /// Payloads of another content, which was seen only when they had been read to their end.
    mutating func add(damaged names: [UploadID]) {
        let more = names.map(\.text).filter { !damaged.contains($0) }
        damaged = Array((damaged + more).sorted().prefix(Self.maximumNames))
    }

    var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("version", .integer(Self.version)),
            JSONMember("broker", .string(broker)),
            JSONMember("logKey", logKey.map { .string($0) } ?? .null),
            JSONMember("time", .string(time.text)),
            JSONMember("entries", .integer(Int64(clamping: entries))),
            JSONMember("root", .string(root.hex)),
            JSONMember("payloads", .integer(Int64(payloads))),
            JSONMember("notIncluded", .array(notIncluded.map { .string($0) })),
            JSONMember("damaged", .array(damaged.map { .string($0) })),
        ]).serialized()
    }

    init(jsonBytes: [UInt8]) throws(BackupError) {
        let limits = JSONLimits(
            maximumSize: Self.sizeLimit, maximumDepth: 3, maximumMembers: 1000)
        do {
            var reader = try JSONObjectReader(JSONValue.parse(jsonBytes, limits: limits), at: "")
            _ = try reader.integer("version", in: 1...Int(Self.version))
            broker = try reader.organisationName("broker").text
            logKey = try reader.nullableParsed("logKey", expected: "a key of a log") { $0 }
            time = try reader.parsed("time", expected: "a time") { Timestamp($0) }
            entries = UInt64(try reader.integer("entries", in: 0...(1 << 62)))
            root = try reader.parsed("root", expected: "64 digits") { SHA256Digest(hex: $0) }
            payloads = try reader.integer("payloads", in: 0...(1 << 40))
            notIncluded = try reader.strings("notIncluded", limit: Self.maximumNames)
            // A backup of before has none.
            damaged =
                reader.optionalValue("damaged") == nil
                ? [] : try reader.strings("damaged", limit: Self.maximumNames)
        } catch {
            throw .notABackup("backup.json cannot be read, or is of a later version")
        }
    }
}

/// The list of a backup's files, as `sha256sum -c` takes it. It comes last: a backup that was cut off has
/// none.
enum BackupList {
    static let name = "SHA256SUMS"
    static let sizeLimit = 256 << 20
    private static let digits = 64

    static func bytes(_ digests: [(name: String, digest: SHA256Digest)]) -> [UInt8] {
        digests.flatMap { Array("\($0.digest.hex)  \($0.name)\n".utf8) }
    }

    /// - Throws: `.notABackup` for what is malformed, names a file twice, or leads elsewhere.
    static func parse(_ bytes: [UInt8]) throws(BackupError) -> [String: SHA256Digest] {
        var files: [String: SHA256Digest] = [:]
        guard bytes.last == UInt8(ascii: "\n") else { throw .notABackup("its list was cut off") }
        for line in bytes.dropLast().split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        {
            let name = String(decoding: line.dropFirst(digits + 2), as: UTF8.self)
            guard
                let digest = SHA256Digest(
                    hex: String(decoding: line.prefix(digits), as: UTF8.self)),
                line.dropFirst(digits).starts(with: "  ".utf8), isName(name),
                files.updateValue(digest, forKey: name) == nil
            else { throw .notABackup("its list is malformed") }
        }
        return files
    }

    /// Relative, without a way out, and without what a list could not show.
    static func isName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
                && part.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }
        }
    }
}
