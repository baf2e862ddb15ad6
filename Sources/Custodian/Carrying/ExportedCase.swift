import Custody
package import Primitives

/// What was put on a carrier about one consignment.
package struct ExportedCase: Sendable {
    package enum Side: String, Sendable {
        /// Sealed here: its content goes to the recipients.
        case sent
        /// It came here: what was signed about it goes back to its sender.
        case received
    }

    package let consignment: ConsignmentID
    package let side: Side
    /// The folder below the one that was named.
    package let folder: String
    /// Who can read it.
    package let readers: [OrganisationName]
    /// How many pieces the content has; 0 where it is not handed over.
    package let pieces: Int
    /// The pieces that are on the carrier now, as `1-4`.
    package let onCarrier: [String]
    /// How many of them were written just now.
    package let written: Int
    /// What was signed about it and goes along: `ConsignmentAcceptance`.
    package let words: [String]
    /// Whether a broker's receipt goes along; without one nothing shows when it was handed over.
    package let hasReceipt: Bool
}

/// Which pieces of a case to put on a carrier.
package struct PieceChoice: Sendable, Equatable {
    package let ranges: [ClosedRange<Int64>]

    /// `4`, `7-9`, `4, 7-9`; nil for what is no list of numbers from 1 on.
    package init?(_ text: String) {
        var ranges: [ClosedRange<Int64>] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let word = part.drop { $0 == " " }
            guard let range = NumberSet.range(String(word)) else { return nil }
            ranges.append(range)
        }
        self.ranges = ranges
    }

    /// - Throws: ``CarrierError/noSuchPiece(_:pieces:)``.
    func numbers(of count: Int, in consignment: ConsignmentID) throws(CarrierError) -> [Int] {
        var numbers: [Int] = []
        for range in ranges {
            guard range.upperBound <= Int64(count) else {
                throw .noSuchPiece(consignment, pieces: count)
            }
            numbers += range.map { Int($0) }
        }
        return Set(numbers).sorted()
    }
}
