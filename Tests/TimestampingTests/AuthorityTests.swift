import Foundation
import Primitives
import TestSupport
import Testing

@testable import Timestamping

/// The list of authorities, their roots, and the texts in it.
@Suite struct `Authority list` {
    private static let deploy = Tool.path("deploy/tsa/")

    private static func list(_ name: String, _ value: String) -> [UInt8] {
        var members = [
            "name": "\"tsa.example.org\"", "url": "\"https://tsa.example.org/rfc3161\"",
            "policy": "\"1.3.6.1.4.1.55555.1.1\"", "roots": "\"tsa.example.org.pem\"",
        ]
        members[name] = value
        let entry = members.filter { !$0.value.isEmpty }.map { "\"\($0.key)\": \($0.value)" }
        return Array(
            "{\"version\": 1, \"authorities\": [{\(entry.joined(separator: ", "))}]}".utf8)
    }

    @Test func `the example in deploy is read, and its document names every key`() throws {
        let example = try Data(contentsOf: URL(filePath: Self.deploy + "tsa.json"))
        let list = try AuthorityList(jsonBytes: Array(example))
        #expect(list.entries.map(\.name.text) == ["first.example.org", "second.example.org"])
        #expect(list.entries[0].url.isEncrypted && list.entries[0].url.port == 443)
        #expect(!list.entries[1].url.isEncrypted && list.entries[1].url.port == 8080)
        let document = try String(contentsOfFile: Self.deploy + "README.md", encoding: .utf8)
        for key in ["version", "authorities", "name", "url", "policy", "roots"] {
            #expect(document.contains("| `\(key)` |"), "\(key)")
        }
    }

