import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

/// Papers about what went out: its packing, its delivery, what it asks for.
@Suite struct `A paper about what was sent` {
    @Test func `keeps the three steps of a delivery apart, for each mailbox`() throws {
        var findings = try Found().findings
        let other = try #require(MailboxAddress("intake@legal-aid.example"))
        findings.mailboxes.append(other)
        func said(_ event: Event, _ seed: String, _ mailbox: MailboxAddress?) -> FoundStatement {
            var found = Found.statement("2026-03-12T14:06:00Z", seed: seed)
            (found.event, found.mailbox) = (event, mailbox)
            return found
        }
        findings.statements = [
            said(.submissionAcceptance, "1", nil), said(.contentHandover, "2", other),
            said(.consignmentAcceptance, "3", other),
        ]
        findings.offset = LocalOffset("+02:00")
        findings.preview = .null
        let page = findings.page(.delivery, .english)
        let lanes = page.components(separatedBy: "For: ")
        try #require(lanes.count == 3)
        let nothing = "nothing about it is in the folder"
        #expect(lanes[1].components(separatedBy: nothing).count == 3)
        #expect(!lanes[1].contains("Arrived whole") && lanes[1].contains("1. The server has it"))
        #expect(!lanes[2].contains(nothing))
        #expect(lanes[2].contains("Arrived whole") && lanes[2].contains("Taken over"))
        #expect(page.contains("14:06:00 UTC (16:06:00, UTC+02:00)"))
        // Whose word a time is.
        #expect(lanes[1].contains("by the receipt of the intermediary server"))
        #expect(lanes[2].contains("by the signer&#39;s own statement"))
    }

    @Test func `says of a delivery whether it was checked, not checked or fails`() throws {
        for (outcome, tone) in [
            (Check.Outcome.passed, "holds"),
            (.notChecked(Check.Reason(code: "evidence.no-receipt", message: "none")), "open"),
            (.failed(Check.Reason(code: "statement.signature-invalid", message: "no")), "fails"),
        ] {
            var findings = try Found().findings
            let checks = VerificationProfile.receipt.required.map {
                Check($0, "a check", $0 == .receiptSignature ? outcome : .passed)
            }
            let chain = Check(.custodyChain, "the chain", .passed)
            findings.verdict = Verdict(profile: .receipt, checks: checks + [chain])
            let page = findings.page(.delivery, .english)
            #expect(page.contains("class=\"verdict \(tone)\""), "\(tone)")
            #expect(page.contains("[statement.signature-invalid]") == (tone == "fails"))
        }
    }

    @Test
    func `a packing receipt names every file and when it ends, and does not call itself a check`()
        throws
    {
        var findings = try Found().findings
        findings.deadline = Timestamp("2026-03-26T14:00:00Z")
        let page = findings.page(.packing, .english)
        #expect(page.contains("snimak.mov") && page.contains("1,234,567"))
        #expect(page.contains("26\u{A0}March\u{A0}2026 at 14:00:00 UTC"))
        #expect(page.contains("vasaprava.ba") && page.contains("intake@group484.rs"))
        #expect(!page.contains("class=\"verdict"))
    }

    @Test func `a referral says what was asked for, and nothing that nobody wrote`() throws {
        var findings = try Found().findings
        findings.preview = try JSONValue.parse(
            Array(
                """
                {"tz_offset": "+01:00", "preview": {"priority": "urgent", "respond_by": \
                "2026-11-27T12:00:00Z", "age_band": "15-17", "child_alone": "unaccompanied", \
                "languages": ["ar"], "route": {"from": "BA", "to": "RS"}}}
                """.utf8))
        findings.caseDocument = try JSONValue.parse(
            Array(
                """
                {"referral": {"from": {"org": "vasaprava.ba", "unit": "Bihać", "role": "caseworker", \
                "contact": "duty-phone"}, "reason": {"text": "needs <a> lawyer", "lang": "en"}, \
                "services_requested": [{"code": "legal_aid", "needed_by": "2026-12-01"}], \
                "client_informed": {"yes": false}, "keeps_case": true}}
                """.utf8))
        let page = findings.page(.referral, .english)
        for words in [
            "urgent", "unaccompanied child", "age: <bdi translate=\"no\">15-17", "duty-phone",
            "needs &lt;a&gt; lawyer", "(en)", "legal_aid", "needed by 1\u{A0}December\u{A0}2026",
            "the referring organisation, as before", "12:00:00 UTC (13:00:00",
            "The case records neither consent nor another basis.",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(!page.contains("class=\"verdict"))
        findings.preview = .null
        findings.caseDocument = .null
        let empty = findings.page(.referral, .english)
        for words in ["urgent", "unaccompanied", "as before", ">yes<", ">no<"] {
            #expect(!empty.contains(words), "\(words)")
        }
    }
}
