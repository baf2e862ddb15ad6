import Foundation
import Primitives
import TestSupport
import Testing

@testable import BagIt

@Suite struct `Canonical tar` {
    static let names = [
        "bag/data/a.txt", "bag/data/Željka_Đurić_ćšž.mp4", "bag/data/снимак 1.mov",
        "bag/data/dëshmi të reja.pdf", "bag/data/ЃоргиЌ.docx", "bag/data/e\u{301}.txt",
        "bag/data/" + String(repeating: "n", count: 91),
        "bag/data/" + String(repeating: "n", count: 92),
        "bag/data/"
            + Array(repeating: String(repeating: "x", count: 120), count: 6)
            .joined(separator: "/"),
        "bag/data/empty",
    ]

    static func content(of name: String) -> [UInt8] {
        name.hasSuffix("empty") ? [] : Array(repeatElement(name, count: 40).joined().utf8)
    }

    @Test(arguments: [1, 7, 511, 512, 513, 100_000])
    func `reads back what it wrote, in pieces of any size`(step: Int) throws {
        let written = try archive(Self.names.map { ($0, Self.content(of: $0)) })
        let read = try entries(of: written, step: step)
        #expect(read.map(\.path) == Self.names)
        #expect(read.map(\.content) == Self.names.map(Self.content))
    }

    @Test func `parts that were laid out elsewhere make the same archive`() throws {
        let expected = try archive(Self.names.map { ($0, Self.content(of: $0)) })
        let parts = Collected()
        var other = TarWriter { parts.append($0) }
        for name in Self.names.dropLast(2) {
            let content = Self.content(of: name)
            try other.begin(TarEntry(path: BagPath(name), size: UInt64(content.count)))
            parts.append(content.span)
            try other.passed(content.count)
            try other.end()
        }
        let whole = Collected()
        var writer = TarWriter { whole.append($0) }
        // Cut anywhere, with all entries announced by the end.
        let laidOut = parts.bytes
        let cut = laidOut.count / 3
        try writer.append(laidOut.span.extracting(0..<cut), entries: 1)
        try writer.append(
            laidOut.span.extracting(cut..<laidOut.count), entries: Self.names.count - 3)
        for name in Self.names.suffix(2) {
            try writer.write(path: BagPath(name), content: Self.content(of: name))
        }
        _ = try writer.finish(padding: .padme)
        #expect(whole.bytes.elementsEqual(expected))
    }

