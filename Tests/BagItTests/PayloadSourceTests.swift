import Foundation
import Glibc
import TestSupport
import Testing

@testable import BagIt

@Suite struct `Payload source` {
    static let names = [
        "Željka_Đurić_ćšž.mp4", "снимак 1.mov", "dëshmi të reja.pdf", "ЃоргиЌ.docx",
        "ime\u{301}.txt", "empty", "deep/er/and/deeper/x", "100%.txt", ".hidden",
    ]

    static func content(of name: String) -> [UInt8] {
        name == "empty" ? [] : Array(repeatElement(name, count: 999).joined().utf8)
    }

    static func makeCase(in folder: Folder) throws -> String {
        for name in names { try folder.write("case-12/" + name, content(of: name)) }
        return folder.place("case-12")
    }

    /// Why a source cannot be made of these paths.
    static func code(_ paths: [String]) -> String? {
        do {
            _ = try PayloadSource(paths: paths)
            return nil
        } catch {
            return error.code
        }
    }

    static func contents(of source: PayloadSource) throws -> [String: [UInt8]] {
        var opener = PayloadOpener(source)
        var contents: [String: [UInt8]] = [:]
        for item in source.items {
            var file = try opener.open(item)
            var content: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1000)
            while true {
                var span = buffer.mutableSpan
                let count = try file.read(into: &span)
                if count == 0 { break }
                content += buffer[..<count]
            }
            contents[item.path.text] = content
        }
        return contents
    }

    @Test func `takes a folder with every name byte for byte`() throws {
        let folder = try Folder()
        let source = try PayloadSource(paths: [try Self.makeCase(in: folder) + "/"])
        #expect(source.items.map(\.path) == source.items.map(\.path).sorted())
        let expected = Self.names.map { Array("data/case-12/\($0)".utf8) }
        #expect(Set(source.items.map(\.path.bytes)) == Set(expected))
        let contents = try Self.contents(of: source)
        for name in Self.names {
            #expect(contents["data/case-12/" + name] == Self.content(of: name))
        }
        #expect(source.totalSize == UInt64(contents.values.reduce(0) { $0 + $1.count }))
    }

    @Test func `takes files and folders from several places`() throws {
        let folder = try Folder()
        try folder.write("one/a.txt", "a")
        try folder.write("two/b/c.txt", "c")
        let source = try PayloadSource(paths: [folder.place("one/a.txt"), folder.place("two/b")])
        #expect(source.items.map(\.path.text) == ["data/a.txt", "data/b/c.txt"])
        #expect(try Self.contents(of: source)["data/b/c.txt"] == [99])
    }

    @Test func `refuses links, pipes and sockets, and names them`() throws {
        let folder = try Folder()
        try folder.write("case/a.txt", "a")
        let link = folder.place("case/link")
        for target in ["a.txt", "/etc/passwd", "nowhere", "../case"] {
            try FileManager.default.createSymbolicLink(
                atPath: link, withDestinationPath: target)
            let error = #expect(throws: PayloadError.self) {
                try PayloadSource(paths: [folder.place("case")])
            }
            #expect(error?.code == "payload.not-a-file")
            #expect(error?.message.contains("case/link") == true)
            #expect(Self.code([link]) == "payload.not-a-file")
            #expect(Self.code([link + "/"]) == "payload.not-a-file")
            try FileManager.default.removeItem(atPath: link)
        }
        try #require(unsafe mkfifo(folder.place("case/pipe"), 0o600) == 0)
        #expect(Self.code([folder.place("case")]) == "payload.not-a-file")
        #expect(Self.code(["/dev/null"]) == "payload.not-a-file")
    }

    @Test func `refuses names that collide or that Windows would change`() throws {
        let folder = try Folder()
        for (first, second, code) in [
            ("\u{E9}", "e\u{301}", "path.collision-same-after-normalisation"),
            ("A", "a", "path.collision-same-after-case-folding"),
            ("x", "x.", "path.trailing-dot-or-space"), ("x", "aux.txt", "path.reserved-name"),
            ("x", "a:b", "path.colon"), ("x", "a\\b", "path.backslash"),
            ("x", "a\u{1B}b", "path.control-character"),
        ] {
            try folder.write("case/\(first)")
            try folder.write("case/\(second)")
            #expect(Self.code([folder.place("case")]) == code)
            try FileManager.default.removeItem(atPath: folder.place("case"))
        }
        try folder.write("one/x")
        try folder.write("two/x")
        #expect(
            Self.code([folder.place("one/x"), folder.place("two/x")]) == "path.collision-same-bytes"
        )
    }

    @Test func `an error shows control characters without sending them to the terminal`() throws {
        let folder = try Folder()
        try folder.write("case/a\u{1B}]52;c;x\u{7}")
        let error = #expect(throws: PayloadError.self) {
            try PayloadSource(paths: [folder.place("case")])
        }
        let message = try #require(error?.message)
        #expect(message.contains("\\u{1b}]52;c;x\\u{7}"))
        #expect(!message.unicodeScalars.contains { $0.value < 0x20 })
    }

    @Test func `refuses what is not there, has no name or holds nothing`() throws {
        let folder = try Folder()
        #expect(Self.code([folder.place("missing")]) == "file.not-found")
        #expect(Self.code(["."]) == "payload.no-name")
        #expect(Self.code(["/"]) == "payload.no-name")
        #expect(Self.code([folder.path + "/.."]) == "payload.no-name")
        #expect(Self.code([folder.path]) == "payload.nothing")
        #expect(Self.code([]) == "payload.nothing")
    }

    @Test func `notices a file that changed after the scan`() throws {
        let folder = try Folder()
        try folder.write("case/a.txt", "hello")
        try folder.write("case/b.txt", "hello")
        let source = try PayloadSource(paths: [folder.place("case")])
        var opener = PayloadOpener(source)
        try folder.write("case/a.txt", "hello, longer")
        let longer = #expect(throws: PayloadError.self) { _ = try opener.open(source.items[0]) }
        #expect(longer?.code == "payload.changed")
        try FileManager.default.removeItem(atPath: folder.place("case/b.txt"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.place("case/b.txt"), withDestinationPath: "/etc/passwd")
        let link = #expect(throws: PayloadError.self) { _ = try opener.open(source.items[1]) }
        #expect(link?.code == "file.is-a-link")
    }

    @Test func `notices a file that grows or shrinks while it is read`() throws {
        let folder = try Folder()
        for change in ["longer and longer", "x", "other"] {
            let path = try folder.write("case/a.txt", Array("hello".utf8))
            let source = try PayloadSource(paths: [folder.place("case")])
            var opener = PayloadOpener(source)
            var file = try opener.open(source.items[0])
            usleep(20_000)  // so that the file's time differs even where it is coarse
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: Data(change.utf8))
            try handle.close()
            let error = #expect(throws: PayloadError.self) {
                var buffer = [UInt8](repeating: 0, count: 64)
                while true {
                    var span = buffer.mutableSpan
                    if try file.read(into: &span) == 0 { break }
                }
            }
            #expect(error?.code == "payload.changed")
        }
    }

    @Test func `refuses what it may not read`() throws {
        let folder = try Folder()
        let path = try folder.write("case/secret.txt", [1])
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        // The superuser may read everything.
        if geteuid() != 0 { #expect(Self.code([folder.place("case")]) == "file.not-permitted") }
    }
}
