import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

/// The record of consent, of cases as somebody could have written them.
@Suite struct `The record of consent` {
    private static let agreed = """
        {"legal_basis": "consent", "purpose": "legal_aid", "release_to": ["service_provider"], \
        "not_to": ["police", "consulate"], "scope": ["narrative", "media:VP-2026-014-01"], \
        "anonymise": ["face"], "onward_sharing": "ask_first", "given_by": "guardian", \
        "assent": true, "given_at": "2026-11-23T15:40:00Z", "form": "oral_witnessed", \
        "language": "ar", "interpreter_code": "T-4", "explained": {"purpose": true, \
        "recipients": true, "risks": false, "confidentiality_limits": true, "withdrawal": true}, \
        "valid_until": "2027-11-23", "document": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e10"}
        """
    private static let ordered = """
        {"legal_basis": "legal_obligation", "purpose": "court", "release_to": ["prosecutor"], \
        "scope": ["media"], "onward_sharing": "no", "override": {"reason": \
        {"text": "nalog K-12/26", "lang": "bs"}, "approved_by_role": "coordinator"}}
        """

    private func findings(
        _ entries: [String], _ more: String = #""referral": {"from": {"org": "vasaprava.ba"}}"#
    ) throws -> CaseFindings {
        var findings = try Found().findings
        let items = findings.caseDocument["items"] ?? .array([])
        let text = #"{"consent": ["# + entries.joined(separator: ", ") + "], " + more + "}"
        guard case .object(let members) = try JSONValue.parse(Array(text.utf8)) else {
            throw PaperError.noConsent
        }
        findings.caseDocument = .object(members + [JSONMember("items", items)])
        return findings
    }

