import EvidenceBundle
import Foundation
import Primitives
import Testing

/// A case.json with each field wrong, one at a time: one message, with the place of the field, a stable
/// code, and not a word of what stands in it.
@Suite struct `Each field of a case` {
    /// What stands in wrong fields: it must be in no message.
    static let secret = "Fatima H."

    @Test func `the whole case is valid`() throws {
        _ = try CaseDocument(parsing: WholeCase.document.serialized())
        #expect(WholeCase.places.count > 90)
    }

    @Test(arguments: WholeCase.places)
    func `of another type is told`(_ place: Place) throws {
        let wrong: JSONValue = place.isBoolean ? .string(Self.secret) : .bool(true)
        try expectOne("case.field-wrong-type", at: place, WholeCase.setting(place, to: wrong))
    }

    @Test(arguments: WholeCase.places.filter { $0.isText && !$0.isAnyText })
    func `with a text that has not its form is told`(_ place: Place) throws {
        let document = WholeCase.setting(place, to: .string(Self.secret + "\u{1}"))
        let problems = try problems(of: document)
        let own = problems.filter { $0.path == place.text }
        #expect(own.count == 1, "\(problems)")
        let codes = ["case.field-unknown-word", "case.field-wrong-format"]
        #expect(codes.contains(own.first?.code ?? ""))
        expectNoSecret(problems)
    }

    @Test(arguments: WholeCase.places.filter(\.isAnyText))
    func `with a control character in it is told`(_ place: Place) throws {
        try expectOne(
            "case.field-wrong-format", at: place,
            WholeCase.setting(place, to: .string(Self.secret + "\u{1}")))
    }

    @Test(arguments: WholeCase.required)
    func `that is missing is told`(_ name: String) throws {
        let place = try #require(WholeCase.places.first { $0.text == name })
        try expectOne("case.field-missing", at: place, WholeCase.setting(place, to: nil))
    }

    @Test(arguments: [
        "consent[0].release_to", "consent[0].scope", "preview.services", "preview.languages",
        "referral.services_requested",
    ])
    func `that must not be empty is told`(_ name: String) throws {
        let place = try #require(WholeCase.places.first { $0.text == name })
        try expectOne(
            "case.field-out-of-limits", at: place, WholeCase.setting(place, to: .array([])))
    }

    @Test func `consent that contradicts itself is told`() throws {
        let both = try #require(WholeCase.places.first { $0.text == "consent[0].not_to[0]" })
        try expectOne(
            "case.field-contradiction", at: both,
            WholeCase.setting(both, to: .string("service_provider")))
        let paper = try #require(WholeCase.places.first { $0.text == "consent[0].document" })
        try expectOne(
            "case.field-contradiction", at: paper,
            WholeCase.setting(paper, to: .string("00000000-0000-0000-0000-000000000000")))
    }

    @Test func `another basis than consent needs a reason and who approved it`() throws {
        let basis = try #require(WholeCase.places.first { $0.text == "consent[0].legal_basis" })
        let override = try #require(WholeCase.places.first { $0.text == "consent[0].override" })
        let law = WholeCase.setting(basis, to: .string("legal_obligation"))
        #expect(try problems(of: law).isEmpty)
        let problems = try problems(of: WholeCase.setting(override, to: nil, in: law))
        #expect(
            problems.map(\.message) == [
                "consent[0].override: is required when the basis is no consent"
            ])
        #expect(problems.allSatisfy { !$0.remedy.isEmpty })
    }

    private func expectOne(
        _ code: String, at place: Place, _ document: JSONValue,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        // The consent form is one of the items: where they are gone, it is gone too.
        let isItem = ["items", "items[0]", "items[0].id"].contains(place.text)
        let problems = try problems(of: document).filter {
            !isItem || $0.path != "consent[0].document"
        }
        #expect(problems.map(\.path) == [place.text], "\(problems)", sourceLocation: sourceLocation)
        #expect(problems.map(\.code) == [code], sourceLocation: sourceLocation)
        expectNoSecret(problems)
    }

    private func expectNoSecret(_ problems: [CaseProblem]) {
        for problem in problems { #expect(!problem.message.contains("Fatima")) }
    }

    private func problems(of document: JSONValue) throws -> [CaseProblem] {
        do {
            _ = try CaseDocument(parsing: document.serialized())
            return []
        } catch {
            #expect(error.code == "case.invalid", "\(error)")
            return error.problems
        }
    }
}
