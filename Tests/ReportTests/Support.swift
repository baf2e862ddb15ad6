import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

/// Findings as a verification could have made them.
struct Found {
    var findings: CaseFindings

    static let digest = SHA256Digest.of(Array("content".utf8))

    /// - Parameter failure: makes the files differ.
    init(
        failing failure: FileDifference.Kind? = nil, mode: Mode = .live,
        title: String = "Video primljen od rođaka"
    ) throws {
        let outcome: Check.Outcome =
            failure == nil
            ? .passed
            : .failed(Check.Reason(code: "bundle.originals-differ", message: "exhibit differs"))
        let checks = VerificationProfile.folder.required.map { code in
            Check(code, "a check", code == .bagManifests ? outcome : .passed)
        }
        findings = CaseFindings(
            tool: ReportTool(name: "plomba", version: "1.2.3"), mode: mode,
            verdict: Verdict(profile: .folder, checks: checks))
        let sender = try #require(OrganisationName("vasaprava.ba"))
        let path = try BagPath("data/snimak.mov")
        findings.sender = sender
        findings.consignment = ConsignmentID("0f8e2a6c4b1d9e7f3a5c8b2d6e4f1a0c")
        findings.mailboxes = [try #require(MailboxAddress("intake@group484.rs"))]
        findings.files = [PackedFile(path: path, size: 1_234_567, digest: Self.digest)]
        findings.listed = [path: Self.digest]
        if let failure {
            findings.differences = [
                FileDifference(kind: failure, path: path, exhibit: "VP-2026-014-01")
            ]
        } else {
            findings.sealer = ReportSealer(
                organisation: sender, role: "caseworker",
                sealedTime: try #require(Timestamp("2026-03-12T14:05:00Z")))
        }
        findings.parts = [ReportPart(.seal, Self.digest)]
        findings.preview = try JSONValue.parse(Array(Self.preview.utf8))
        findings.caseDocument = Self.document(title: title)
    }

    private static let preview = """
        {"tz_offset": "+01:00", "preview": {"route": {"from": "BA", "to": "RS"}}}
        """

    private static func document(title: String) -> JSONValue {
        func text(_ name: String, _ value: String) -> JSONMember {
            JSONMember(name, .string(value))
        }
        let item = JSONValue.object([
            text("id", "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e10"),
            text("exhibit_no", "VP-2026-014-01"),
            JSONMember("title", .object([text("text", title), text("lang", "bs")])),
            text("type", "video"), text("copy_status", "original"),
            JSONMember("file", .object([text("name_stored", "snimak.mov")])),
            JSONMember(
                "acquisition",
                .object([
                    text("method", "received_via_app"), text("by", "caseworker"),
                    text("at", "2026-03-12T13:00:00Z"), text("place", "Bihać"),
                ])),
        ])
        return .object([
            JSONMember("referral", .object([text("sender_ref", "VP-2026-014")])),
            JSONMember("items", .array([item])),
        ])
    }

    func document(_ locale: WordingLocale) -> ReportDocument {
        ReportWriter(findings, locale, paper: nil).document
    }

    func page(_ locale: WordingLocale, _ second: WordingLocale? = nil) -> String {
        let page = HTMLPage(
            ReportWriter(findings, locale, paper: nil).document,
            second: second.map { ReportWriter(findings, $0, paper: nil).document })
        return String(decoding: page.bytes, as: UTF8.self)
    }

    /// Page one.
    func front(_ locale: WordingLocale) throws -> String {
        let page = self.page(locale)
        let start = try #require(page.range(of: "<section class=\"front\">"))
        let end = try #require(page.range(of: "</section>"))
        return String(page[start.upperBound..<end.lowerBound])
    }

    /// A statement as somebody signed it, at a time.
    static func statement(
        _ time: String?, standing: FoundStatement.Standing = .confirmed, seed: String
    ) -> FoundStatement {
        var found = FoundStatement(
            path: seed, digest: .of(Array(seed.utf8)), standing: standing)
        found.party = "vasaprava.ba"
        found.role = "caseworker"
        found.time = time.flatMap(Timestamp.init)
        return found
    }
}
