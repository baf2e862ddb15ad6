import BrokerAPI
import Custody
import Primitives

/// The numbers that the broker has signed in each own mailbox, kept beyond what it shows.
///
/// ```json
/// {"type": "urn:plomba:v1:MailboxMemory", "version": 3, "shown": true, "mailboxes": [
///   {"address": "intake@group484.rs", "largest": 12, "folded": ["1-10"], "chain": "03ac...", "signed": [
///     {"number": 11, "deposit": "6fda..."}, {"number": 12, "deposit": "90b1..."}]}]}
/// ```
/// A home broker numbers what it puts into a mailbox from 1 without gaps, and keeps it. `signed` has
/// the newest of them, each with its delivery; the older ones are in ``FoldedNumbers``. A number that is
/// in neither was never held against a signature, however small it is. `shown`: the broker has shown
/// such signatures. Version 2 did not know which of the oldest had been looked at, and version 1 had
/// numbers that nobody had signed: those are looked at anew.
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
        var folded = FoldedNumbers()

        mutating func note(_ deposit: SHA256Digest, as number: Int64) {
            signed[number] = deposit
            largest = max(largest, number)
        }

        /// Keeps the newest as they are, as many as `share`.
        ///
        /// One that cannot be folded, because it was looked at late or would leave too many gaps,
        /// stays while there is room and is looked at again later where there is none.
        mutating func fold(keeping share: Int) {
            for number in signed.keys.sorted() where signed.count > share {
                guard let deposit = signed[number], folded.append(number, deposit) else { continue }
                signed[number] = nil
            }
            for number in signed.keys.sorted().dropFirst(share) { signed[number] = nil }
        }
    }

    private let file: StateFile
    private var mailboxes: [MailboxAddress: Known] = [:]
    private var isShown = false
    private var isChanged = false

    init(_ home: Home) throws {
        file = StateFile(home.mailboxesSeen)
        guard var state = try file.readIfThere() else { return }
        (isShown, mailboxes) = try state.wrapping { reader in
            try reader.constant("type", Self.type)
            let version = Int(try reader.integer("version", in: 1...3))
            guard version > 1 else { return (false, [:]) }
            let isShown = try version == 2 || reader.bool("shown")
            var found: [MailboxAddress: Known] = [:]
            for var element in try reader.objects("mailboxes", limit: Self.maximumMailboxes) {
                let address = try element.mailboxAddress("address")
                found[address] = try Self.known(&element, version)
            }
            return (isShown, found)
        }
    }

    private static func known(
        _ element: inout JSONObjectReader, _ version: Int
    ) throws -> Known {
        var known = Known(largest: try number("largest", in: &element, from: 0))
        if version == 2 {
            _ = try number("floor", in: &element, from: 1)
        } else {
            known.folded = try FoldedNumbers(&element)
        }
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

    /// Whether the broker was ever seen to show its signature under a number.
    var hasSignatures: Bool {
        isShown || mailboxes.values.contains { !$0.signed.isEmpty || !$0.folded.isEmpty }
    }

    mutating func noteShown() {
        guard !isShown else { return }
        isShown = true
        isChanged = true
    }

    /// Whether this delivery was under this number when the signature was looked at.
    func has(_ deposit: SHA256Digest, as number: Int64, in mailbox: MailboxAddress) -> Bool {
        mailboxes[mailbox]?.signed[number] == deposit
    }

    /// The older numbers of a mailbox, which only a whole list can be held against.
    func folded(in mailbox: MailboxAddress) -> FoldedNumbers {
        mailboxes[mailbox]?.folded ?? FoldedNumbers()
    }

    /// Notes a number that the broker has signed.
    ///
    /// - Returns: false when it had signed the same number of another delivery, which stays noted.
    mutating func take(
        _ deposit: SHA256Digest, as number: Int64, in mailbox: MailboxAddress
    ) -> Bool {
        if let other = mailboxes[mailbox]?.signed[number] { return other == deposit }
        // Under which of them it was looked at first is not known any more: it changes nothing.
        if folded(in: mailbox).numbers.contains(number) { return true }
        mailboxes[mailbox, default: Known()].note(deposit, as: number)
        (isShown, isChanged) = (true, true)
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
        let share = Self.maximumNumbers / max(1, mailboxes.count)
        for mailbox in mailboxes.keys { mailboxes[mailbox]?.fold(keeping: share) }
        let list = mailboxes.sorted { $0.key.text < $1.key.text }.map { mailbox, known in
            JSONValue.object(
                [
                    JSONMember("address", .string(mailbox.text)),
                    JSONMember("largest", .integer(known.largest)),
                ] + known.folded.members + [
                    JSONMember(
                        "signed", .array(known.signed.sorted { $0.key < $1.key }.map(Self.json)))
                ])
        }
        try file.write([
            JSONMember("type", .string(Self.type)), JSONMember("version", .integer(3)),
            JSONMember("shown", .bool(isShown)), JSONMember("mailboxes", .array(list)),
        ])
        isChanged = false
    }

    private static func json(_ number: Int64, _ deposit: SHA256Digest) -> JSONValue {
        .object([
            JSONMember("number", .integer(number)), JSONMember("deposit", .string(deposit.hex)),
        ])
    }
}
