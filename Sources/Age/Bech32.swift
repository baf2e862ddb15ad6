import Primitives

/// Bech32 of BIP 173 without its length limit, as age writes recipients and identities.
///
/// Works on bytes, not on `String`, because identities are secrets: what is read or made here is
/// erased by the caller, and the five-bit groups by this type.
enum Bech32 {
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    private static let generator: [UInt32] = [
        0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3,
    ]
    private static let checksumSize = 6

    /// Writes lower case; the prefix must be lower case too.
    static func encode(prefix: [UInt8], bytes: Span<UInt8>) -> [UInt8] {
        var groups = fiveBitGroups(of: bytes)
        defer { SecretBytes.erase(&groups) }
        var checksum = Checksum()
        checksum.add(prefix: prefix)
        for group in groups { checksum.add(group) }
        for _ in 0..<checksumSize { checksum.add(0) }
        let value = checksum.value ^ 1
        for index in 0..<checksumSize {
            groups.append(UInt8(truncatingIfNeeded: value >> UInt32(5 * (5 - index))) & 31)
        }
        var text = prefix
        text.reserveCapacity(prefix.count + 1 + groups.count)
        text.append(UInt8(ascii: "1"))
        for group in groups { text.append(alphabet[Int(group)]) }
        return text
    }

    /// Reads `text`, which must have exactly the lower-case prefix given and no capital letters.
    ///
    /// - Returns: nil for anything else, a wrong checksum and set padding bits included.
    static func decode(_ text: Span<UInt8>, prefix: [UInt8]) -> [UInt8]? {
        let dataStart = prefix.count + 1
        guard text.count >= dataStart + checksumSize else { return nil }
        for index in 0..<prefix.count where text[index] != prefix[index] { return nil }
        guard text[prefix.count] == UInt8(ascii: "1") else { return nil }

        var checksum = Checksum()
        checksum.add(prefix: prefix)
        var groups: [UInt8] = []
        groups.reserveCapacity(text.count - dataStart)
        defer { SecretBytes.erase(&groups) }
        for index in dataStart..<text.count {
            guard let group = alphabet.firstIndex(of: text[index]) else { return nil }
            checksum.add(UInt8(group))
            groups.append(UInt8(group))
        }
        guard checksum.value == 1 else { return nil }
        return bytes(of: groups[..<(groups.count - checksumSize)])
    }

    private static func fiveBitGroups(of bytes: Span<UInt8>) -> [UInt8] {
        var groups: [UInt8] = []
        groups.reserveCapacity(bytes.count * 8 / 5 + 1 + checksumSize)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for index in 0..<bytes.count {
            pending = (pending << 8 | UInt32(bytes[index])) & 0xFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                groups.append(UInt8(truncatingIfNeeded: pending >> bits) & 31)
            }
        }
        if bits > 0 { groups.append(UInt8(truncatingIfNeeded: pending << (5 - bits)) & 31) }
        return groups
    }

    private static func bytes(of groups: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(groups.count * 5 / 8)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for group in groups {
            pending = (pending << 5 | UInt32(group)) & 0xFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        let padding = pending & ((1 << bits) - 1)
        guard bits < 5, padding == 0 else {
            SecretBytes.erase(&bytes)
            return nil
        }
        return bytes
    }

    private struct Checksum {
        private(set) var value: UInt32 = 1

        mutating func add(_ group: UInt8) {
            let top = value >> 25
            value = (value & 0x1ff_ffff) << 5 ^ UInt32(group)
            for (bit, term) in generator.enumerated() where (top >> UInt32(bit)) & 1 == 1 {
                value ^= term
            }
        }

        mutating func add(prefix: [UInt8]) {
            for byte in prefix { add(byte >> 5) }
            add(0)
            for byte in prefix { add(byte & 31) }
        }
    }
}
