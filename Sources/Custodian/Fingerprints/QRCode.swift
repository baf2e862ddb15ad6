package import Primitives

/// The sixty digits of a fingerprint as a QR code (ISO/IEC 18004:2015): version 2, level M, numeric mode.
///
/// ```
/// 25 modules on a side; 28 codewords of data, 16 of error correction, one block
/// 0001  0000111100  twenty groups of three digits, ten bits each  0000, then zeros to the byte
/// ```
/// One size, one mode, one block: whatever a telephone shows after scanning are exactly the digits.
package struct QRCode: Sendable, Equatable {
    package static let size = 25
    static let digits = 60
    private static let dataCodewords = 28

    /// Row by row; true is dark.
    package let modules: [[Bool]]

    package init(_ digits: FingerprintDigits) {
        let data = Self.data(digits.text.utf8.filter { $0 != UInt8(ascii: " ") }.map { $0 - 48 })
        let codewords = data + ReedSolomon.correction(of: data)
        var bits: [Bool] = []
        for byte in codewords {
            for place in (0..<8).reversed() { bits.append(byte >> UInt8(place) & 1 == 1) }
        }
        let stream = bits
        let candidates = (0..<8).map { mask in
            QRCanvas(stream, mask: mask, size: Self.size).modules
        }
        // The standard's rules: the mask whose picture is least like the patterns that readers look for.
        modules = candidates.min { QRPenalty.of($0) < QRPenalty.of($1) } ?? candidates[0]
    }

    private static func data(_ digits: [UInt8]) -> [UInt8] {
        var bits: [Bool] = []
        func add(_ value: Int, _ count: Int) {
            bits += (0..<count).map { value >> (count - 1 - $0) & 1 == 1 }
        }
        add(0b0001, 4)
        add(digits.count, 10)
        for start in stride(from: 0, to: digits.count, by: 3) {
            let group = digits[start..<min(start + 3, digits.count)]
            add(group.reduce(0) { $0 * 10 + Int($1) }, group.count * 3 + 1)
        }
        add(0, 4)
        while bits.count % 8 != 0 { bits.append(false) }
        var bytes = stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        for pad in 0..<max(0, dataCodewords - bytes.count) {
            bytes.append(pad % 2 == 0 ? 0xEC : 0x11)
        }
        return bytes
    }
}

/// The error correction of the code: sixteen codewords over GF(256) with 0x11D.
private enum ReedSolomon {
    private static let count = 16

    static func correction(of data: [UInt8]) -> [UInt8] {
        let generator = generator
        var rest = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ rest[0]
            rest = Array(rest.dropFirst()) + [0]
            for index in 0..<count { rest[index] ^= product(generator[index], factor) }
        }
        return rest
    }

    /// (x - 1)(x - 2)(x - 4)..., without its leading one.
    private static var generator: [UInt8] {
        var polynomial = [UInt8](repeating: 0, count: count - 1) + [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            for index in 0..<count {
                polynomial[index] = product(polynomial[index], root)
                if index + 1 < count { polynomial[index] ^= polynomial[index + 1] }
            }
            root = product(root, 2)
        }
        return polynomial
    }

    private static func product(_ one: UInt8, _ other: UInt8) -> UInt8 {
        var (sum, factor) = (UInt8(0), one)
        for bit in 0..<8 {
            if other >> bit & 1 == 1 { sum ^= factor }
            factor = factor << 1 ^ (factor & 0x80 == 0 ? 0 : 0x1D)
        }
        return sum
    }
}