    @Test(arguments: WordingLocale.allCases)
    func `is written in every language, the same twice, with no slot open`(
        locale: WordingLocale
    ) throws {
        let findings = try self.findings([Self.agreed, Self.ordered])
        let page = findings.page(.consent, locale)
        #expect(page == findings.page(.consent, locale))
        #expect(!page.contains("{") && !page.contains("}"))
        #expect(page.contains("0f8e2a6c4b1d9e7f3a5c8b2d6e4f1a0c"))
        // Every word of the case that has a word of the catalogue stands as that.
        for word in ["ask_first", "oral_witnessed", "narrative", "confidentiality_limits"] {
            #expect(!page.contains(word), "\(word)")
        }
        let english = findings.page(.consent, .english)
        for mark in ["<p>", "<tr", "<td", "<th", "<h3>", "<h1"] {
            #expect(
                page.components(separatedBy: mark).count
                    == english.components(separatedBy: mark).count, "\(mark)")
        }
        #expect(
            findings.page(.consent, locale, .english).contains("class=\"second\"")
                == (locale != .english))
    }

    @Test func `says who may get what, what was explained, and on whose authority`() throws {
        let page = try findings([Self.agreed]).page(.consent)
        for words in [
            "service provider", "police, consulate", "legal aid", "what the person told",
            "exhibit <bdi translate=\"no\">VP-2026-014-01</bdi>", "face",
            "only after the person was asked again", "guardian", "the child agrees too",
            "on what authority (write decision, office and number): …", "orally, before a witness",
            "asked in this language: <bdi translate=\"no\">ar</bdi>", "T-4",
            "signed form: exhibit <bdi translate=\"no\">VP-2026-014-01</bdi>",
            "NOT explained: the risks, also that authorities could detain",
            "23\u{A0}November\u{A0}2027", "How consent is taken back", "vasaprava.ba",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(!page.contains("WITHOUT CONSENT") && !page.contains("can object"))
        #expect(!page.contains("class=\"verdict"))
    }

    @Test func `asks for no authority of a person who agreed for themselves`() throws {
        let own = Self.agreed.replacing("\"guardian\"", with: "\"self\"")
            .replacing("\"assent\": true", with: "\"assent\": false")
        let page = try findings([own]).page(.consent)
        #expect(page.contains("THE CHILD DOES NOT AGREE") && !page.contains("on what authority"))
        let bare = #"{"legal_basis": "consent"}"#
        let empty = try findings([bare]).page(.consent)
        // What nobody wrote down is called neither explained nor unexplained.
        #expect(!empty.contains("NOT explained") && !empty.contains("who gets it"))
        #expect(empty.contains("no last day is recorded") && empty.contains("on what authority"))
    }

    @Test func `says that another basis is no consent`() throws {
        let both = try findings([Self.agreed, Self.ordered]).page(.consent)
        #expect(both.contains("1. service provider") && both.contains("2. prosecutor"))
        let page = try findings([Self.ordered]).page(.consent)
        for words in ["WITHOUT CONSENT", "nalog K-12/26", "decided by", "coordinator", "object"] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(!page.contains("Who agreed") && !page.contains("Explained before"))
    }

    @Test func `says first that an entry was taken back, in the case or since`() throws {
        let ended = Self.agreed.replacing(
            "\"valid_until\"",
            with: #""withdrawn": {"at": "2026-11-24T10:00:00Z", "by": "self"}, "valid_until""#)
        let page = try findings([ended]).page(.consent)
        let taken = try #require(page.range(of: "Taken back"))
        #expect(page[..<taken.lowerBound].range(of: "May go to") == nil)
        #expect(page.contains("by: the person"))

        var findings = try findings([Self.agreed])
        #expect(!findings.page(.consent).contains("Taken back"))
        #expect(findings.page(.consent).contains("was not looked at"))
        var said = Found.statement("2026-12-01T10:00:00Z", seed: "withdrawal")
        said.event = .consentWithdrawal
        said.predicate = try JSONValue.parse(
            Array(#"{"mailbox": "intake@group484.rs", "part": null}"#.utf8))
        (findings.statements, findings.hasEvidence) = ([said], true)
        #expect(findings.page(.consent).contains("consent was withdrawn towards"))
        #expect(!findings.page(.consent).contains("was not looked at"))
        findings.statements[0].standing = .stranger
        #expect(!findings.page(.consent).contains("consent was withdrawn towards"))
    }

    @Test func `shows nothing of who the person is`() throws {
        let page = try findings(
            [Self.agreed],
            """
            "referral": {"from": {"org": "vasaprava.ba"}, "reason": {"text": "secret reason"}}, \
            "person": {"name": "secret name", "guardian": {"authority": "secret office"}}, \
            "risk": {"flags": ["secret_flag"]}
            """
        ).page(.consent)
        #expect(!page.contains("secret"))
        for hidden in ["Bihać", "Video primljen", "snimak.mov", "caseworker"] {
            #expect(!page.contains(hidden), "\(hidden)")
        }
        let odd = Self.agreed.replacing("\"T-4\"", with: #""<script>\u202e{role}""#)
        let escaped = try findings([odd]).page(.consent)
        #expect(!escaped.contains("<script>") && !escaped.contains("\u{202E}"))
    }

    @Test func `is not made where nothing is written, and shows what does not hold`() throws {
        #expect(throws: PaperError.noConsent) { try Found().findings.requireConsent() }
        #expect(throws: PaperError.noConsent) { try findings([]).requireConsent() }
        try findings([Self.ordered]).requireConsent()
        var failing = try Found(failing: .content).findings
        failing.caseDocument = try findings([Self.agreed]).caseDocument
        #expect(failing.page(.consent).contains("class=\"verdict fails\""))
    }

    @Test func `says of a file that nobody sealed that nothing was checked`() throws {
        var findings = try findings([Self.agreed])
        findings.isUnsealed = true
        for locale in WordingLocale.allCases {
            let page = findings.page(.consent, locale)
            #expect(page.contains(Wording(locale).say(ConsentPhrase.agreedDraft).text))
            #expect(page.contains("class=\"verdict open\""))
            // Nothing in it is signed data.
            #expect(!page.contains(Wording(locale).say(PaperPhrase.paperRendering).text))
        }
    }
}
