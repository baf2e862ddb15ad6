import Foundation
import Primitives
import Testing

@testable import BrokerAPI

@Suite struct MultipartTests {
    private let parts: [(name: String, content: [UInt8])] = [
        ("statement", Array("{}\n".utf8)), ("signature", Array("sig\r\n".utf8)), ("entry", []),
        ("preview", Array("\r\n--".utf8)), ("payload", Randomness.bytes(100_000)),
    ]

    private func form(
        _ parts: [(name: String, content: [UInt8])], _ boundary: MultipartBoundary
    ) -> [UInt8] {
        var writer = MultipartWriter(boundary: boundary)
        for part in parts { writer.add(part.name, part.content) }
        return writer.finish()
    }

    private func read(
        _ bytes: [UInt8], _ boundary: MultipartBoundary, by step: Int,
        _ layout: MultipartLayout = .deposit
    ) throws -> [(name: String, content: [UInt8])] {
        var reader = MultipartReader(layout, boundary: boundary)
        var parts: [(name: String, content: [UInt8])] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            for event in try reader.read(Array(bytes[start..<min(start + step, bytes.count)])) {
                switch event {
                case .begin(let name): parts.append((name, []))
                case .bytes(let bytes): parts[parts.count - 1].content += bytes
                case .end: break
                }
            }
        }
        try reader.finish()
        return parts
    }

    @Test(arguments: [1, 2, 7, 64, 4096, 1 << 20])
    func `reads what it wrote, whatever the pieces`(step: Int) throws {
        let boundary = MultipartBoundary()
        let read = try read(form(parts, boundary), boundary, by: step)
        #expect(read.map(\.name) == parts.map(\.name))
        #expect(read.map(\.content) == parts.map(\.content))
    }

    @Test func `takes content that looks like a boundary`() throws {
        let boundary = try MultipartBoundary(contentType: "multipart/form-data; boundary=b")
        let content = Array("--b\r\n--\r\n-b\r\r\n--a\r\n-".utf8)
        let parts = [("statement", content), ("signature", []), ("entry", [])]
        for step in [1, 3, 1000] {
            let read = try read(form(parts, boundary), boundary, by: step, .evidence)
            #expect(read.map(\.content) == [content, [], []])
        }
    }

    @Test func `takes a form as curl writes it`() throws {
        let boundary = try MultipartBoundary(
            contentType: "multipart/form-data; boundary=------------------------d74496d66958873e")
        let part: (String, String) -> String = { name, content in
            "--\(boundary.text)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
                + content + "\r\n"
        }
        let text =
            part("statement", "a") + part("signature", "b") + part("entry", "c")
            + "--\(boundary.text)--\r\n"
        let read = try read(Array(text.utf8), boundary, by: 10, .evidence)
        #expect(read.map { String(decoding: $0.content, as: UTF8.self) } == ["a", "b", "c"])
    }

    /// Each changes the form of the three small parts in one place.
    @Test(arguments: [
        ("--b\r\n", "--b\n", MultipartError.framing), ("--b\r\nC", "\r\n--b\r\nC", .framing),
        ("form-data; ", "form-data;", .framing), ("name=\"statement\"", "name=statement", .framing),
        ("name=\"statement\"", "name=\"statement\"; filename=\"x\"", .framing),
        ("octet-stream", "json", .framing), ("Content-Type", "Content-Length", .framing),
        ("name=\"statement\"", "name=\"other\"", .unexpectedPart),
        ("name=\"statement\"", "name=\"signature\"", .unexpectedPart),
        ("name=\"entry\"", "name=\"preview\"", .unexpectedPart),
        ("--b--\r\n", "--b--", .truncated), ("--b--\r\n", "--b--\r\nx", .trailingBytes),
        ("--b--\r\n", "--b-", .truncated), ("--b--\r\n", "--bx--\r\n", .framing),
        ("--b--\r\n", "", .truncated),
    ])
    func `refuses any other form`(old: String, new: String, expected: MultipartError) throws {
        let boundary = try MultipartBoundary(contentType: "multipart/form-data; boundary=b")
        let parts = [("statement", [UInt8(1)]), ("signature", [2]), ("entry", [3])]
        let text = String(decoding: form(parts, boundary), as: UTF8.self)
        guard let range = text.range(of: old) else {
            Issue.record("the form has no \(old)")
            return
        }
        let changed = Array(text.replacingCharacters(in: range, with: new).utf8)
        for step in [1, 5, 10_000] {
            #expect(throws: expected) { try read(changed, boundary, by: step, .evidence) }
        }
    }

    @Test func `names the part that is missing`() throws {
        let boundary = MultipartBoundary()
        for count in 1..<parts.count {
            let expected = MultipartError.missingPart(parts[count].name)
            #expect(throws: expected) {
                try read(form(Array(parts[..<count]), boundary), boundary, by: 100)
            }
        }
        #expect(throws: MultipartError.unexpectedPart) {
            try read(form(parts + [("payload", [])], boundary), boundary, by: 100)
        }
    }

    @Test(arguments: [
        ("statement", BrokerLimits.statementBytes), ("signature", BrokerLimits.signatureBytes),
        ("entry", BrokerLimits.entryBytes),
    ])
    func `holds every part to its limit`(name: String, limit: Int) throws {
        let boundary = MultipartBoundary()
        let fill: (Int) -> [(name: String, content: [UInt8])] = { size in
            ["statement", "signature", "entry"].map { part in
                (part, [UInt8](repeating: 0x0D, count: part == name ? size : 1))
            }
        }
        _ = try read(form(fill(limit), boundary), boundary, by: 5000, .evidence)
        #expect(throws: MultipartError.partTooLarge(name)) {
            try read(form(fill(limit + 1), boundary), boundary, by: 5000, .evidence)
        }
    }

    @Test func `gives up on header lines without an end`() throws {
        let boundary = MultipartBoundary()
        var reader = MultipartReader(.evidence, boundary: boundary)
        let start = Array("--\(boundary.text)\r\n".utf8)
        #expect(throws: MultipartError.framing) {
            try reader.read(start + [UInt8](repeating: 0x61, count: 300))
        }
    }

    @Test(arguments: [
        "multipart/form-data; boundary=abc", "Multipart/Form-Data; Boundary=abc",
        "multipart/form-data; boundary=\"abc\"",
    ])
    func `reads the boundary`(value: String) throws {
        #expect(try MultipartBoundary(contentType: value).text == "abc")
    }

    @Test(arguments: [
        "", "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=a",
        "multipart/form-data; boundary=a b", "multipart/form-data; boundary=a; charset=utf-8",
        "multipart/form-data; boundary=\"\"", "application/json",
        "multipart/form-data; boundary=" + String(repeating: "a", count: 71),
    ])
    func `refuses a content type without a plain boundary`(value: String) {
        #expect(throws: MultipartError.contentType) { try MultipartBoundary(contentType: value) }
    }
}
