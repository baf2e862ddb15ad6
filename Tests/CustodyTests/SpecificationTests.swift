import Foundation
import Primitives
import TestSupport
import Testing

/// What `Protocol/` shows is what the strict reader reads, what the schemas accept, and every code
/// that the sources have.
@Suite struct `Specification` {
    private static let folder = Tool.path("Protocol/")

    /// Examples that are a part of a schema's object.
    private static let parts = [
        "item": "case#/properties/items/items", "consent": "case#/properties/consent/items",
    ]

    @Test func `every example is strict JSON and satisfies its schema`() throws {
        let folder = try Folder()
        var examples = 0
        for document in try Self.documents() {
            for (name, json) in Self.examples(in: document.text) {
                let place = "\(document.name): \(name)"
                #expect(throws: Never.self, "\(place)") {
                    try JSONValue.parse(Array(json.utf8))
                }
                let file = try folder.write("example.json", Array(json.utf8))
                let result = try Tool.python(
                    "statement_schema.py",
                    [Self.folder + "schemas", Self.parts[name] ?? name, file])
                #expect(result.status == 0, "\(place): \(result.text)\(result.errors)")
                examples += 1
            }
        }
        print("vectors plomba-examples cases=\(examples)")
        #expect(examples > 3)
    }

    @Test(arguments: [
        ("Custody", ["statements.md", "entry.md", "evidence.md", "custody-acts.md"]),
        ("KeyDirectory", ["organisation-record.md", "charter.md", "member-request.md"]),
        ("TransparencyLog", ["audit-log.md", "witness.md"]),
    ])
    func `every failure code is in the specification`(
        target: String, names: [String]
    ) throws {
        let texts = try Self.documents().filter { names.contains($0.name) }.map(\.text)
        var codes = 0
        for source in try Self.sources(of: target) {
            for match in source.matches(
                of:
                    /"((statement|custody|lint|record|member-request|checkpoint|log-proof|policy)\.[a-z-]+)"/
            ) {
                codes += 1
                #expect(texts.contains { $0.contains("`\(match.1)`") }, "\(match.1)")
            }
        }
        #expect(codes > 10)
    }

    @Test func `every document is in the index`() throws {
        let index = try String(contentsOfFile: Self.folder + "README.md", encoding: .utf8)
        for document in try Self.documents() where document.name != "README.md" {
            #expect(index.contains(document.name), "\(document.name)")
        }
        let schemas = try FileManager.default.contentsOfDirectory(
            atPath: Self.folder + "schemas")
        for schema in schemas where schema != "common.json" {
            #expect(index.contains("](schemas/\(schema))"), "\(schema)")
        }
    }

    @Test func `every link between documents leads somewhere`() throws {
        for document in try Self.documents() {
            for match in document.text.matches(of: /\]\(([A-Za-z0-9_.\/-]+)(#[a-z0-9-]+)?\)/) {
                let target = Self.folder + String(match.1)
                #expect(
                    FileManager.default.fileExists(atPath: target),
                    "\(document.name): \(match.1)")
            }
        }
    }

    private static func documents() throws -> [(name: String, text: String)] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".md") }
            .map { ($0, try String(contentsOfFile: folder + $0, encoding: .utf8)) }
    }

    /// Blocks that begin with ```` ```json NAME ````.
    private static func examples(in text: String) -> [(name: String, json: String)] {
        text.components(separatedBy: "\n```json ").dropFirst().compactMap { block in
            guard let lineEnd = block.firstIndex(of: "\n"),
                let end = block.range(of: "\n```")
            else { return nil }
            return (String(block[..<lineEnd]), String(block[lineEnd..<end.lowerBound]))
        }
    }

    private static func sources(of target: String) throws -> [String] {
        let root = Tool.path("Sources/") + target
        let walker = try #require(FileManager.default.enumerator(atPath: root))
        var texts: [String] = []
        while let name = walker.nextObject() as? String {
            guard name.hasSuffix(".swift") else { continue }
            texts.append(try String(contentsOfFile: root + "/" + name, encoding: .utf8))
        }
        return texts
    }
}
