import BagIt
import EvidenceBundle
import Foundation
import Primitives
import TestSupport
import Testing

/// What Protocol/case.md shows is what the code accepts, and what the schemas accept.
@Suite struct `The specification of the case` {
    @Test func `its example is a valid case, with its item and without`() throws {
        let example = try block("case")
        _ = try CaseDocument(parsing: Array(example.utf8))
        _ = try CaseDocument(parsing: Array(with(try block("item"), in: example).utf8))
    }

    @Test func `the schema accepts the examples and what becomes of them`() throws {
        let folder = try Folder()
        let example = try withConsent(with(try block("item"), in: try block("case")))
        let files = try split(example)
        #expect(try validate("case", [try block("case"), example], in: folder).status == 0)
        let preview = String(decoding: files.preview, as: UTF8.self)
        let outcome = try validate("preview", [preview], in: folder)
        #expect(outcome.status == 0, "\(outcome.everything)")
    }

    @Test(arguments: [
        (#""priority": "urgent""#, #""priority": "soon""#),
        (#""priority": "urgent""#, #""priority": "emergency""#),
        (#""services": ["legal_aid"]"#, #""services": []"#),
        (#""languages": ["ar"],"#, #""languages": ["ar"], "name": "x","#),
        (#""keeps_case": true"#, #""keeps_case": false"#),
        (#""kind": "referral""#, #""kind": "update""#),
        (#""schema": "case/1","#, #""schema": "case/1", "bundle_id": "x","#),
        (#""copy_status": "original""#, #""copy_status": "translation""#),
        (#""from": "P-7Q2K","#, ""),
        (#""type": "video""#, #""type": "device""#),
        (#""respond_by": "2026-11-27T12:00:00Z""#, #""respond_by": "tomorrow""#),
        (#""release_to": ["service_provider"], "not_to""#, #""release_to": [], "not_to""#),
        (#""not_to": ["police", "consulate"]"#, #""not_to": ["friends"]"#),
        (#""scope": ["narrative", "#, #""scope": ["everything", "#),
        (#""legal_basis": "consent""#, #""legal_basis": "vital_interest""#),
        (#""given_by": "self","#, ""),
        (#""withdrawal": true"#, #""withdrawal": "yes""#),
    ])
    func `schema and code refuse the same`(_ old: String, _ new: String) throws {
        let folder = try Folder()
        let document = try withConsent(with(try block("item"), in: try block("case")))
        #expect(document.contains(old))
        let wrong = document.replacing(old, with: new)
        #expect(throws: CaseError.self) { try CaseDocument(parsing: Array(wrong.utf8)) }
        #expect(try validate("case", [wrong], in: folder).status == 2)
    }

    @Test func `the schema of the preview is closed`() throws {
        let folder = try Folder()
        let preview = String(decoding: try split(try block("case")).preview, as: UTF8.self)
        for name in ["\"kind\"", "\"priority\"", "\"from\""] {
            let more = preview.replacing(name, with: "\"name\": \"x\", \(name)")
            #expect(try validate("preview", [more], in: folder).status == 2)
            #expect(throws: CaseError.self) { try Preview(parsing: Array(more.utf8)) }
        }
    }

    private func split(_ document: String) throws -> CaseFiles {
        let file = PackedFile(
            path: try BagPath("data/snimak.mov"), size: 3, digest: .of([1, 2, 3]))
        return try CaseDocument(parsing: Array(document.utf8)).split(
            PackingFacts(consignment: ConsignmentID(), createdAt: Times.sealed, files: [file]))
    }

    /// The example that the specification marks with this word.
    private func block(_ name: String) throws -> String {
        let text = try String(
            contentsOf: Tool.root.appending(path: "Protocol/case.md"), encoding: .utf8)
        let after = text.components(separatedBy: "```json \(name)\n")
        return try made(after.count == 2 ? after[1].components(separatedBy: "```").first : nil)
    }

    private func with(_ item: String, in document: String) -> String {
        document.replacing("  \"referral\": {", with: "  \"items\": [\(item)],\n  \"referral\": {")
    }

    private func withConsent(_ document: String) throws -> String {
        let entry = try block("consent").replacing("],\n  \"not_to\"", with: "], \"not_to\"")
        return document.replacing(
            "  \"referral\": {", with: "  \"consent\": [\(entry)],\n  \"referral\": {")
    }

    private func validate(
        _ schema: String, _ documents: [String], in folder: Folder
    ) throws -> Outcome {
        var paths: [String] = []
        for document in documents {
            let url = folder.url.appending(path: "\(UUID().uuidString).json")
            try Data(document.utf8).write(to: url)
            paths.append(url.path)
        }
        return try Tool.python(
            "statement_schema.py",
            [Tool.root.appending(path: "Protocol/schemas").path, schema] + paths)
    }

    /// A folder that goes away with the test.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "plomba-case-\(UUID().uuidString)")

        init() throws {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }
    }
}
