import EvidenceBundle
import Primitives
import Testing

/// To whom a case may be given, by what it records of consent.
@Suite struct `The scope of consent` {
    private let now: Timestamp

    init() throws { now = try #require(Timestamp("2026-11-26T12:00:00Z")) }

    private func entry(_ more: String) -> String {
        """
        {"legal_basis": "consent", "purpose": "legal_aid", "scope": ["narrative"],
         "onward_sharing": "no", "given_by": "self", "given_at": "2026-11-23T16:20:00Z",
         "form": "written", "language": "ar", "explained": {"purpose": true, "recipients": true,
         "risks": true, "confidentiality_limits": true, "withdrawal": true}, \(more)}
        """
    }

    private func answer(
        _ consent: [String]?, _ name: String = "group484.rs", _ kind: RecipientClass? = nil,
        items: String? = nil
    ) throws -> ConsentScope.Answer {
        var document = CaseJSON.minimal(mode: .live)
        if let items { document = document.adding(item: items) }
        if let consent {
            document = document.replacing(
                "  \"referral\": {",
                with: "  \"consent\": [\(consent.joined(separator: ","))],\n  \"referral\": {")
        }
        let recipient = ConsentScope.Recipient(
            name: try #require(OrganisationName(name)), kind: kind)
        return try CaseDocument(parsing: document.bytes).consentScope
            .answer(for: recipient, at: now)
    }

    @Test func `nothing recorded is no answer`() throws {
        #expect(try answer(nil) == .notRecorded)
        #expect(try answer([]) == .notRecorded)
    }

    @Test func `an organisation is covered by its name or by its kind`() throws {
        let byName = entry(#""release_to": ["group484.rs"]"#)
        #expect(try answer([byName]) == .covered(basis: "consent"))
        #expect(try answer([byName], "group485.rs") == .notCovered(allowed: ["group484.rs"]))
        let byKind = entry(#""release_to": ["service_provider"]"#)
        #expect(try answer([byKind], "x.rs", .serviceProvider) == .covered(basis: "consent"))
        #expect(try answer([byKind], "x.rs", .police) == .notCovered(allowed: ["service_provider"]))
        #expect(try answer([byKind], "x.rs", nil) == .notCovered(allowed: ["service_provider"]))
    }

    @Test func `who is excluded gets nothing, whatever another entry allows`() throws {
        let excluding = entry(#""release_to": ["service_provider"], "not_to": ["police"]"#)
        let allowing = entry(#""release_to": ["police", "mup.example"]"#)
        #expect(try answer([excluding, allowing], "mup.example", .police) == .excluded)
        let named = entry(#""release_to": ["prosecutor"], "not_to": ["mup.example"]"#)
        #expect(try answer([allowing, named], "mup.example", .police) == .excluded)
    }

    @Test func `what was withdrawn covers nobody`() throws {
        let withdrawn = entry(
            #""release_to": ["group484.rs"], "withdrawn": {"at": "2026-11-24T16:20:00Z"}"#)
        #expect(try answer([withdrawn]) == .withdrawn)
        let other = entry(#""release_to": ["group484.rs"]"#)
        #expect(try answer([withdrawn, other]) == .covered(basis: "consent"))
    }

    @Test func `consent holds through its last day`() throws {
        let today = entry(#""release_to": ["group484.rs"], "valid_until": "2026-11-26""#)
        #expect(try answer([today]) == .covered(basis: "consent"))
        let yesterday = entry(#""release_to": ["group484.rs"], "valid_until": "2026-11-25""#)
        #expect(try answer([yesterday]) == .ended)
    }

    @Test func `another basis is named as what it is`() throws {
        let law = entry(
            #""release_to": ["prosecutor"], "override": {"reason": "#
                + #"{"text": "a court order", "lang": "en"}, "approved_by_role": "lawyer"}"#
        )
        .replacing(#""legal_basis": "consent""#, with: #""legal_basis": "legal_obligation""#)
        #expect(
            try answer([law], "tuzilastvo.example", .prosecutor)
                == .covered(basis: "legal_obligation"))
    }

    @Test func `one file may be kept from somebody who may get the case`() throws {
        let item = CaseJSON.video.replacing(
            #""release_to": ["service_provider"]"#,
            with: #""release_to": ["service_provider"], "not_to": ["consulate"]"#)
        let all = entry(#""release_to": ["consulate", "service_provider"]"#)
        #expect(try answer([all], "x.rs", .consulate, items: item) == .itemExcluded(0))
        #expect(
            try answer([all], "x.rs", .serviceProvider, items: item) == .covered(basis: "consent"))
    }
}
