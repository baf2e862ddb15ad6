import BrokerAPI
import Custody
import Primitives

/// The numbers that the broker has signed in each own mailbox, kept beyond what it shows.
///
/// ```json
/// {"type": "urn:plomba:v1:MailboxMemory", "version": 2, "mailboxes": [
///   {"address": "intake@group484.rs", "largest": 12, "floor": 11, "signed": [
///     {"number": 11, "deposit": "6fda..."}, {"number": 12, "deposit": "90b1..."}]}]}
/// ```
/// A home broker numbers what it puts into a mailbox from 1 without gaps, and keeps it. `signed` has
/// the newest of them; those below `floor` were held against signatures when they were new.
/// Version 1 had numbers that nobody had signed: they are looked at anew.
struct MailboxMemory {
    private static let type = "urn:plomba:v1:MailboxMemory"
    private static let maximumMailboxes = 1024
    /// Of all mailboxes together, so that the file stays below its limit.
    private static let maximumNumbers = 4096

    /// What is known of one mailbox.
    private struct Known {
        var largest: Int64 = 0
        /// The digest of each delivery's outer statement.
        var signed: [Int64: SHA256Digest] = [:]
        /// Below this number nothing is kept but that it was looked at.
        var floor: Int64 = 1

        mutating func note(_ deposit: SHA256Digest, as number: Int64) {
            signed[number] = deposit
            largest = max(largest, number)
        }
    }

    private let file: StateFile
    private var mailboxes: [MailboxAddress: Known] = [:]
    private var isChanged = false

    init(_ home: Home) throws {
        file = StateFile(home.mailboxesSeen)
        guard var state = try file.readIfThere() else { return }
        mailboxes = try state.wrapping { reader in
            try reader.constant("type", Self.type)
            guard try reader.integer("version", in: 1...2) == 2 else { return [:] }
            var found: [MailboxAddress: Known] = [:]
            for var element in try reader.objects("mailboxes", limit: Self.maximumMailboxes) {
                found[try element.mailboxAddress("address")] = try Self.known(&element)
            }
            return found
        }
    }

    private static func known(_ element: inout JSONObjectReader) throws -> Known {
        var known = Known(
            largest: try number("largest", in: &element, from: 0),
            floor: try number("floor", in: &element, from: 1))
        for var pair in try element.objects("signed", limit: maximumNumbers) {
            known.signed[try number("number", in: &pair, from: 1)] = try pair.digest("deposit")
        }
        return known
    }

    private static func number(
        _ name: String, in element: inout JSONObjectReader, from least: Int64
    ) throws -> Int64 {
        guard let number = DeliveryNumber(try element.integer(name)), number.value >= least else {
            throw JSONSchemaError.invalid(
                path: element.path(of: name), expected: "a number from \(least)")
        }
        return number.value
    }

    /// Whether this delivery was under this number when the signature was looked at.
    func has(_ deposit: SHA256Digest, as number: Int64, in mailbox: MailboxAddress) -> Bool {
        guard let known = mailboxes[mailbox] else { return false }
        return known.signed[number] == deposit || number < known.floor
    }

    /// Notes a number that the broker has signed.
    ///
    /// - Returns: false when it had signed the same number of another delivery, which stays noted.
    mutating func take(
        _ deposit: SHA256Digest, as number: Int64, in mailbox: MailboxAddress
    ) -> Bool {
        if let other = mailboxes[mailbox]?.signed[number] { return other == deposit }
        mailboxes[mailbox, default: Known()].note(deposit, as: number)
        isChanged = true
        return true
    }

    /// What is missing from a list that was read to its end.
    ///
    /// A number that is listed and was not held against a signature fills its place, and says
    /// nothing of how many there are.
    /// - Returns: ranges of numbers; also those from the end of the list to what was signed before.
    func missing(
        _ numbers: NumberWatch.Numbers, filled: [Int64], in mailbox: MailboxAddress
    ) -> [ClosedRange<Int64>] {
        let last = max(mailboxes[mailbox]?.largest ?? 0, numbers.signed.largest ?? 0)
        var seen = numbers.signed
        for range in numbers.unjudged.ranges where range.lowerBound <= last {
            seen.insert(range.lowerBound...min(range.upperBound, last))
        }
        for number in filled where number <= last { seen.insert(number) }
        let end = seen.largest ?? 0
        return seen.gaps + (end < last ? [end + 1...last] : [])
    }

    mutating func store() throws {
        guard isChanged else { return }
        forgetOldest()
        let list = mailboxes.sorted { $0.key.text < $1.key.text }.map { mailbox, known in
            JSONValue.object([
                JSONMember("address", .string(mailbox.text)),
                JSONMember("largest", .integer(known.largest)),
                JSONMember("floor", .integer(known.floor)),
                JSONMember(
                    "signed", .array(known.signed.sorted { $0.key < $1.key }.map(Self.json))),
            ])
        }
        try file.write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(2)),
            JSONMember("mailboxes", .array(list)),
        ])
        isChanged = false
    }

    private static func json(_ number: Int64, _ deposit: SHA256Digest) -> JSONValue {
        .object([
            JSONMember("number", .integer(number)), JSONMember("deposit", .string(deposit.hex)),
        ])
    }

    /// Keeps the newest of each mailbox, as many of each.
    private mutating func forgetOldest() {
        let share = Self.maximumNumbers / max(1, mailboxes.count)
        for (mailbox, known) in mailboxes where known.signed.count > share {
            var known = known
            let numbers = known.signed.keys.sorted()
            for number in numbers.dropLast(share) { known.signed[number] = nil }
            known.floor = numbers.dropLast(share).last.map { $0 + 1 } ?? known.floor
            mailboxes[mailbox] = known
        }
    }
}
