import BrokerAPI
import Custody
import Primitives
import SystemPackage

/// One sealed case in the outbox: `outbox/ID/`.
///
/// ```
/// entry.json                what is below
/// figures.json              what statistics may know of it (`DeliveryFigures`)
/// bundle.plomba             the sealed file, until the broker has it (for `send PATH...`)
/// sender-copy.age           the proof of what was sealed, for this organisation only
/// transfer/                 Transfer.json ..., when a case of somebody else was passed on
/// deposit/                  statement.json, statement.json.sig, statement.entry with numbers
/// evidence/                 SubmissionAcceptance.json ..., MAILBOX/Acknowledgement.json ...
/// signed/                   MAILBOX/Withdrawal.json, if it was called back from here
/// byhand/                   MAILBOX/ConsignmentAcceptance.json ..., what came by hand of its recipients
/// disposal/, disposing.json when its copy was destroyed; then only entry.json is beside them
/// ```
struct OutboxEntry: Sendable {
    let consignment: ConsignmentID
    let mailboxes: [MailboxAddress]
    let sealedTime: Timestamp
    let deadline: Timestamp
    let payloadSize: UInt64
    /// Where FILE.plomba lies when it is not in the entry's folder.
    var file: String?
    /// Whether somebody asked to send it; `sync` sends what was asked for.
    var isWanted: Bool
    /// What the command was, so that the same command continues here; nil once it must not.
    var order: SHA256Digest?
    var upload: UploadID?
    /// When it was first put on a carrier: from then on somebody may have it whom no broker knows of.
    var carriedTime: Timestamp?

    private static let type = "urn:plomba:v1:OutboxEntry"
    private static let fileName = "entry.json"
    private static let maximumMailboxes = 64

    static func load(_ folder: FilePath) throws -> OutboxEntry {
        var state = try StateFile(folder.appending(fileName)).read()
        return try state.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            var entry = OutboxEntry(
                consignment: try reader.consignmentID("consignment"),
                mailboxes: try reader.strings("mailboxes", limit: maximumMailboxes)
                    .compactMap(MailboxAddress.init),
                sealedTime: try reader.timestamp("sealedTime"),
                deadline: try reader.timestamp("deadline"),
                payloadSize: UInt64(clamping: try reader.integer("payloadSize")),
                file: try reader.nullableString("file"),
                isWanted: try reader.bool("wanted"),
                order: try reader.nullableDigest("order"),
                upload: try reader.nullableParsed("upload", expected: "an upload") {
                    UploadID($0)
                })
            // Absent from what was never carried, and from what an older version sealed.
            if reader.optionalValue("carried") != nil {
                entry.carriedTime = try reader.timestamp("carried")
            }
            return entry
        }
    }

    func store(in folder: FilePath) throws {
        let carried = carriedTime.map { [JSONMember("carried", .string($0.text))] } ?? []
        try StateFile(folder.appending(Self.fileName)).write(
            [
                JSONMember("type", .string(Self.type)),
                JSONMember("version", .integer(1)),
                JSONMember("consignment", .string(consignment.text)),
                JSONMember("mailboxes", .array(mailboxes.map { .string($0.text) })),
                JSONMember("sealedTime", .string(sealedTime.text)),
                JSONMember("deadline", .string(deadline.text)),
                JSONMember("payloadSize", .integer(Int64(clamping: payloadSize))),
                JSONMember("file", file.map { .string($0) } ?? .null),
                JSONMember("wanted", .bool(isWanted)),
                JSONMember("order", order.map { .string($0.hex) } ?? .null),
                JSONMember("upload", upload.map { .string($0.text) } ?? .null),
            ] + carried)
    }
}
