import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

/// What a paper must not say, because the material says otherwise or says nothing.
@Suite struct `A paper beside the report says nothing untrue` {
    private func act(
        _ number: Int, _ kind: String, _ more: String,
        standing: FoundStatement.Standing = .confirmed
    ) throws -> FoundStatement {
        try `A paper beside the report`.act(number, kind, more, standing: standing)
    }

    private func groups(_ digest: SHA256Digest) -> String {
        let digits = Array(digest.hex)
        return stride(from: 0, to: 64, by: 8).map { String(digits[$0..<$0 + 8]) }
            .joined(separator: " ")
    }

    private func said(
        _ event: Event, _ predicate: String = "{}",
        standing: FoundStatement.Standing = .confirmed
    ) throws -> FoundStatement {
        var found = Found.statement(
            "2026-03-14T09:00:00Z", standing: standing, seed: event.rawValue)
        found.event = event
        found.predicate = try JSONValue.parse(Array(predicate.utf8))
        return found
    }

    private func received(_ chain: Check.Outcome = .passed) throws -> CaseFindings {
        var findings = try Found().findings
        let checks = VerificationProfile.receipt.required.map { Check($0, "a check", .passed) }
        findings.verdict = Verdict(
            profile: .receipt, checks: checks + [Check(.custodyChain, "the chain", chain)])
        return findings
    }

