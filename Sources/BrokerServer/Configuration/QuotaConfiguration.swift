package import Broker
import Primitives

/// How much one organisation and one mailbox may have, and what is left free for the broker's own records.
package struct QuotaConfiguration: Sendable, Equatable {
    package var quotas = Quotas()
    /// Free bytes of the volume below which nothing new is begun: database and log go on with them.
    package var reserveBytes: Int64 = 256 << 20

    package init() {}
}

/// The part of the file; closed like the rest.
extension QuotaConfiguration {
    private static let mostBytes = 1 << 50
    private static let mostObjects = 1 << 40
    private static let mostRequests = 1 << 30
    private static let mostUploads = 1 << 16

    init(_ reader: JSONObjectReader) throws(JSONSchemaError) {
        var reader = reader
        self.init()
        quotas.organisation = try Self.organisation(reader.object("organisation"))
        quotas.mailbox = try Self.mailbox(reader.object("mailbox"))
        reserveBytes = Int64(try reader.integer("reserveBytes", in: 1 << 20...Self.mostBytes))
        try reader.finish(allowUnknown: false)
    }

    private static func organisation(
        _ reader: JSONObjectReader
    ) throws(JSONSchemaError) -> Quotas.Organisation {
        var reader = reader
        var limits = Quotas.Organisation()
        limits.bytes = Int64(try reader.integer("bytes", in: 1...mostBytes))
        limits.objects = Int64(try reader.integer("objects", in: 1...mostObjects))
        limits.uploads = Int64(try reader.integer("uploads", in: 1...mostUploads))
        limits.requestsPerMinute = Int64(
            try reader.integer("requestsPerMinute", in: 60...mostRequests))
        try reader.finish(allowUnknown: false)
        return limits
    }

    private static func mailbox(
        _ reader: JSONObjectReader
    ) throws(JSONSchemaError) -> Quotas.Mailbox {
        var reader = reader
        var limits = Quotas.Mailbox()
        limits.bytes = Int64(try reader.integer("bytes", in: 1...mostBytes))
        limits.objects = Int64(try reader.integer("objects", in: 1...mostObjects))
        limits.bytesPerSender = Int64(try reader.integer("bytesPerSender", in: 1...mostBytes))
        limits.objectsPerSender = Int64(
            try reader.integer("objectsPerSender", in: 1...mostObjects))
        limits.requestsPerMinute = Int64(
            try reader.integer("requestsPerMinute", in: 60...mostRequests))
        try reader.finish(allowUnknown: false)
        return limits
    }

    var json: JSONValue {
        let (organisation, mailbox) = (quotas.organisation, quotas.mailbox)
        return .object([
            JSONMember(
                "organisation",
                .object([
                    JSONMember("bytes", .integer(organisation.bytes)),
                    JSONMember("objects", .integer(organisation.objects)),
                    JSONMember("uploads", .integer(organisation.uploads)),
                    JSONMember("requestsPerMinute", .integer(organisation.requestsPerMinute)),
                ])),
            JSONMember(
                "mailbox",
                .object([
                    JSONMember("bytes", .integer(mailbox.bytes)),
                    JSONMember("objects", .integer(mailbox.objects)),
                    JSONMember("bytesPerSender", .integer(mailbox.bytesPerSender)),
                    JSONMember("objectsPerSender", .integer(mailbox.objectsPerSender)),
                    JSONMember("requestsPerMinute", .integer(mailbox.requestsPerMinute)),
                ])),
            JSONMember("reserveBytes", .integer(reserveBytes)),
        ])
    }
}
