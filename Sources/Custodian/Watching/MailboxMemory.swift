import BrokerAPI
import Custody
import Primitives

/// How many deliveries each own mailbox has had, kept beyond what the broker shows.
///
/// ```json
/// {"type": "urn:plomba:v1:MailboxMemory", "version": 1, "mailboxes": [
///   {"address": "intake@group484.rs", "largest": 12}]}
/// ```
/// A home broker numbers what it puts into a mailbox from 1 without gaps, and keeps it.
struct MailboxMemory {
    private static let type = "urn:plomba:v1:MailboxMemory"
    private static let maximumMailboxes = 1024
    private let file: StateFile
    private var largest: [MailboxAddress: Int64] = [:]
    private var isChanged = false

    init(_ home: Home) throws {
        file = StateFile(home.mailboxesSeen)
        guard var state = try file.readIfThere() else { return }
        largest = try state.wrapping { reader in
            try reader.constant("type", Self.type)
            _ = try reader.integer("version", in: 1...1)
            var found: [MailboxAddress: Int64] = [:]
            for var element in try reader.objects("mailboxes", limit: Self.maximumMailboxes) {
                let mailbox = try element.mailboxAddress("address")
                found[mailbox] = max(0, try element.integer("largest"))
            }
            return found
        }
    }

    /// What is missing from a list that was read to its end, and remembers its largest number.
    ///
    /// - Returns: ranges of numbers; also those from the end of the list to what was seen before.
    mutating func missing(
        from numbers: [DeliveryNumber], in mailbox: MailboxAddress
    ) -> [ClosedRange<Int64>] {
        var seen = NumberSet()
        for number in numbers { seen.insert(number.value) }
        let known = largest[mailbox] ?? 0
        let last = seen.largest ?? 0
        if last > known {
            largest[mailbox] = last
            isChanged = true
        }
        return seen.gaps + (last < known ? [last + 1...known] : [])
    }

    mutating func store() throws {
        guard isChanged else { return }
        let list = largest.sorted { $0.key.text < $1.key.text }.map { mailbox, number in
            JSONValue.object([
                JSONMember("address", .string(mailbox.text)),
                JSONMember("largest", .integer(number)),
            ])
        }
        try file.write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(1)),
            JSONMember("mailboxes", .array(list)),
        ])
        isChanged = false
    }
}
