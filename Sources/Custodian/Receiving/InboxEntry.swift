import BrokerAPI
import Custody
import Primitives
import SystemPackage

/// One delivery that somebody here has dealt with: `inbox/CONSIGNMENT-MAILBOX-SENDER/`.
///
/// ```
/// entry.json       what is below
/// delivery/        statement.json and, from the broker, SubmissionAcceptance.json
/// evidence/        what was signed here about it: Acknowledgement.json ...
/// recorded/        what the broker recorded about it: ContentConsignment.json, Withdrawal.json ...
/// byhand/          what came by hand about it and is no part of recorded/: Withdrawal.json
/// preview.age      until it is declined
/// figures.json     what statistics may know of it (`DeliveryFigures`), once it was opened
/// payload.age      while it is fetched and opened: its first bytes, so far
/// pieces.txt, pieces.txt.sig, pieces/NNNN  what came by hand of it (`ArrivedPieces`)
/// disposal/, disposing.json  when its copy was destroyed; then only entry.json is beside them
/// ```
struct InboxEntry: Sendable {
    let consignment: ConsignmentID
    let mailbox: MailboxAddress
    let sender: OrganisationReference
    /// Its number at the broker; nil while it has only come by hand.
    var number: DeliveryNumber?
    /// What was signed here, in order.
    var signed: [Event] = []
    /// How many of them the broker has recorded.
    var recorded = 0
    /// The broker answered that the delivery had already ended otherwise.
    var isTooLate = false
    var opened: Opened?

    /// The folder into which a verified case was opened.
    struct Opened: Sendable {
        let folder: String
        let sealedCommitment: SHA256Digest
    }

    private static let type = "urn:plomba:v1:InboxEntry"
    private static let fileName = "entry.json"
    private static let maximumStatements = 16

    /// `CONSIGNMENT-MAILBOX-SENDER`: two senders may choose the same identifier.
    var key: String {
        consignment.text + "-" + mailbox.local + "-" + sender.fingerprint.text.prefix(16)
    }

    var lane: Lane {
        Lane(sender: sender.fingerprint, consignment: consignment, mailbox: mailbox)
    }

    /// - Throws: ``InboxError/notAtBroker(_:)``.
    func numberAtBroker() throws(InboxError) -> DeliveryNumber {
        guard let number else { throw .notAtBroker(consignment) }
        return number
    }

    /// The decision, when there is one.
    var decision: Event? { signed.first { $0.isTerminal } }

    static func load(_ folder: FilePath) throws -> InboxEntry {
        var state = try StateFile(folder.appending(fileName)).read()
        return try state.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            var sender = try reader.object("sender")
            var entry = InboxEntry(
                consignment: try reader.consignmentID("consignment"),
                mailbox: try reader.mailboxAddress("mailbox"),
                sender: OrganisationReference(
                    name: try sender.organisationName("name"),
                    fingerprint: try sender.fingerprint("fingerprint")),
                number: try reader.number("number"))
            entry.signed = try reader.strings("signed", limit: maximumStatements)
                .compactMap(Event.init(rawValue:))
            entry.recorded = try reader.integer("recorded", in: 0...entry.signed.count)
            entry.isTooLate = try reader.bool("tooLate")
            if var opened = try reader.nullableObject("opened") {
                entry.opened = Opened(
                    folder: try opened.string("folder"),
                    sealedCommitment: try opened.digest("sealedCommitment"))
            }
            return entry
        }
    }

    func store(in folder: FilePath) throws {
        let opened = opened.map { opened in
            JSONValue.object([
                JSONMember("folder", .string(opened.folder)),
                JSONMember("sealedCommitment", .string(opened.sealedCommitment.hex)),
            ])
        }
        try StateFile(folder.appending(Self.fileName)).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("consignment", .string(consignment.text)),
            JSONMember("mailbox", .string(mailbox.text)),
            JSONMember("number", number.map { .integer($0.value) } ?? .null),
            JSONMember(
                "sender",
                .object([
                    JSONMember("name", .string(sender.name.text)),
                    JSONMember("fingerprint", .string(sender.fingerprint.text)),
                ])),
            JSONMember("signed", .array(signed.map { .string($0.rawValue) })),
            JSONMember("recorded", .integer(Int64(recorded))),
            JSONMember("tooLate", .bool(isTooLate)),
            JSONMember("opened", opened ?? .null),
        ])
    }
}

extension JSONObjectReader {
    fileprivate mutating func number(_ name: String) throws(JSONSchemaError) -> DeliveryNumber? {
        guard case .integer(let value)? = try nullableValue(name) else { return nil }
        guard let number = DeliveryNumber(value) else {
            throw .invalid(path: path(of: name), expected: "the number of a delivery")
        }
        return number
    }
}
