package import Primitives

/// What an organisation has at a broker, and what it may have.
///
/// ```json
/// {
///   "bytes": {"used": 52428800, "limit": 34359738368},
///   "objects": {"used": 12, "limit": 100000},
///   "uploads": {"used": 1, "limit": 32},
///   "requestsPerMinute": 6000,
///   "roomBytes": 17179869184,
///   "mailboxes": [
///     {
///       "mailbox": "intake@group484.rs",
///       "bytes": {"used": 0, "limit": 17179869184},
///       "objects": {"used": 0, "limit": 20000},
///       "blocked": false
///     }
///   ]
/// }
/// ```
/// `limit` and `requestsPerMinute` are null where nothing is bounded. A number that is used may be above its limit,
/// when the operator has lowered that.
package struct Allowance: Hashable, Sendable {
    package let bytes: Use
    package let objects: Use
    package let uploads: Use
    package let requestsPerMinute: Int64?
    /// The largest payload for which the disk has room now.
    package let roomInBytes: Int64
    /// The organisation's share of the mailboxes that were asked about, in that order.
    package let shares: [Share]

    /// One number and its bound.
    package struct Use: Hashable, Sendable {
        package let used: Int64
        package let limit: Int64?

        package init(used: Int64, limit: Int64?) {
            (self.used, self.limit) = (used, limit)
        }

        /// What may be added; never negative.
        package var left: Int64 {
            guard let limit else { return .max }
            let (left, overflow) = limit.subtractingReportingOverflow(used)
            return overflow ? 0 : max(0, left)
        }
    }

    /// What of this organisation lies in one mailbox.
    package struct Share: Hashable, Sendable {
        package let mailbox: MailboxAddress
        package let bytes: Use
        package let objects: Use
        /// Whether the mailbox takes nothing new from this organisation.
        package let isBlocked: Bool

        package init(mailbox: MailboxAddress, bytes: Use, objects: Use, isBlocked: Bool) {
            (self.mailbox, self.bytes, self.objects) = (mailbox, bytes, objects)
            self.isBlocked = isBlocked
        }
    }

    package init(
        bytes: Use, objects: Use, uploads: Use, requestsPerMinute: Int64?, roomInBytes: Int64,
        shares: [Share]
    ) {
        (self.bytes, self.objects, self.uploads) = (bytes, objects, uploads)
        (self.requestsPerMinute, self.roomInBytes) = (requestsPerMinute, roomInBytes)
        self.shares = shares
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("bytes", bytes.json), JSONMember("objects", objects.json),
            JSONMember("uploads", uploads.json),
            JSONMember("requestsPerMinute", requestsPerMinute.map { .integer($0) } ?? .null),
            JSONMember("roomBytes", .integer(roomInBytes)),
            JSONMember("mailboxes", .array(shares.map(\.json))),
        ]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            bytes = try Use(reader.object("bytes"))
            objects = try Use(reader.object("objects"))
            uploads = try Use(reader.object("uploads"))
            requestsPerMinute = try reader.nullableSize("requestsPerMinute")
            roomInBytes = try reader.size("roomBytes")
            var shares: [Share] = []
            for element in try reader.objects("mailboxes", limit: AllowanceQuery.mostMailboxes) {
                shares.append(try Share(element))
            }
            self.shares = shares
        } catch {
            throw .schema(error)
        }
    }
}

extension Allowance.Use {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("used", .integer(used)),
            JSONMember("limit", limit.map { .integer($0) } ?? .null),
        ])
    }

    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        self.init(used: try reader.size("used"), limit: try reader.nullableSize("limit"))
    }
}

extension Allowance.Share {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("mailbox", .string(mailbox.text)), JSONMember("bytes", bytes.json),
            JSONMember("objects", objects.json), JSONMember("blocked", .bool(isBlocked)),
        ])
    }

    fileprivate init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        self.init(
            mailbox: try reader.mailboxAddress("mailbox"),
            bytes: try Allowance.Use(reader.object("bytes")),
            objects: try Allowance.Use(reader.object("objects")),
            isBlocked: try reader.bool("blocked"))
    }
}

extension JSONObjectReader {
    fileprivate mutating func nullableSize(_ name: String) throws(JSONSchemaError) -> Int64? {
        try nullableValue(name) == nil ? nil : size(name)
    }
}
