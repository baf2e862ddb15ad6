import Primitives

/// Tar archives block by block, for what our writer would not write.
struct RawArchive {
    private(set) var bytes: [UInt8] = []

    /// A header with any content of its fields, and a correct checksum unless told otherwise.
    struct Header {
        var name: [UInt8]
        var kind: UInt8 = UInt8(ascii: "0")
        var size = 0
        var link: [UInt8] = []
        var mode = "0000644"
        var owner = "0000000"
        var modified = "00000000000"
        var ownerName = ""
        var device = "0000000"
        var magic = "ustar\u{0}00"
        var prefix = ""
        var sizeField: [UInt8]?
        var checksumOffset = 0

        init(_ name: String, kind: Character = "0", size: Int = 0, link: String = "") {
            self.name = Array(name.utf8)
            self.kind = kind.asciiValue ?? 0
            self.size = size
            self.link = Array(link.utf8)
        }

        var block: [UInt8] {
            var block = [UInt8](repeating: 0, count: 512)
            func put(_ bytes: some Sequence<UInt8>, _ offset: Int, _ width: Int) {
                for (index, byte) in bytes.enumerated() where index < width {
                    block[offset + index] = byte
                }
            }
            put(name, 0, 100)
            put(mode.utf8, 100, 8)
            put(owner.utf8, 108, 8)
            put(owner.utf8, 116, 8)
            put(sizeField ?? Array(Self.octal(size, 11).utf8), 124, 12)
            put(modified.utf8, 136, 12)
            block[156] = kind
            put(link, 157, 100)
            put(magic.utf8, 257, 8)
            put(ownerName.utf8, 265, 32)
            put(device.utf8, 329, 8)
            put(device.utf8, 337, 8)
            put(prefix.utf8, 345, 155)
            put("        ".utf8, 148, 8)
            let sum = block.reduce(checksumOffset) { $0 + Int($1) }
            put((Self.octal(sum, 6) + "\u{0} ").utf8, 148, 8)
            return block
        }

        private static func octal(_ value: Int, _ digits: Int) -> String {
            let text = String(value, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
    }

    mutating func add(_ header: Header, content: [UInt8] = []) {
        bytes += header.block
        add(content: content)
    }

    mutating func add(content: [UInt8]) {
        bytes += content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// A pax header with these records, as the entry of this number.
    mutating func pax(_ records: [(String, [UInt8])], ordinal: Int = 1, kind: Character = "x") {
        let content = records.flatMap { Self.record($0, $1) }
        add(
            Header("PaxHeaders/\(ordinal)", kind: kind, size: content.count), content: content)
    }

    /// A plain file with any name, in a pax header where the plain one has no room for it.
    mutating func file(_ name: [UInt8], content: [UInt8], ordinal: Int = 1) {
        let isPlain = name.count <= 100 && name.allSatisfy { (0x20...0x7E).contains($0) }
        if !isPlain { pax([("path", name)], ordinal: ordinal) }
        var header = Header("PaxEntry/\(ordinal)", size: content.count)
        if isPlain { header.name = name }
        add(header, content: content)
    }

    mutating func zeros(blocks: Int) { bytes += [UInt8](repeating: 0, count: 512 * blocks) }

    private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [0x0A]
        var length = rest.count + 1
        while String(length).utf8.count + rest.count != length { length += 1 }
        return Array(String(length).utf8) + rest
    }
}
