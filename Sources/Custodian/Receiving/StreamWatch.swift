import BrokerAPI
import Custody
import Primitives
import SystemPackage

/// The stream numbers that came to the mailboxes of this home, kept beyond what the broker keeps.
///
/// ```json
/// {"type": "urn:plomba:v1:StreamWatch", "version": 1, "streams": [
///   {"sender": "9c56...", "device": "SHA256:...", "mailbox": "intake@group484.rs",
///    "delivered": ["1-3", "5"], "skipped": ["4"]}],
///  "mailboxes": [{"address": "intake@group484.rs", "after": 1}]}
/// ```
/// `after` is the last given-up number of a mailbox, in the broker's list, that was looked at.
/// Only deliveries of confirmed partners are counted: a stranger could name any number.
struct StreamWatch {
    private static let type = "urn:plomba:v1:StreamWatch"
    static let maximumStreams = 512
    private static let maximumRanges = 32
    private static let maximumMailboxes = 1024
    private let file: StateFile
    private(set) var records: [StreamRecord.Stream: StreamRecord] = [:]
    private var cursors: [MailboxAddress: DeliveryNumber] = [:]
    private var isChanged = false
    /// Streams that were to be noted and are one too many: nothing is known of their gaps.
    private(set) var leftOut: Set<StreamRecord.Stream> = []

    init(_ home: Home) throws {
        file = StateFile(home.streamsSeen)
        guard var state = try file.readIfThere() else { return }
        let known = try state.wrapping { reader in
            try reader.constant("type", Self.type)
            _ = try reader.integer("version", in: 1...1)
            return (
                try reader.objects("streams", limit: Self.maximumStreams).map(Self.record),
                try reader.objects("mailboxes", limit: Self.maximumMailboxes).map(Self.cursor)
            )
        }
        for record in known.0 { records[record.stream] = record }
        for (mailbox, place) in known.1 { cursors[mailbox] = place }
    }

    private static func record(_ element: JSONObjectReader) throws -> StreamRecord {
        var element = element
        let stream = StreamRecord.Stream(
            sender: try element.fingerprint("sender"), device: try element.keyID("device"),
            mailbox: try element.mailboxAddress("mailbox"))
        return StreamRecord(
            stream, delivered: try numbers("delivered", in: &element),
            skipped: try numbers("skipped", in: &element))
    }

    private static func cursor(
        _ element: JSONObjectReader
    ) throws -> (MailboxAddress, DeliveryNumber) {
        var element = element
        let mailbox = try element.mailboxAddress("address")
        guard let place = DeliveryNumber(try element.integer("after")) else {
            throw JSONSchemaError.invalid(
                path: element.path(of: "after"), expected: "a number from 0")
        }
        return (mailbox, place)
    }

    /// How far the broker's list of given-up numbers of a mailbox was looked at.
    subscript(cursor mailbox: MailboxAddress) -> DeliveryNumber {
        get { cursors[mailbox] ?? .start }
        set {
            guard newValue != cursors[mailbox] else { return }
            cursors[mailbox] = newValue
            isChanged = true
        }
    }

    private static func numbers(
        _ name: String, in element: inout JSONObjectReader
    ) throws -> NumberSet {
        var numbers = NumberSet()
        for text in try element.strings(name, limit: maximumRanges) {
            guard let range = NumberSet.range(text) else {
                throw JSONSchemaError.invalid(
                    path: element.path(of: name), expected: "numbers like 3 or 5-9")
            }
            numbers.insert(range)
        }
        return numbers
    }

    /// Notes a change of one stream's record; `store` puts it on the disk.
    mutating func note(
        _ stream: StreamRecord.Stream, _ change: (inout StreamRecord) -> Void
    ) {
        var record = records[stream] ?? StreamRecord(stream)
        change(&record)
        guard record != records[stream] else { return }
        // A stream too many is not watched rather than one that is; whoever noted it is told.
        guard records[stream] != nil || records.count < Self.maximumStreams else {
            leftOut.insert(stream)
            return
        }
        records[stream] = record
        isChanged = true
    }

    mutating func store() throws {
        guard isChanged else { return }
        let list = records.values.sorted { $0.stream.text < $1.stream.text }.map { record in
            JSONValue.object([
                JSONMember("sender", .string(record.stream.sender.text)),
                JSONMember("device", .string(record.stream.device.text)),
                JSONMember("mailbox", .string(record.stream.mailbox.text)),
                JSONMember("delivered", Self.json(record.delivered)),
                JSONMember("skipped", Self.json(record.skipped)),
            ])
        }
        let places = cursors.sorted { $0.key.text < $1.key.text }.map { mailbox, place in
            JSONValue.object([
                JSONMember("address", .string(mailbox.text)),
                JSONMember("after", .integer(place.value)),
            ])
        }
        try file.write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(1)),
            JSONMember("streams", .array(list)), JSONMember("mailboxes", .array(places)),
        ])
        isChanged = false
    }

    private static func json(_ numbers: NumberSet) -> JSONValue {
        var numbers = numbers
        numbers.closeOldestGaps(keeping: maximumRanges)
        return .array(numbers.ranges.map { .string(NumberSet.text($0)) })
    }
}

extension StreamRecord.Stream {
    /// For an order that is always the same.
    fileprivate var text: String { sender.text + device.text + mailbox.text }
}
