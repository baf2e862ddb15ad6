import BagIt
import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage

/// The pieces that are on a carrier after an export.
struct WrittenPieces {
    var here = NumberSet()
    /// How many were written just now; the others were there.
    var count = 0
}

/// Puts pieces of one content on a carrier. A piece that is there already, whole and right, is left alone: so the
/// same export goes on after a stick was full or pulled out.
struct PieceWriting {
    let list: PieceList
    let payload: SealedPayload
    let folder: CarrierFolder
    let consignment: ConsignmentID
    let notices: NoticeBoard

    private static let blockSize: Int64 = 1 << 20

    /// - Throws: ``CarrierError/full(_:here:missing:)``, `FileError`.
    func write(_ numbers: [Int]) throws -> WrittenPieces {
        var written = WrittenPieces()
        let total = numbers.reduce(UInt64(0)) { $0 + UInt64(list.range(of: $1).count) }
        var done: UInt64 = 0
        for (place, number) in numbers.enumerated() {
            do {
                if try !isThere(number) {
                    try write(number)
                    written.count += 1
                }
            } catch let error as BagIt.FileError where error.reason == .noSpace {
                throw CarrierError.full(
                    consignment, here: Self.text(written.here),
                    missing: Self.text(numbers[place...]))
            }
            written.here.insert(Int64(number))
            done += UInt64(list.range(of: number).count)
            notices.progress(Progress(.writing, done: done, total: total))
        }
        return written
    }

    private func isThere(_ number: Int) throws -> Bool {
        let range = list.range(of: number)
        guard let piece = try folder.piece(number), piece.size == UInt64(range.count) else {
            return false
        }
        return try piece.digest() == list.digests[number - 1]
    }

    private func write(_ number: Int) throws {
        let range = list.range(of: number)
        try folder.write(Parcel.pieceName(number), size: UInt64(range.count)) { write in
            var hasher = SHA256Hasher()
            var position = Int64(clamping: range.lowerBound)
            let end = Int64(clamping: range.upperBound)
            while position < end {
                let bytes = try payload.read(
                    at: position, count: min(Self.blockSize, end - position))
                guard !bytes.isEmpty else { throw BundleError.payloadSizeDiffers }
                hasher.update(bytes)
                try write(bytes.span)
                position += Int64(bytes.count)
            }
            // The sealed file changed since its digests were taken.
            guard hasher.finalize() == list.digests[number - 1] else {
                throw BundleError.payloadDigestDiffers
            }
        }
    }

    private static func text(_ numbers: some Sequence<Int>) -> String {
        var set = NumberSet()
        for number in numbers { set.insert(Int64(number)) }
        return text(set)
    }

    private static func text(_ numbers: NumberSet) -> String {
        numbers.ranges.map(NumberSet.text).joined(separator: ", ")
    }
}
