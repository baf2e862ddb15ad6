@testable import BagIt

/// Canonical archives in memory, by our own writer.
func archive(
    _ entries: [(String, [UInt8])], padding: TarPadding = .padme
) throws -> [UInt8] {
    let collected = Collected()
    var writer = TarWriter { collected.append($0) }
    for (path, content) in entries { try writer.write(path: BagPath(path), content: content) }
    _ = try writer.finish(padding: padding)
    return collected.bytes
}

/// Reads a whole archive with our reader, in pieces of `step` bytes.
func entries(
    of archive: [UInt8], padding: TarPadding = .padme, maximumSize: UInt64 = 1 << 30,
    step: Int = 1 << 20
) throws -> [(path: String, content: [UInt8])] {
    let input = Chopped(archive, step: step)
    var reader = TarReader(maximumSize: maximumSize, padding: padding) { try input.read(&$0) }
    var found: [(String, [UInt8])] = []
    while let entry = try reader.next() {
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 700)
        while true {
            var span = buffer.mutableSpan
            let count = try reader.read(into: &span)
            if count == 0 { break }
            content += buffer[..<count]
        }
        found.append((entry.path.text, content))
    }
    return found
}

/// Why our reader refuses an archive; nil if it does not.
func refusal(of archive: [UInt8], padding: TarPadding = .none) -> TarError? {
    do {
        _ = try entries(of: archive, padding: padding)
        return nil
    } catch {
        return error as? TarError
    }
}

final class Collected {
    private(set) var bytes: [UInt8] = []

    func append(_ span: Span<UInt8>) {
        for index in span.indices { bytes.append(span[index]) }
    }
}

/// A source of bytes that gives at most `step` of them at a time.
final class Chopped {
    private var rest: ArraySlice<UInt8>
    private let step: Int

    init(_ bytes: [UInt8], step: Int) {
        rest = bytes[...]
        self.step = step
    }

    func read(_ target: inout MutableSpan<UInt8>) throws -> Int {
        let piece = rest.prefix(min(step, target.count))
        for (index, byte) in piece.enumerated() { target[index] = byte }
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}

/// Archives of any kind, header by header, for what our writer does not write.
struct RawTar {
    var bytes: [UInt8] = []

    mutating func header(
        _ name: String, kind: Character = "0", size: Int = 0, link: String = "",
        prefix: String = "", mode: String = "0000644", magic: String = "ustar\u{0}00",
        sizeField: String? = nil, breakChecksum: Bool = false
    ) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ offset: Int) {
            for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
        }
        put(name, 0)
        put(mode, 100)
        put("0000000", 108)
        put("0000000", 116)
        put(sizeField ?? octal(size, 11), 124)
        put("00000000000", 136)
        put(String(kind), 156)
        put(link, 157)
        put(magic, 257)
        put("0000000", 329)
        put("0000000", 337)
        put(prefix, 345)
        put("        ", 148)
        let sum = block.reduce(0) { $0 + Int($1) } + (breakChecksum ? 1 : 0)
        put(octal(sum, 6) + "\u{0} ", 148)
        bytes += block
    }

    mutating func content(_ content: [UInt8], fill: UInt8 = 0) {
        bytes += content
        bytes += [UInt8](repeating: fill, count: (512 - content.count % 512) % 512)
    }

    mutating func pax(_ records: [(String, String)], ordinal: Int) {
        var content: [UInt8] = []
        for (key, value) in records {
            let rest = " \(key)=\(value)\n".utf8.count
            var length = rest + 1
            while String(length).utf8.count + rest != length { length += 1 }
            content += Array("\(length) \(key)=\(value)\n".utf8)
        }
        header("PaxHeaders/\(ordinal)", kind: "x", size: content.count)
        self.content(content)
    }

    mutating func end() { bytes += [UInt8](repeating: 0, count: 1024) }

    private func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
