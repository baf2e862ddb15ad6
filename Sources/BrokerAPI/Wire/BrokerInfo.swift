package import Primitives

/// What the broker says about itself, unsigned, at `/v1/broker`:
///
/// ```json
/// {
///   "name": "broker.example",
///   "serviceKey": "ssh-ed25519 AAAA...",
///   "logKey": "broker.example/log+891d0738+AWzW6...",
///   "charter": {"fingerprint": "9c56...", "version": 3, "digest": "<SHA-256>"},
///   "mode": "live",
///   "time": "2026-11-24T09:30:00Z",
///   "limits": {
///     "payloadBytes": 1073741824,
///     "oneRequestBytes": 8388608,
///     "uploadPieceBytes": 8388608,
///     "mailboxesPerDeposit": 16,
///     "deadlineMaxHours": 8760,
///     "recipients": 32
///   }
/// }
/// ```
/// A client compares `serviceKey` and `logKey` with those it knows; it takes another service key only where
/// `keyChanges` leads to it from one that it knows, and another log key only where `logSuccessions` does and
/// more than that holds (Protocol/log-succession.md). `charter` says which one there is to fetch, and nothing
/// that counts.
package struct BrokerInfo: Hashable, Sendable {
    package let name: String
    package let serviceKey: String
    /// Nil from a broker of a version without a log.
    package let logKey: String?
    /// How it came to its service key (Protocol/broker-keys.md), base64; nil while it has its first.
    package let keyChanges: String?
    /// The charter that it hands out; nil where it hands out none.
    package let charter: CharterMark?
    /// How it came to its log key (Protocol/log-succession.md), base64; nil while it has its first.
    package let logSuccessions: String?
    package let mode: Mode
    package let time: Timestamp
    package let limits: PublishedLimits

    private static let longestName = 253
    private static let longestKey = 1024
    private static let longestChanges = 352 * 1024
    private static let longestSuccessions = 432 * 1024

    package init(
        name: String, serviceKey: String, logKey: String?, keyChanges: String?,
        logSuccessions: String? = nil, charter: CharterMark?, mode: Mode, time: Timestamp,
        limits: PublishedLimits
    ) {
        self.name = name
        self.serviceKey = serviceKey
        self.logKey = logKey
        self.keyChanges = keyChanges
        self.charter = charter
        self.logSuccessions = logSuccessions
        self.mode = mode
        self.time = time
        self.limits = limits
    }

    package var jsonBytes: [UInt8] {
        let logKey = logKey.map { [JSONMember("logKey", .string($0))] } ?? []
        let changes =
            (keyChanges.map { [JSONMember("keyChanges", .string($0))] } ?? [])
            + (logSuccessions.map { [JSONMember("logSuccessions", .string($0))] } ?? [])
        let charter = charter.map { [JSONMember("charter", $0.json)] } ?? []
        return JSONValue.object(
            [
                JSONMember("name", .string(name)), JSONMember("serviceKey", .string(serviceKey)),
            ] + logKey + changes + charter + [
                JSONMember("mode", .string(mode.rawValue)),
                JSONMember("time", .string(time.text)),
                JSONMember("limits", limits.json),
            ]
        ).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do throws(JSONSchemaError) {
            name = try reader.parsed("name", expected: "the name of a broker") { text in
                (1...Self.longestName).contains(text.utf8.count) ? text : nil
            }
            serviceKey = try reader.parsed("serviceKey", expected: "a public key") { text in
                text.utf8.count <= Self.longestKey ? text : nil
            }
            let logKey = try reader.optionalString("logKey")
            guard logKey.map({ $0.utf8.count <= Self.longestKey }) ?? true else {
                throw .invalid(path: "logKey", expected: "a log key")
            }
            self.logKey = logKey
            let changes = try reader.optionalString("keyChanges")
            guard changes.map({ $0.utf8.count <= Self.longestChanges }) ?? true else {
                throw .invalid(path: "keyChanges", expected: "changes of the service key")
            }
            keyChanges = changes
            charter = try reader.optionalObject("charter").map { reader throws(JSONSchemaError) in
                try CharterMark(reader)
            }
            let successions = try reader.optionalString("logSuccessions")
            guard successions.map({ $0.utf8.count <= Self.longestSuccessions }) ?? true else {
                throw .invalid(path: "logSuccessions", expected: "what names the former logs")
            }
            logSuccessions = successions
            mode = try reader.mode("mode")
            time = try reader.timestamp("time")
            var limits = try reader.object("limits")
            self.limits = try PublishedLimits(&limits)
        } catch {
            throw .schema(error)
        }
    }
}

/// The limits that a client checks before it packs, so that nothing is sealed in vain.
package struct PublishedLimits: Hashable, Sendable {
    /// The largest sealed payload.
    package var payloadBytes: Int64 = 64 << 30
    /// The largest payload of a deposit in one request.
    package var oneRequestBytes = Int64(BrokerLimits.oneRequestPayloadBytes)
    /// The largest piece of an upload.
    package var uploadPieceBytes = Int64(BrokerLimits.uploadPieceBytes)
    package var mailboxesPerDeposit: Int64 = 16
    /// How far ahead a deadline may lie.
    package var deadlineMaxHours: Int64 = 8784
    /// Stanzas in an age header.
    package var recipients: Int64 = 32

    package init() {}

    fileprivate var json: JSONValue {
        .object([
            JSONMember("payloadBytes", .integer(payloadBytes)),
            JSONMember("oneRequestBytes", .integer(oneRequestBytes)),
            JSONMember("uploadPieceBytes", .integer(uploadPieceBytes)),
            JSONMember("mailboxesPerDeposit", .integer(mailboxesPerDeposit)),
            JSONMember("deadlineMaxHours", .integer(deadlineMaxHours)),
            JSONMember("recipients", .integer(recipients)),
        ])
    }

    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        payloadBytes = try reader.size("payloadBytes")
        oneRequestBytes = try reader.size("oneRequestBytes")
        uploadPieceBytes = try reader.size("uploadPieceBytes")
        mailboxesPerDeposit = try reader.size("mailboxesPerDeposit")
        deadlineMaxHours = try reader.size("deadlineMaxHours")
        recipients = try reader.size("recipients")
    }
}