    @Test func `content that passed by is held against the announced size`() throws {
        var writer = TarWriter { _ in }
        try writer.begin(TarEntry(path: BagPath("bag/data/a"), size: 5))
        try writer.passed(3)
        #expect(throws: TarError.wrongEntrySize) { try writer.end() }
        #expect(throws: TarError.wrongEntrySize) { try writer.passed(3) }
        #expect(throws: TarError.wrongEntrySize) { try writer.passed(-1) }
        #expect(throws: TarError.wrongEntrySize) { try writer.append([0].span, entries: 0) }
        try writer.passed(2)
        try writer.end()
        #expect(throws: TarError.tooManyEntries(limit: Tar.maximumEntries)) {
            try writer.append([0].span, entries: Tar.maximumEntries)
        }
    }

    @Test(arguments: [TarPadding.none, .padme])
    func `knows the exact size before writing`(padding: TarPadding) throws {
        var sizes = TarSizes()
        for name in Self.names {
            let size = UInt64(Self.content(of: name).count)
            try sizes.add(TarEntry(path: BagPath(name), size: size))
        }
        let written = try archive(
            Self.names.map { ($0, Self.content(of: $0)) }, padding: padding)
        #expect(try sizes.total(padding: padding) == UInt64(written.count))
        #expect(written.count % 512 == 0)
    }

    @Test func `stock tar lists and extracts it`() throws {
        let folder = try Folder()
        try folder.write("a.tar", try archive(Self.names.map { ($0, Self.content(of: $0)) }))
        let listed = try Tool.run(
            "tar", ["--quoting-style=literal", "-tf", folder.place("a.tar")])
        #expect(listed.status == 0)
        #expect(listed.errors.isEmpty)
        #expect(listed.text.utf8.elementsEqual((Self.names.joined(separator: "\n") + "\n").utf8))
        let extracted = try Tool.run("tar", ["-xf", folder.place("a.tar"), "-C", folder.path])
        #expect(extracted.status == 0)
        for name in Self.names { #expect(try folder.read(name) == Self.content(of: name)) }
    }

    @Test func `Python's tarfile reads the same entries and writes the same headers`() throws {
        let folder = try Folder()
        let path = folder.place("a.tar")
        try folder.write("a.tar", try archive(Self.names.map { ($0, Self.content(of: $0)) }))
        let checked = try Tool.python("bag_tar_check.py", [path])
        #expect(checked.status == 0, "\(checked.errors)")
        #expect(checked.text == "entries=\(Self.names.count) headers-equal=3\n")
    }

    @Test func `a size of 8 GiB or more stands in a pax record`() throws {
        let folder = try Folder()
        let size: UInt64 = (8 << 30) + 5
        let path = try BagPath("bag/data/film.mov")
        let header = TarHeader.encode(TarEntry(path: path, size: size), ordinal: 1)
        #expect(header.count == 1536)
        try folder.write("head", header)
        // A sparse file of the right length is enough for a reader that only seeks.
        let handle = try FileHandle(forUpdating: URL(filePath: folder.place("head")))
        try handle.truncate(atOffset: 1536 + size + UInt64(Tar.fill(after: size)) + 1024)
        try handle.close()
        let listed = try Tool.python("bag_tar_check.py", ["--sizes", folder.place("head")])
        #expect(listed.text == "\(size) bag/data/film.mov\n", "\(listed.errors)")
        #expect(
            TarHeader.encode(TarEntry(path: path, size: (8 << 30) - 1), ordinal: 1).count == 512)
    }

    @Test func `finds entries without reading their contents`() throws {
        let written = try archive(
            Self.names.map { ($0, Self.content(of: $0)) }, padding: .none)
        let index = try TarIndex(
            size: UInt64(written.count), padding: .none, maximumEntries: 100
        ) { offset, count in Array(written[Int(offset)...].prefix(count)) }
        #expect(index.entries.map(\.entry.path.text) == Self.names)
        for located in index.entries {
            let start = Int(located.offset)
            let content = Array(written[start..<start + Int(located.entry.size)])
            #expect(content == Self.content(of: located.entry.path.text))
        }
    }

    @Test func `the example of the specification is what we write`() throws {
        let written = try archive([("bag/data/a.txt", Array("hello".utf8))], padding: .none)
        #expect(written.count == 2048)
        #expect(written[0x94..<0x9C].elementsEqual("011623\u{0} ".utf8))
        #expect(written[0x101..<0x109].elementsEqual("ustar\u{0}00".utf8))
        #expect(written[0x149..<0x158].elementsEqual("0000000\u{0}0000000".utf8))
        #expect(written[0x200..<0x206].elementsEqual("hello\u{0}".utf8))
    }

    @Test func `refuses to write more or fewer bytes than announced`() throws {
        var writer = TarWriter { _ in }
        try writer.begin(TarEntry(path: BagPath("a"), size: 3))
        try writer.write([1, 2].span)
        #expect(tarError { try writer.end() } == .wrongEntrySize)
        #expect(tarError { try writer.write([3, 4].span) } == .wrongEntrySize)
        #expect(tarError { _ = try writer.finish(padding: .none) } == .wrongEntrySize)
    }

    @Test func `an index of a cut or extended archive is refused`() throws {
        let written = try archive([("a", [1]), ("b", [2])], padding: .none)
        func index(_ bytes: [UInt8]) throws {
            _ = try TarIndex(size: UInt64(bytes.count), padding: .none, maximumEntries: 9) {
                Array(bytes[Int($0)...].prefix($1))
            }
        }
        try index(written)
        for length in stride(from: 0, to: written.count, by: 512) {
            #expect(tarError { try index(Array(written[..<length])) } == .truncated)
        }
        let zeros = [UInt8](repeating: 0, count: 512)
        #expect(tarError { try index(written + zeros) } == .wrongPadding)
        #expect(tarError { try index(written + [1]) } == .dataAfterEnd)
    }
}

/// Which `TarError` a piece of work ends with.
func tarError(_ work: () throws -> Void) -> TarError? {
    do {
        try work()
        return nil
    } catch {
        return error as? TarError
    }
}
