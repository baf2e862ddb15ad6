import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage

/// By which keys, for whom and from what a case was sealed: `outbox/ID/sealing.json`.
///
/// ```json
/// {"type": "urn:plomba:v1:SealingNote", "version": 1, "member": "SHA256:...", "device": "SHA256:...",
///  "readers": [{"mailbox": "intake@group484.rs", "organisation": "9c56...", "label": "intake-officer",
///               "recipient": "SHA256:..."}],
///  "order": {"paths": ["/home/x/photos"], "case": "/home/x/case.json", "deadline": null},
///  "content": "<SHA-256>", "resealed": null, "resealing": [], "taken": []}
/// ```
/// Keys may change before the case is sent, or before anybody has opened it: by this it shows, and it can be
/// sealed again with one command. `order` is null for a case of somebody else that was passed on; `content` is
/// that of the payload manifest and case.json, absent from what an older version sealed.
struct SealingNote: Equatable, Sendable {
    static let fileName = "sealing.json"
    private static let type = "urn:plomba:v1:SealingNote"
    private static let maximumReaders = 64 * RecordLimits.membersOfOneMailbox
    private static let maximumPaths = 4096
    private static let maximumMailboxes = 64

    /// Somebody to whom it was sealed.
    struct Reader: Equatable, Sendable {
        let mailbox: MailboxAddress
        let organisation: Fingerprint
        let label: RecordLabel
        let recipient: KeyID
    }

    /// What was sealed; the paths are absolute.
    struct Order: Equatable, Sendable {
        let paths: [String]
        let caseFile: String
        let deadline: Timestamp?

        init(paths: [String], caseFile: String, deadline: Timestamp?) {
            (self.paths, self.caseFile, self.deadline) = (paths, caseFile, deadline)
        }

        /// The same from wherever it is asked for again.
        init(_ order: SealOrder) throws {
            let folder = try SystemCall.currentFolder()
            func absolute(_ path: String) -> String {
                folder.pushing(FilePath(path)).lexicallyNormalized().string
            }
            self.init(
                paths: order.paths.map(absolute), caseFile: absolute(order.caseFile),
                deadline: order.deadline)
        }
    }

    let member: KeyID
    let device: KeyID
    let readers: [Reader]
    let order: Order?
    let content: SHA256Digest?
    /// The consignment that takes its place, on the disk before anything is called back.
    var resealed: ConsignmentID?
    /// In which mailboxes it does.
    var resealing: [MailboxAddress] = []
    /// In which mailboxes others had taken its place before.
    var taken: [MailboxAddress] = []

    init(member: KeyID, device: KeyID, readers: [Reader], order: Order?, content: SHA256Digest?) {
        (self.member, self.device) = (member, device)
        (self.readers, self.order, self.content) = (readers, order, content)
    }

    /// Nil for a case that was sealed by a version that kept no note.
    static func load(_ folder: FilePath) throws -> SealingNote? {
        guard var state = try StateFile(folder.appending(fileName)).readIfThere() else {
            return nil
        }
        return try state.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            var note = SealingNote(
                member: try reader.keyID("member"), device: try reader.keyID("device"),
                readers: try reader.objects("readers", limit: maximumReaders).map {
                    var reader = $0
                    return try Reader(&reader)
                },
                order: try reader.nullableObject("order").map {
                    var reader = $0
                    return try Order(&reader, limit: maximumPaths)
                },
                content: try reader.optionalValue("content").map { _ in
                    try reader.digest("content")
                })
            note.resealed = try reader.nullableParsed("resealed", expected: "a consignment") {
                ConsignmentID($0)
            }
            note.resealing = try reader.mailboxes("resealing", limit: maximumMailboxes)
            note.taken = try reader.mailboxes("taken", limit: maximumMailboxes)
            return note
        }
    }

    func store(in folder: FilePath) throws {
        let order = order.map { order in
            JSONValue.object([
                JSONMember("paths", .array(order.paths.map { .string($0) })),
                JSONMember("case", .string(order.caseFile)),
                JSONMember("deadline", order.deadline.map { .string($0.text) } ?? .null),
            ])
        }
        let known = content.map { [JSONMember("content", .string($0.hex))] } ?? []
        try StateFile(folder.appending(Self.fileName)).write(
            [
                JSONMember("type", .string(Self.type)),
                JSONMember("version", .integer(1)),
                JSONMember("member", .string(member.text)),
                JSONMember("device", .string(device.text)),
                JSONMember("readers", .array(readers.map(\.json))),
                JSONMember("order", order ?? .null),
                JSONMember("resealed", resealed.map { .string($0.text) } ?? .null),
                JSONMember("resealing", .array(resealing.map { .string($0.text) })),
                JSONMember("taken", .array(taken.map { .string($0.text) })),
            ] + known)
    }
}

extension JSONObjectReader {
    /// None from an older version.
    fileprivate mutating func mailboxes(
        _ name: String, limit: Int
    ) throws(JSONSchemaError) -> [MailboxAddress] {
        guard optionalValue(name) != nil else { return [] }
        var found: [MailboxAddress] = []
        for text in try strings(name, limit: limit) {
            guard let mailbox = MailboxAddress(text) else {
                throw .invalid(path: path(of: name), expected: "mailbox addresses")
            }
            found.append(mailbox)
        }
        return found
    }
}

extension SealingNote.Reader {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        mailbox = try reader.parsed("mailbox", expected: "a mailbox") { MailboxAddress($0) }
        organisation = try reader.fingerprint("organisation")
        label = try reader.parsed("label", expected: "a label") { RecordLabel($0) }
        recipient = try reader.keyID("recipient")
    }

    fileprivate var json: JSONValue {
        .object([
            JSONMember("mailbox", .string(mailbox.text)),
            JSONMember("organisation", .string(organisation.text)),
            JSONMember("label", .string(label.text)),
            JSONMember("recipient", .string(recipient.text)),
        ])
    }
}

extension SealingNote.Order {
    fileprivate init(
        _ reader: inout JSONObjectReader, limit: Int
    ) throws(JSONSchemaError) {
        self.init(
            paths: try reader.strings("paths", limit: limit),
            caseFile: try reader.string("case"),
            deadline: try reader.nullableParsed("deadline", expected: "a time") {
                Timestamp($0)
            })
    }
}