    @Test func `leaves open whether numbers were compared, and promises nothing of a device`()
        throws
    {
        var findings = try Found().findings
        let given = try act(1, "handed_over", #""exhibits": null, "to": "expert E-4""#)
        findings.statements = [given]
        let page = findings.page(.handover(given))
        #expect(page.contains("were compared (write yes or no): …"))
        #expect(!page.contains("looks through it") && !page.contains("switched off"))
    }

    @Test(arguments: [Event.submissionRejection, .relayRejection, .relayFailure])
    func `says of a refused delivery that a server did not take it`(event: Event) throws {
        var findings = try received()
        findings.statements = [try said(event)]
        let page = findings.page(.delivery)
        #expect(page.contains("A server says that it did not take this delivery"))
        #expect(page.contains("class=\"verdict open\"") && !page.contains("verdict holds"))
        #expect(page.contains("A server did not take it"))
        // Server, computer and person.
        let nothing = "nothing about it is in the folder"
        #expect(page.components(separatedBy: nothing).count == 4)
        #expect(!page.lowercased().contains("acknowledgement of receipt"))
        findings.statements = [try said(.submissionAcceptance)]
        let taken = findings.page(.delivery)
        #expect(taken.contains("class=\"verdict holds\"") && !taken.contains("not take"))
    }

    @Test func `vouches for no step that rests on keys which nobody here confirmed`() throws {
        let reason = Check.Reason(code: "statement.signer-unconfirmed", message: "not confirmed")
        var findings = try received(.notChecked(reason))
        findings.statements = [
            try said(.submissionAcceptance), try said(.contentHandover, standing: .offered),
        ]
        #expect(findings.verdict.isPositive && !findings.isDeliveryVouchedFor)
        let page = findings.page(.delivery)
        #expect(page.contains("class=\"verdict open\"") && !page.contains("verdict holds"))
        #expect(try received().isDeliveryVouchedFor)
        // Nor where the check is not there at all.
        let checks = VerificationProfile.receipt.required.map { Check($0, "a check", .passed) }
        findings.verdict = Verdict(profile: .receipt, checks: checks)
        #expect(!findings.isDeliveryVouchedFor)
    }

    @Test func `lists as everything what was sealed, not what lies there today`() throws {
        var findings = try Found().findings
        let (changed, gone, added) = (
            try BagPath("data/changed.jpg"), try BagPath("data/gone.jpg"),
            try BagPath("data/added.jpg")
        )
        func digest(_ text: String) -> SHA256Digest { .of(Array(text.utf8)) }
        findings.listed[changed] = digest("as it was")
        findings.listed[gone] = digest("gone")
        findings.files += [
            PackedFile(path: changed, size: 1, digest: digest("as it is")),
            PackedFile(path: added, size: 1, digest: digest("added")),
        ]
        findings.differences = [
            FileDifference(kind: .content, path: changed, exhibit: nil),
            FileDifference(kind: .missing, path: gone, exhibit: nil),
            FileDifference(kind: .extra, path: added, exhibit: nil),
        ]
        let given = try act(1, "handed_over", #""exhibits": null, "to": "expert E-4""#)
        findings.statements = [given]
        let page = findings.page(.handover(given))
        #expect(page.contains(groups(digest("as it was"))) && page.contains(groups(digest("gone"))))
        #expect(page.contains("✗ differs") && page.contains("✗ missing"))
        #expect(!page.contains(groups(digest("added"))))
        // Two in each of the two copies.
        #expect(page.components(separatedBy: "<tr class=\"failed\">").count == 5)
        #expect(!page.contains("an object"))
    }

    @Test func `says first that consent was withdrawn`() throws {
        var findings = try Found().findings
        findings.hasEvidence = true
        findings.caseDocument = try JSONValue.parse(
            Array(#"{"consent": [{"legal_basis": "consent", "purpose": "legal_aid"}]}"#.utf8))
        let given = try act(1, "handed_over", #""exhibits": null, "to": "expert E-4""#)
        findings.statements = [
            given,
            try said(
                .consentWithdrawal, #"{"mailbox": "intake@group484.rs", "part": null}"#),
        ]
        let words = "consent was withdrawn towards"
        for paper in [CasePaper.referral, .exhibits, .handover(given)] {
            #expect(findings.page(paper).contains(words))
        }
        let since = "a withdrawal of consent is recorded: see above"
        #expect(findings.page(.referral).contains(since))
        // One that does not hold withdraws nothing; without an evidence folder nobody looked.
        findings.statements[1].standing = .broken
        let without = findings.page(.referral)
        #expect(!without.contains(words) && !without.contains(since))
        #expect(!without.contains("was not looked at"))
        findings.hasEvidence = false
        #expect(findings.page(.referral).contains("was not looked at"))
    }

    @Test func `names no place where the thing is not`() throws {
        func listed(_ acts: FoundStatement...) throws -> String {
            var findings = try Found().findings
            findings.statements = acts
            return findings.page(.exhibits)
        }
        let stored = try act(1, "stored", #""exhibits": null, "location": "safe 2""#)
        let gone = try act(2, "destroyed", #""exhibits": null, "witness": "E-5""#)
        let destroyed = try listed(stored, gone)
        #expect(destroyed.contains("Destroyed") && !destroyed.contains("safe 2"))
        let one = try act(
            1, "destroyed", #""exhibits": [{"name": "VP-2026-014-01"}], "witness": "E-5""#)
        let rest = try act(2, "stored", #""exhibits": null, "location": "safe 2""#)
        let ended = try listed(one, rest)
        #expect(ended.contains("Destroyed") && !ended.contains("safe 2"))
        let given = try act(
            2, "handed_over",
            #""exhibits": null, "to": "expert E-4", "location": "our office, room 2""#)
        let taken = try listed(stored, given)
        let (expert, room) = (taken.range(of: "expert E-4"), taken.range(of: "our office, room 2"))
        #expect(taken.contains("the entry names this place") && !taken.contains("safe 2"))
        #expect(try #require(expert).lowerBound < #require(room).lowerBound)
        var half = given
        half.predicate = try JSONValue.parse(
            Array(
                #"{"act": "handed_over", "exhibits": null, "to": "E-9", "outcome": "partial"}"#
                    .utf8))
        let partial = try listed(stored, half)
        #expect(partial.contains("safe 2") && partial.contains("in part: "))
        #expect(partial.contains("E-9"))
    }

    @Test func `shows an open check on each copy, and that there was no room for all`() throws {
        var findings = try Found().findings
        let given = try act(1, "handed_over", #""exhibits": null, "to": "expert E-4""#)
        findings.statements = [given]
        #expect(!findings.page(.handover(given)).contains("class=\"verdict"))
        for number in 0..<2100 {
            findings.listed[try BagPath("data/\(number).jpg")] = Found.digest
        }
        findings.verdict = Verdict(profile: .folder, checks: [])
        let page = findings.page(.handover(given))
        #expect(page.components(separatedBy: "class=\"verdict open\"").count == 3)
        #expect(page.components(separatedBy: "The first 2,000 files are listed here").count == 3)
    }

    @Test func `takes no older hand-over for the last, and none that did not succeed`() throws {
        var findings = try Found().findings
        let more = #""exhibits": null, "to": "expert E-4""#
        let first = try act(1, "handed_over", more)
        let failed = try act(2, "handed_over", more + #", "by": "x""#)
        var second = failed
        second.predicate = try JSONValue.parse(
            Array(#"{"act": "handed_over", "exhibits": null, "outcome": "failed"}"#.utf8))
        findings.statements = [first, second]
        #expect(throws: PaperError.didNotSucceed(2)) { try findings.handover(nil) }
        #expect(try findings.handover(1).actNumber == 1)
        for standing in [FoundStatement.Standing.stranger, .notCounting, .broken] {
            findings.statements = [first, try act(2, "returned", more, standing: standing)]
            #expect(throws: PaperError.actDoesNotHold(2)) { try findings.handover(nil) }
        }
    }

    @Test func `tells seen from answered, and says which answer it was`() throws {
        var findings = try received()
        findings.statements = [
            try said(.acknowledgement),
            try said(
                .consentWithdrawal, #"{"mailbox": "intake@group484.rs", "part": null}"#),
            try said(.consentAnswer, #"{"answer": "erased"}"#),
        ]
        let page = findings.page(.delivery)
        #expect(page.contains("3. A person has seen it or answered"))
        #expect(page.contains("consent was withdrawn towards"))
        #expect(page.contains("answered that it has destroyed its copy"))
    }
}
