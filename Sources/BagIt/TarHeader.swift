/// The exact header bytes of an entry. There is one encoding for each (path, size, ordinal), so a
/// reader encodes again and compares.
///
/// The ustar header: mode 0000644, no owner, time 0, type `0`, magic `ustar` NUL `00`, no prefix.
/// A path longer than 100 bytes or beyond printable ASCII, and a size of 8 GiB or more, stand in a
/// pax header before it; the ustar fields then hold `PaxEntry/<ordinal>` and zero.
enum TarHeader {
    /// - Parameter ordinal: 1 for the first entry of the archive.
    static func encode(_ entry: TarEntry, ordinal: Int) -> [UInt8] {
        let records = paxRecords(entry)
        let nameFits = nameFits(entry.path)
        var encoded: [UInt8] = []
        if !records.isEmpty {
            encoded += block(
                name: Array("PaxHeaders/\(ordinal)".utf8), size: UInt64(records.count),
                kind: UInt8(ascii: "x"))
            encoded += records
            encoded += repeatElement(0, count: Tar.fill(after: UInt64(records.count)))
        }
        encoded += block(
            name: nameFits ? entry.path.bytes : Array("PaxEntry/\(ordinal)".utf8),
            size: entry.size > Tar.maximumOctalSize ? 0 : entry.size, kind: UInt8(ascii: "0"))
        return encoded
    }

    /// The length of `encode`, without encoding.
    static func encodedSize(_ entry: TarEntry) -> Int {
        let records = paxRecords(entry).count
        guard records > 0 else { return Tar.blockSize }
        return 2 * Tar.blockSize + records + Tar.fill(after: UInt64(records))
    }

    static func nameFits(_ path: BagPath) -> Bool {
        path.bytes.count <= Tar.maximumNameSize
            && path.bytes.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// `<length> path=<path>` LF, then `<length> size=<decimal>` LF, each only where needed.
    private static func paxRecords(_ entry: TarEntry) -> [UInt8] {
        var records: [UInt8] = []
        if !nameFits(entry.path) { records += paxRecord("path", entry.path.bytes) }
        if entry.size > Tar.maximumOctalSize {
            records += paxRecord("size", Array(String(entry.size).utf8))
        }
        return records
    }

    /// One record; its length counts its own digits.
    private static func paxRecord(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
        var length = rest.count + 1
        while String(length).utf8.count + rest.count != length { length += 1 }
        return Array(String(length).utf8) + rest
    }

    private static func block(name: [UInt8], size: UInt64, kind: UInt8) -> [UInt8] {
        var block = template
        for index in name.indices { block[index] = name[index] }
        putOctal(size, digits: 11, at: 124, in: &block)
        block[156] = kind
        putOctal(UInt64(checksum(of: block)), digits: 6, at: 148, in: &block)
        block[155] = UInt8(ascii: " ")
        return block
    }

    /// What all headers have in common.
    private static let template: [UInt8] = {
        var block = [UInt8](repeating: 0, count: Tar.blockSize)
        func put(_ text: String, at offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        put("00000000000", at: 136)
        put("ustar", at: 257)
        put("00", at: 263)
        put("0000000", at: 329)
        put("0000000", at: 337)
        return block
    }()

    /// The sum of all bytes, the checksum field itself counted as eight spaces.
    static func checksum(of block: [UInt8]) -> Int {
        // 512 bytes cannot overflow it.
        var sum = 8 * UInt32(UInt8(ascii: " "))
        for byte in block { sum &+= UInt32(byte) }
        for byte in block[148..<156] { sum &-= UInt32(byte) }
        return Int(sum)
    }

    private static func putOctal(
        _ value: UInt64, digits: Int, at offset: Int, in block: inout [UInt8]
    ) {
        var rest = value
        for index in (offset..<offset + digits).reversed() {
            block[index] = UInt8(ascii: "0") + UInt8(rest & 7)
            rest >>= 3
        }
    }
}
