import Custody
package import Primitives

/// The pieces of one payload.age, so that each can be checked by itself: `pieces.txt`.
///
/// ```
/// plomba/pieces/v1
/// 6fdaba7a2d1ce3a95b6aab66b0a9d8d84ab0c6a53e9d4d8f0f0e7ad8b8a4f5c1 9437184 4194304
/// 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
/// ...
/// ```
/// SHA-256 and size of the whole, the size of a piece, the SHA-256 of each piece in order. There is one
/// encoding: the size of a piece follows from that of the whole.
/// - SeeAlso: `Protocol/carrier.md`, section 5
package struct PieceList: Equatable, Sendable {
    package let payloadDigest: SHA256Digest
    package let payloadSize: UInt64
    package let digests: [SHA256Digest]
    package let pieceSize: UInt64

    private static let version = "plomba/pieces/v1"
    private static let signedName = "Pieces"

    /// The smallest power of two of 4 MiB or more that leaves at most 4,096 pieces; nil when there is none
    /// up to 1 GiB, and for no bytes at all.
    package static func pieceSize(of payloadSize: UInt64) -> UInt64? {
        guard payloadSize > 0 else { return nil }
        var size = CarrierLimits.smallestPiece
        while payloadSize.dividedRoundingUp(by: size) > UInt64(CarrierLimits.pieces) {
            guard size < CarrierLimits.largestPiece else { return nil }
            size *= 2
        }
        return size
    }

    /// - Parameter digests: of the pieces in order; one for each.
    /// - Throws: `payloadTooLarge`, `piecesMalformed`.
    package init(
        payloadDigest: SHA256Digest, payloadSize: UInt64, digests: [SHA256Digest]
    ) throws(ParcelError) {
        guard let pieceSize = Self.pieceSize(of: payloadSize) else { throw .payloadTooLarge }
        guard UInt64(digests.count) == payloadSize.dividedRoundingUp(by: pieceSize) else {
            throw .piecesMalformed
        }
        (self.payloadDigest, self.payloadSize) = (payloadDigest, payloadSize)
        (self.digests, self.pieceSize) = (digests, pieceSize)
    }

    /// - Throws: `piecesMalformed`, `payloadTooLarge`.
    package init(parsing bytes: [UInt8]) throws(ParcelError) {
        guard bytes.count <= CarrierLimits.pieceListSize, bytes.last == UInt8(ascii: "\n") else {
            throw .piecesMalformed
        }
        let lines = bytes.dropLast().split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.count > 2, lines[0].elementsEqual(Self.version.utf8) else {
            throw .piecesMalformed
        }
        let fields = lines[1].split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard fields.count == 3, let digest = Self.digest(fields[0]),
            let size = Self.number(fields[1]), let pieceSize = Self.number(fields[2])
        else { throw .piecesMalformed }
        var digests: [SHA256Digest] = []
        for line in lines.dropFirst(2) {
            guard let digest = Self.digest(line) else { throw .piecesMalformed }
            digests.append(digest)
        }
        try self.init(payloadDigest: digest, payloadSize: size, digests: digests)
        guard self.pieceSize == pieceSize else { throw .piecesMalformed }
    }

    package var bytes: [UInt8] {
        let head = "\(Self.version)\n\(payloadDigest.hex) \(payloadSize) \(pieceSize)\n"
        return Array((head + digests.map { $0.hex + "\n" }.joined()).utf8)
    }

    package var count: Int { digests.count }

    /// The bytes of payload.age that are piece `number`, from 1 on.
    ///
    /// - Precondition: there is such a piece.
    package func range(of number: Int) -> Range<UInt64> {
        precondition((1...count).contains(number))
        let start = UInt64(number - 1) * pieceSize
        return start..<min(start + pieceSize, payloadSize)
    }

    /// The signature of the device that signed the outer statement.
    package func signature(mode: Mode, by key: borrowing SigningKey) -> [UInt8] {
        SSHSignature.sign(bytes, namespace: mode.namespace(Self.signedName), with: key).armored
    }

    /// Reads a list that came with a deposit, and holds it against that.
    ///
    /// - Throws: `piecesMalformed`, `piecesSignature`, `piecesOfAnother`.
    package init(
        _ bytes: [UInt8], signature: [UInt8], of deposit: VerifiedDeposit
    ) throws(ParcelError) {
        let statement = deposit.statement
        // Whatever is wrong with the armour: nobody's signature is under the list.
        guard let signed = try? SSHSignature(armored: signature),
            signed.verify(
                bytes, namespace: statement.mode.namespace(Self.signedName),
                by: statement.signer)
        else { throw .piecesSignature }
        try self.init(parsing: bytes)
        guard payloadDigest == deposit.content.payloadDigest,
            payloadSize == deposit.content.payloadSize
        else { throw .piecesOfAnother }
    }

    private static func digest(_ text: ArraySlice<UInt8>) -> SHA256Digest? {
        SHA256Digest(hex: String(decoding: text, as: UTF8.self))
    }

    private static func number(_ text: ArraySlice<UInt8>) -> UInt64? {
        guard let number = UInt64(String(decoding: text, as: UTF8.self)),
            text.elementsEqual(String(number).utf8)
        else { return nil }
        return number
    }
}

extension UInt64 {
    /// - Precondition: `divisor` is not 0.
    fileprivate func dividedRoundingUp(by divisor: UInt64) -> UInt64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest == 0 ? quotient : quotient + 1
    }
}
