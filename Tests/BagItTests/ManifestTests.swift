import Primitives
import Testing

@testable import BagIt

@Suite struct `Bag manifest` {
    static let digest = SHA256Digest.of(Array("x".utf8))

    static func entry(_ path: String) throws -> BagManifest.Entry {
        .init(path: try BagPath(path), digest: digest)
    }

    @Test func `writes sorted lines and reads them back`() throws {
        let manifest = try BagManifest([
            Self.entry("data/é"), Self.entry("data/a"), Self.entry("data/e\u{301}"),
            Self.entry("data/100%.txt"), Self.entry("data/a b"),
        ])
        let text = try manifest.serialized()
        let hex = Self.digest.hex
        let expected =
            "\(hex)  data/100%25.txt\n\(hex)  data/a\n\(hex)  data/a b\n"
            + "\(hex)  data/e\u{301}\n\(hex)  data/é\n"
        #expect(text == Array(expected.utf8))
        #expect(try BagManifest.parse(text) == manifest)
        #expect(try BagManifest.parse([]).entries.isEmpty)
    }

    @Test func `one line by itself is what a manifest of one entry would be`() throws {
        let line = try BagManifest([Self.entry("data/100% a")]).serialized()
        #expect(try BagManifest.parse(wholeLine: line) == Self.entry("data/100% a"))
        for other in [[], Array(line.dropLast()), line + line, [0x0A], line + [0x0A]] {
            #expect(throws: ManifestError.notCanonical) {
                try BagManifest.parse(wholeLine: other)
            }
        }
    }

    static let refused: [(String, ManifestError)] = {
        let hex = digest.hex
        return [
            ("\(hex)  data/a", .notCanonical), ("\(hex)  data/a\r\n", .notCanonical),
            ("\n", .notCanonical), ("\(hex)  data/a\n\n", .notCanonical),
            ("\(hex) data/a\n", .notCanonical), ("\(hex)\tdata/a\n", .notCanonical),
            ("\(hex) *data/a\n", .notCanonical),
            ("\(hex.uppercased())  data/a\n", .notCanonical),
            ("\(hex.dropLast())  data/a\n", .notCanonical), ("\(hex)00  data/a\n", .notCanonical),
            ("\(hex)  data/b\n\(hex)  data/a\n", .notCanonical),
            ("\(hex)  data/a\n\(hex)  data/a\n", .notCanonical),
            ("\(hex)  data/100%.txt\n", .notCanonical), ("\(hex)  ../a\n", .path(.dotComponent)),
            ("\(hex)  /etc/passwd\n", .path(.absolute)), ("\(hex)  \n", .path(.empty)),
            ("\u{FEFF}\(hex)  data/a\n", .notCanonical),
        ]
    }()

    @Test(arguments: refused.indices)
    func `refuses every other form`(index: Int) {
        let (text, expected) = Self.refused[index]
        #expect(throws: expected) { try BagManifest.parse(Array(text.utf8)) }
    }

    @Test func `refuses a path that stands twice`() {
        #expect(throws: ManifestError.notCanonical) {
            try BagManifest([Self.entry("data/a"), Self.entry("data/a")])
        }
    }

    @Test func `bag-info states the payload first and refuses what cannot be a line`() throws {
        let oxum = PayloadOxum(size: 12, count: 3)
        let info = try BagInfo(
            payload: oxum, fields: [.init(label: "Bag-Software-Agent", value: "plomba")])
        #expect(
            info.serialized == Array("Payload-Oxum: 12.3\nBag-Software-Agent: plomba\n".utf8))
        #expect(PayloadOxum("12.3") == oxum)
        for (label, value) in [("a:b", "c"), ("", "c"), ("a", "b\nX: y"), (" a", "b")] {
            #expect(throws: BagInfoError.unwritableField) {
                try BagInfo(payload: oxum, fields: [.init(label: label, value: value)])
            }
        }
        for text in ["12", "12.3.4", "-1.2", "a.b", "1.-2", ".", "18446744073709551616.1"] {
            #expect(PayloadOxum(text) == nil)
        }
    }
}
