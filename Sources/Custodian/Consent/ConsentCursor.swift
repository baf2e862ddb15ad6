import BrokerAPI
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog

/// How far the list of a mailbox was read, of which broker, and what stood at that place.
struct ConsentCursor: Equatable, Sendable {
    /// SHA-256 of the key of the broker's log, which is its identity.
    let broker: SHA256Digest
    let place: DeliveryNumber
    /// SHA-256 of the statement at that place.
    let statement: SHA256Digest

    static func identity(of log: VerifierKey) -> SHA256Digest { .of(Array(log.text.utf8)) }

    /// Whether this is the place before `other`.
    func isBefore(_ other: DeliveryNumber) -> Bool {
        other.value > 0 && other.value - 1 == place.value
    }
}

/// The cursors of all own mailboxes: `consent/seen.json`.
///
/// ```json
/// {"type": "urn:plomba:v1:ConsentSeen", "version": 2, "mailboxes":
///   [{"address": "intake@group484.rs", "broker": "<SHA-256>", "place": 4, "statement": "<SHA-256>"}]}
/// ```
/// One of version 1, which did not say of which broker it is, counts as none: everything is read again.
struct ConsentCursors {
    private static let type = "urn:plomba:v1:ConsentSeen"
    private static let version: Int64 = 2
    private static let maximumMailboxes = 1024
    private let folder: FilePath
    private var known: [MailboxAddress: ConsentCursor] = [:]

    init(_ home: Home) throws {
        folder = home.consent
        guard var state = try StateFile(file).readIfThere() else { return }
        known = try state.wrapping { reader in
            try reader.constant("type", Self.type)
            guard try reader.integer("version", in: 1...Int(Self.version)) == Self.version else {
                return [:]
            }
            var found: [MailboxAddress: ConsentCursor] = [:]
            for var element in try reader.objects("mailboxes", limit: Self.maximumMailboxes) {
                let address = try element.mailboxAddress("address")
                let broker = try element.digest("broker")
                let statement = try element.digest("statement")
                guard let place = DeliveryNumber(try element.integer("place")) else { continue }
                found[address] = ConsentCursor(
                    broker: broker, place: place, statement: statement)
            }
            return found
        }
    }

    private var file: FilePath { folder.appending("seen.json") }

    subscript(mailbox: MailboxAddress) -> ConsentCursor? { known[mailbox] }

    mutating func store(_ cursor: ConsentCursor, of mailbox: MailboxAddress) throws {
        known[mailbox] = cursor
        try PrivateFolder.makeAll(folder)
        try StateFile(file).write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(Self.version)),
            JSONMember(
                "mailboxes",
                .array(
                    known.sorted { $0.key.text < $1.key.text }.map { mailbox, cursor in
                        .object([
                            JSONMember("address", .string(mailbox.text)),
                            JSONMember("broker", .string(cursor.broker.hex)),
                            JSONMember("place", .integer(cursor.place.value)),
                            JSONMember("statement", .string(cursor.statement.hex)),
                        ])
                    })),
        ])
    }
}
