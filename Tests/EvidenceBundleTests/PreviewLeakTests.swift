import BagIt
import Custody
import Foundation
import Primitives
import TestSupport
import Testing

@testable import EvidenceBundle

/// What can be seen of a case before anybody accepts it, and by those who only carry it.
///
/// In a whole case every text and every code that can be is a word that stands nowhere else, and so are the
/// file's name and digest. Outside of the allowed fields of the preview none of them may be shown.
@Suite struct `Nothing of a case` {
    /// The members that preview.json may have. Whoever adds one shows it to everybody who gets a preview:
    /// that is a decision (Protocol/decisions/0055), and not the change of a test.
    private static let allowed: Set = [
        "schema", "bundle_id", "created_at", "kind", "mode", "tz_offset", "previous",
        "preview.priority", "preview.respond_by", "preview.services[0]", "preview.age_band",
        "preview.child_alone", "preview.languages[0]", "preview.route.from", "preview.route.to",
        "preview.items", "preview.total_bytes",
    ]
    private static let codes: Set = [
        "referral.services_requested[0].code", "referral.contact_restrictions.codes[0]",
        "referral.followup.via", "referral.followup.agreed_content[0]",
    ]
    private static let content = Array("C4N4RYCONTENT".utf8)
    private static let fileName = "C4N4RYFILE.mov"

    @Test func `is shown before acceptance but the allowed fields`() throws {
        let scene = try scene()
        let file = try BundleFile(path: scene.path("FILE.plomba"))
        let preview = try SealedPreview.open(file.parts.preview, scene.receiver.identities)
        expectNone(preview)
        #expect(Set(Self.places(try JSONValue.parse(preview))) == Self.allowed)
    }

    @Test func `stands in what is carried, nor in a name of it`() throws {
        let scene = try scene()
        expectNone(try scene.read("FILE.plomba"))
        let file = try BundleFile(path: scene.path("FILE.plomba"))
        expectNone(file.parts.statement.json)
        let listed = try Tool.run("tar", ["-tf", scene.path("FILE.plomba")])
        #expect(
            listed.text.split(separator: "\n") == [
                "payload.age", "preview.age", "statement.json", "statement.json.sig",
                "statement.entry",
            ])
    }

    /// The same words are there for who opens it: the two tests above looked for something.
    @Test func `is lost to who opens it`() throws {
        let scene = try scene()
        try scene.open()
        let document = String(decoding: try scene.read("case/bag/case.json"), as: UTF8.self)
        for (place, word) in Self.marked.words where place != "content" {
            #expect(document.contains(word), "\(place)")
        }
        #expect(try scene.read("case/bag/data/" + Self.fileName) == Self.content)
    }

    /// The case, with a word of its own wherever one fits, and those words by their places.
    private static let marked: (document: JSONValue, words: [String: String]) = {
        var document = WholeCase.document
        let digest = SHA256Digest.of(content).hex
        var words = ["content": "C4N4RYCONTENT", "person.code": "C4N4RYPERSON"]
        for (number, place) in WholeCase.places.enumerated() {
            let word: String
            switch place.text {
            case "items[0].file.name_stored": word = fileName
            case "items[0].hash.sha256": word = digest
            case let text where codes.contains(text): word = "c4n4ry\(number)x"
            case _ where place.isAnyText: word = "C4N4RY\(number)X"
            case "items[0].file.size":
                document = WholeCase.setting(
                    place, to: .integer(Int64(content.count)), in: document)
                continue
            default: continue
            }
            words[place.text] = word
            document = WholeCase.setting(place, to: .string(word), in: document)
        }
        guard case .object(let members) = document else { return (document, words) }
        let person = JSONMember("person", .object([JSONMember("code", .string("C4N4RYPERSON"))]))
        return (.object(members + [person]), words)
    }()

    private func scene() throws -> Scene {
        #expect(Self.marked.words.count > 40)
        let scene = try Scene()
        try scene.seal(
            [(Self.fileName, Self.content)],
            request: scene.request(caseDocument: Self.marked.document.serialized()))
        return scene
    }

    private func expectNone(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        let data = Data(bytes)
        for (place, word) in Self.marked.words {
            #expect(
                data.range(of: Data(word.utf8)) == nil, "\(place)", sourceLocation: sourceLocation)
        }
    }

    private static func places(_ value: JSONValue, _ path: String = "") -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { places($0.value, path.isEmpty ? $0.name : path + "." + $0.name) }
        case .array(let elements):
            elements.enumerated().flatMap { places($1, path + "[\($0)]") }
        default: [path]
        }
    }
}
