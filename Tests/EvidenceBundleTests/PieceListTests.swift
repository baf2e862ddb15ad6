import Foundation
import Primitives
import Testing

@testable import EvidenceBundle

@Suite struct `Lists of pieces` {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Protocol/vectors/pieces")

    private func files(_ kind: String) throws -> [(name: String, bytes: [UInt8])] {
        let place = Self.folder.appending(path: kind)
        return try FileManager.default.contentsOfDirectory(
            atPath: place.path(percentEncoded: false)
        )
        .sorted().map { name in
            (name, Array(try Data(contentsOf: place.appending(path: name))))
        }
    }

    @Test func `each valid vector is read, and written again as it was`() throws {
        let valid = try files("valid")
        #expect(valid.count == 14)
        for file in valid {
            let list = try PieceList(parsing: file.bytes)
            #expect(list.bytes == file.bytes, "\(file.name)")
            #expect(list.range(of: list.count).upperBound == list.payloadSize, "\(file.name)")
        }
    }

    @Test func `each invalid vector is refused`() throws {
        let invalid = try files("invalid")
        #expect(invalid.count == 14)
        for file in invalid {
            let isTooLarge = file.name == "no-bytes.txt" || file.name == "too-large.txt"
            #expect(throws: isTooLarge ? .payloadTooLarge : ParcelError.piecesMalformed) {
                _ = try PieceList(parsing: file.bytes)
            }
        }
    }

    @Test func `the size of a piece follows from that of the whole`() {
        #expect(PieceList.pieceSize(of: 0) == nil)
        #expect(PieceList.pieceSize(of: 1) == 4 << 20)
        #expect(PieceList.pieceSize(of: 16 << 30) == 4 << 20)
        #expect(PieceList.pieceSize(of: (16 << 30) + 1) == 8 << 20)
        #expect(PieceList.pieceSize(of: 4 << 40) == 1 << 30)
        #expect(PieceList.pieceSize(of: (4 << 40) + 1) == nil)
        #expect(PieceList.pieceSize(of: .max) == nil)
    }

    @Test func `names of parcels are read in either case, and nothing else is one`() {
        let name = "0123456789abcdef0123456789ABCDEF"
        #expect(Parcel.folderName(Array(name.utf8)) == name.lowercased())
        for other in [
            "", "0123", name + "0", String(name.dropLast()) + "g", "../" + name.dropFirst(3),
        ] {
            #expect(Parcel.folderName(Array(other.utf8)) == nil)
        }
        #expect(Parcel.pieceName(7) == "0007" && Parcel.pieceName(4096) == "4096")
    }
}
