package import Primitives

/// What a broker says when its log goes on under another key and origin, since the old key was lost or
/// stolen. It is an entry of the log itself: the first that the new key signs.
///
/// ```
/// {
///   "type": "urn:plomba:v1:LogSuccession", "number": 2, "mode": "live", "broker": "broker.example",
///   "previous": null, "oldLog": "broker.example/log+...", "newLog": "broker.example/log-2+...",
///   "checkpoint": "broker.example/log\n300\n...", "size": 303, "reason": "lost",
///   "fromTime": "2026-11-26T07:00:00Z"
/// }
/// ```
/// - SeeAlso: `Protocol/log-succession.md`
package struct LogSuccession: Hashable, Sendable {
    package static let statementName = "LogSuccession"

    /// Why the old key signs no more.
    package enum Reason: String, Sendable {
        case lost
        case stolen
    }

    package let mode: Mode
    package let broker: OrganisationName
    /// Of the new log, from 2.
    package let number: Int
    /// SHA-256 of the succession before.
    package let previous: SHA256Digest?
    package let oldLog: VerifierKey
    package let newLog: VerifierKey
    /// The note of the last checkpoint of the old log that a quorum has cosigned.
    package let checkpoint: [UInt8]
    /// Entries that the old log had: all of them are the beginning of the new one, and this is the next.
    package let size: UInt64
    package let reason: Reason
    package let fromTime: Timestamp

    package init(
        mode: Mode, broker: OrganisationName, number: Int, previous: SHA256Digest?,
        oldLog: VerifierKey, newLog: VerifierKey, checkpoint: [UInt8], size: UInt64,
        reason: Reason, fromTime: Timestamp
    ) {
        (self.mode, self.broker, self.number, self.previous) = (mode, broker, number, previous)
        (self.oldLog, self.newLog) = (oldLog, newLog)
        (self.checkpoint, self.size) = (checkpoint, size)
        (self.reason, self.fromTime) = (reason, fromTime)
    }

    init(parsing bytes: [UInt8]) throws(LogSuccessionError) {
        guard bytes.count <= LogLimits.successionSizeInBytes else { throw .tooLarge }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            mode = try reader.mode("mode")
            try reader.constant("type", mode.predicateType(Self.statementName))
            number = try reader.integer("number", in: 2...LogLimits.logsPerBroker)
            broker = try reader.organisationName("broker")
            previous = try reader.nullableDigest("previous")
            oldLog = try Self.logKey("oldLog", &reader)
            newLog = try Self.logKey("newLog", &reader)
            checkpoint = Array(try reader.string("checkpoint").utf8)
            size = UInt64(
                try reader.integer("size", in: 1...Int(LogLimits.treeSize)))
            reason = try reader.parsed("reason", expected: "'lost' or 'stolen'") {
                Reason(rawValue: $0)
            }
            fromTime = try reader.timestamp("fromTime")
        } catch {
            throw .schema(error)
        }
    }

    private static func logKey(
        _ name: String, _ reader: inout JSONObjectReader
    ) throws(JSONSchemaError) -> VerifierKey {
        try reader.parsed(name, expected: "the public key of a log") { text in
            (try? VerifierKey(parsing: text)).flatMap { $0.type == .ed25519 ? $0 : nil }
        }
    }

    package func serialized() -> [UInt8] {
        JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Self.statementName))),
            JSONMember("number", .integer(Int64(number))),
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember("broker", .string(broker.text)),
            JSONMember("previous", previous.map { .string($0.hex) } ?? .null),
            JSONMember("oldLog", .string(oldLog.text)),
            JSONMember("newLog", .string(newLog.text)),
            JSONMember("checkpoint", .string(String(decoding: checkpoint, as: UTF8.self))),
            JSONMember("size", .integer(Int64(clamping: size))),
            JSONMember("reason", .string(reason.rawValue)),
            JSONMember("fromTime", .string(fromTime.text)),
        ]).serialized()
    }

    /// SSHSIG by the broker's service key, over ``serialized()``.
    package func signature(by serviceKey: borrowing SigningKey) -> [UInt8] {
        SSHSignature.sign(
            serialized(), namespace: mode.namespace(Self.statementName), with: serviceKey
        ).armored
    }
}

/// The exact files of a succession: NAME.json, NAME.json.sig and NAME.entry. Nothing of them is checked.
package struct SignedLogSuccession: Hashable, Sendable {
    package let bytes: [UInt8]
    package let signature: [UInt8]
    package let entry: [UInt8]

    package init(bytes: [UInt8], signature: [UInt8], entry: [UInt8]) {
        (self.bytes, self.signature, self.entry) = (bytes, signature, entry)
    }

    /// What stands in the log for it.
    package var logEntry: AuditLogEntry { .commitment(.of(entry)) }
}
