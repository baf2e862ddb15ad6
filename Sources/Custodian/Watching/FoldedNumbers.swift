import Custody
import Primitives

/// Numbers of a mailbox that were held against the broker's signatures long ago, with all their deliveries
/// in one digest: what lies under them can neither be exchanged nor left out unseen, however many there are.
///
/// ```
/// chain: 32 zero bytes; for each number, ascending: SHA-256(chain || number, 8 bytes, big-endian || deposit)
/// ```
/// `deposit` is the SHA-256 of the delivery's outer statement.
struct FoldedNumbers: Equatable {
    /// Ranges of numbers; where there would be more, nothing further is folded.
    static let maximumRanges = 64

    private(set) var numbers = NumberSet()
    private var chain: SHA256Digest?

    init() {}

    init(_ element: inout JSONObjectReader) throws {
        for text in try element.strings("folded", limit: Self.maximumRanges) {
            guard let range = NumberSet.range(text) else {
                throw JSONSchemaError.invalid(
                    path: element.path(of: "folded"), expected: "numbers like 3 or 5-9")
            }
            numbers.insert(range)
        }
        if !isEmpty { chain = try element.digest("chain") }
    }

    var members: [JSONMember] {
        let folded = numbers.ranges.map { JSONValue.string(NumberSet.text($0)) }
        let chain = chain.map { [JSONMember("chain", .string($0.hex))] } ?? []
        return [JSONMember("folded", .array(folded))] + chain
    }

    var isEmpty: Bool { numbers.ranges.isEmpty }

    /// Takes one in that is larger than all.
    ///
    /// - Returns: false where it is not, or would leave too many gaps.
    mutating func append(_ number: Int64, _ deposit: SHA256Digest) -> Bool {
        guard number > numbers.largest ?? 0 else { return false }
        var more = numbers
        more.insert(number)
        guard more.ranges.count <= Self.maximumRanges else { return false }
        numbers = more
        let bytes = Self.bigEndian(number)
        chain = .of((chain?.bytes ?? [UInt8](repeating: 0, count: 32)) + bytes + deposit.bytes)
        return true
    }

    private static func bigEndian(_ number: Int64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    enum Agreement: Equatable {
        /// Every one of them is listed, with the delivery that was signed under it.
        case same
        /// All are listed, and one or more with another delivery.
        case exchanged
        /// Not all are listed.
        case incomplete
    }

    /// Holds a list against them; it ascends.
    func agreement(with list: [(number: Int64, deposit: SHA256Digest)]) -> Agreement {
        var shown = FoldedNumbers()
        for (number, deposit) in list where numbers.contains(number) {
            _ = shown.append(number, deposit)
        }
        guard shown.numbers == numbers else { return .incomplete }
        return shown.chain == chain ? .same : .exchanged
    }
}