    @Test func `the form for qualified authorities is refused until the last value is filled in`()
        throws
    {
        let form = try String(contentsOfFile: Self.deploy + "qualified.json", encoding: .utf8)
        let values = [
            ("name", "tsa.example.org"), ("url", "https://tsa.example.org/rfc3161"),
            ("policy", "0.4.0.2023.1.1"), ("roots", "root.pem"),
        ]
        var text = form
        for (index, prefix) in ["", "b."].enumerated() {
            for (key, value) in values {
                #expect("\(key) \(index)") {
                    try AuthorityList(jsonBytes: Array(text.utf8))
                } throws: { error in
                    guard case .schema(let schema)? = error as? AuthorityListError else {
                        return false
                    }
                    return schema.path == "authorities[\(index)].\(key)"
                }
                let place = try #require(
                    text.range(of: "\"\(key)\": \"FILL IN: [^\"]*\"", options: .regularExpression))
                let filled = key == "name" ? prefix + value : value
                text.replaceSubrange(place, with: "\"\(key)\": \"\(filled)\"")
            }
        }
        #expect(try AuthorityList(jsonBytes: Array(text.utf8)).entries.count == 2)
        let document = try String(contentsOfFile: Self.deploy + "README.md", encoding: .utf8)
        #expect(document.contains("(qualified.json)"))
    }

    @Test(arguments: [
        ("name", "\"\""), ("name", "\"Tsa\""), ("name", "\"../tsa\""), ("name", "\".tsa\""),
        ("name", "\"-tsa\""), ("name", "\"tsa/b\""), ("name", "7"), ("name", ""),
        ("url", "\"ftp://tsa.example.org/\""), ("url", "\"https://tsa.example.org\""),
        ("url", "\"https://user@tsa.example.org/\""), ("url", "\"https://tsa.example.org/?a\""),
        ("url", "\"https://tsa.example.org:0/\""), ("url", "\"https://tsa.example.org:65536/\""),
        ("url", "\"https://tsa.example.org:08/\""), ("url", "\"https://TSA.example.org/\""),
        ("url", "\"https:///\""), ("url", "\"https://tsa.example.org/#a\""),
        ("url", "\"https://tsa.example.org/ \""), ("url", ""),
        ("policy", "\"1\""), ("policy", "\"1.40\""), ("policy", "\"3.1\""),
        ("policy", "\"1.02\""), ("policy", "\"1..2\""), ("policy", "\"1.2.\""),
        ("policy", "\"1.2.18446744073709551616\""), ("policy", "null"), ("policy", ""),
        ("roots", "\"/etc/root.pem\""), ("roots", "\"../root.pem\""), ("roots", "\".pem\""),
        ("roots", "\"\""), ("roots", "\"a b.pem\""), ("roots", ""), ("note", "\"x\""),
    ])
    func `a wrong member is refused by its name`(name: String, value: String) throws {
        _ = try AuthorityList(jsonBytes: Self.list("name", "\"tsa.example.org\""))
        #expect("\(name)=\(value)") {
            try AuthorityList(jsonBytes: Self.list(name, value))
        } throws: { error in
            guard case .schema(let schema)? = error as? AuthorityListError else { return false }
            return schema.path == "authorities[0].\(name)"
        }
    }

    @Test func `a list that is not one list is refused`() throws {
        let one = String(decoding: Self.list("name", "\"a\""), as: UTF8.self)
        let entry = try #require(one.firstMatch(of: /\[(.*)\]/)).1
        let twice = "{\"version\": 1, \"authorities\": [\(entry), \(entry)]}"
        #expect(throws: AuthorityListError.nameTwice) {
            try AuthorityList(jsonBytes: Array(twice.utf8))
        }
        for text in ["", "[]", "{}", one + " x", one.replacing("1,", with: "2,")] {
            #expect(throws: AuthorityListError.self, "\(text)") {
                try AuthorityList(jsonBytes: Array(text.utf8))
            }
        }
        let many = (0...16).map { entry.replacing("\"a\"", with: "\"a\($0)\"") }
        #expect(throws: AuthorityListError.self) {
            try AuthorityList(
                jsonBytes: Array(
                    "{\"version\": 1, \"authorities\": [\(many.joined(separator: ","))]}".utf8))
        }
        #expect(
            try AuthorityList(jsonBytes: Array("{\"version\":1,\"authorities\":[]}".utf8))
                .entries.isEmpty)
    }

    @Test func `a file of roots is certificates that signed themselves, and nothing else`() throws {
        var plan = TestAuthority.Plan()
        plan.hasIntermediate = true
        let authority = try TestAuthority(plan)
        let root = try authority.folder.read("root.pem")
        let middle = try authority.folder.read("middle.pem")
        let signer = try authority.folder.read("tsa.pem")
        let other = try TestAuthority().folder.read("root.pem")

        #expect(try PinnedRoots(pem: root).digests == [.of(authority.certificate("root"))])
        #expect(try PinnedRoots(pem: root + other).digests.count == 2)
        for wrong in [middle, signer, root + signer] {
            #expect(throws: AuthorityListError.notARoot) { try PinnedRoots(pem: wrong) }
        }
        let limit = TimestampLimits.roots
        for wrong in [root + root, Array(repeatElement(root, count: 9).joined())] {
            #expect(throws: AuthorityListError.rootsCount(limit: limit)) {
                try PinnedRoots(pem: wrong)
            }
        }
        let text = String(decoding: root, as: UTF8.self)
        for wrong in [
            "", "\n", "x\n" + text, text + "x\n", String(text.dropLast()),
            text.replacing("\n", with: "\r\n"), text.replacing("BEGIN CERT", with: "BEGIN TRUST"),
            text.replacing("=", with: ""), text + "\n",
            "-----BEGIN CERTIFICATE-----\n" + text,
        ] where wrong != text {
            #expect(throws: AuthorityListError.rootsMalformed) {
                try PinnedRoots(pem: Array(wrong.utf8))
            }
        }
        #expect(throws: AuthorityListError.self) {
            try PinnedRoots(pem: [UInt8](repeating: 0x0A, count: 70_000))
        }
    }

    @Test(arguments: [
        "0.0", "1.39.1", "2.5.29.37", "2.999.3", "1.3.6.1.4.1.55555.1.1",
        "1.2.9223372036854775807",
    ])
    func `object identifiers come back as they were`(text: String) throws {
        let identifier = try #require(ASN1ObjectIdentifier(text))
        #expect(identifier.text == text)
        #expect(ASN1ObjectIdentifier(content: identifier.content) == identifier)
        #expect(DERWriter.objectIdentifier(identifier) == DERText.identifier(text))
    }

    @Test func `object identifiers have one spelling`() {
        for content in [[], [0x80, 0x01], [0x2A, 0x80, 0x01], [0x2A, 0x81]] as [[UInt8]] {
            #expect(ASN1ObjectIdentifier(content: content) == nil)
        }
    }
}
