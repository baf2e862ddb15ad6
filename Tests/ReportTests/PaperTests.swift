import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

/// The papers beside the report, of findings as a verification could have made them.
@Suite struct `A paper beside the report` {
    private static let program = SHA256Digest.of(Array("program".utf8))

    static func act(
        _ number: Int, _ kind: String, _ more: String,
        standing: FoundStatement.Standing = .confirmed
    ) throws -> FoundStatement {
        var found = Found.statement(
            "2026-11-26T12:00:00Z", standing: standing, seed: "acts/000\(number)-CustodyAct")
        (found.isAct, found.actNumber) = (standing != .broken, number)
        found.predicate = try JSONValue.parse(
            Array(
                """
                {"act": "\(kind)", "startTime": "2026-11-26T11:00:00Z", "outcome": "ok", \
                "purpose": "examination", "authority": "order K-12/26", \(more)}
                """.utf8))
        return found
    }

    private static let given = """
        "exhibits": [{"name": "VP-2026-014-01", "sha256": "\(Found.digest.hex)"}], \
        "to": "expert E-4", "physical": {"bag": "A-10293", "seal": "0045512", \
        "sealIntact": true, "newSeal": null, "condition": "screen cracked"}
        """

    private func papers(_ findings: CaseFindings) throws -> [CasePaper] {
        [
            .handover(try findings.handover(nil)), .exhibits,
            .verification(program: Self.program), .packing, .delivery, .referral,
        ]
    }

    private func findings(
        _ acts: FoundStatement..., failing: FileDifference.Kind? = nil
    ) throws -> CaseFindings {
        var findings = try Found(failing: failing).findings
        findings.statements = acts
        return findings
    }

    @Test(arguments: WordingLocale.allCases)
    func `is written in every language, the same twice, with no slot open`(
        locale: WordingLocale
    ) throws {
        let findings = try self.findings(Self.act(1, "handed_over", Self.given))
        for paper in try papers(findings) {
            let one = findings.page(paper, locale)
            #expect(one == findings.page(paper, locale))
            #expect(!one.contains("{") && !one.contains("}"))
            #expect(one.contains("0f8e2a6c4b1d9e7f3a5c8b2d6e4f1a0c"))
            #expect(one.contains(Wording(locale).say(.paperRendering).text))
            // A paper is no report and does not call itself one.
            #expect(!one.contains(Wording(locale).say(.reportRendering).text))
            #expect(!one.contains(Wording(locale).say(.limitsTitle).text))
            let two = findings.page(paper, locale, .english)
            #expect(two.contains("class=\"second\"") == (locale != .english))
        }
        let pages = try papers(findings).map { findings.page($0, locale) }
        #expect(Set(pages).count == pages.count)
        // Both languages of a page have the same parts.
        for (page, paper) in zip(pages, try papers(findings)) {
            let english = findings.page(paper, .english)
            for mark in ["<p>", "<tr", "<td", "<th", "<h3>", "<h1"] {
                #expect(
                    page.components(separatedBy: mark).count
                        == english.components(separatedBy: mark).count, "\(mark)")
            }
        }
    }

    @Test func `has two equal copies of a hand-over, each with both sides`() throws {
        let findings = try self.findings(Self.act(1, "handed_over", Self.given))
        let page = findings.page(.handover(try findings.handover(nil)), .bosnian)
        let copies = page.components(separatedBy: "<h1 class=\"sheet\">")
        #expect(copies.count == 2)
        for (copy, mark) in zip(copies, ["Primjerak 1 od 2", "Primjerak 2 od 2"]) {
            #expect(copy.contains(mark))
            for words in [
                "Zapisnik o primopredaji", "vasaprava.ba", "expert E-4", "A-10293", "0045512",
                "plomba neoštećena", "screen cracked", "VP-2026-014-01", "order K-12/26",
                "Predao", "Preuzeo", "acts/0001-CustodyAct.json",
                "26.\u{A0}novembra\u{A0}2026. u 11:00:00 UTC (12:00:00, UTC+01:00)",
            ] {
                #expect(copy.contains(words), "\(words)")
            }
            #expect(copy.components(separatedBy: "<tr class=\"hand\">").count == 5)
        }
    }

    @Test func `turns the sides of what was received, and leaves room for what is not said`()
        throws
    {
        let received = try Self.act(
            1, "received", #""exhibits": null, "from": "expert E-4", "physical": null"#)
        let findings = try self.findings(received)
        let page = findings.page(.handover(received), .english)
        let giver = try #require(page.firstRange(of: "Released by"))
        let rest = page[giver.upperBound...]
        let taker = try #require(rest.firstRange(of: "Received by"))
        #expect(rest[..<taker.lowerBound].contains("expert E-4"))
        #expect(rest[taker.upperBound...].prefix(200).contains("vasaprava.ba"))
        #expect(page.contains("seal intact (write yes or no): …"))
        // All that was sealed: the exhibit too.
        #expect(page.contains("VP-2026-014-01") && page.contains("snimak.mov"))
    }

    @Test func `says of a seal that it was not intact`() throws {
        let broken = Self.given.replacing("\"sealIntact\": true", with: "\"sealIntact\": false")
        let findings = try self.findings(Self.act(1, "returned", broken))
        let page = findings.page(.handover(try findings.handover(1)), .croatian)
        #expect(page.contains("FIZIČKA PLOMBA OŠTEĆENA"))
        #expect(!page.contains("plomba neoštećena"))
    }

    @Test func `says what a correction says, and that there is one`() throws {
        let first = try Self.act(1, "handed_over", Self.given)
        let correction = try Self.act(
            2, "corrected",
            Self.given.replacing("expert E-4", with: "expert E-5")
                + ", \"corrects\": \"\(first.digest.hex)\"")
        let findings = try self.findings(first, correction)
        let page = findings.page(.handover(try findings.handover(1)), .english)
        #expect(page.contains("expert E-5") && !page.contains("expert E-4"))
        #expect(page.contains("corrected by no. 2"))
        // One that does not hold corrects nothing.
        var forged = correction
        forged.standing = .notCounting
        let other = try self.findings(first, forged)
        let same = other.page(.handover(try other.handover(1)), .english)
        #expect(same.contains("expert E-4") && !same.contains("expert E-5"))
    }

    @Test func `is not made of an act that is none, no hand-over, or does not hold`() throws {
        let stored = try Self.act(1, "stored", #""exhibits": null, "location": "safe 2""#)
        let given = try Self.act(2, "handed_over", Self.given)
        let forged = try Self.act(3, "handed_over", Self.given, standing: .broken)
        let stranger = try Self.act(4, "returned", Self.given, standing: .stranger)
        let findings = try self.findings(stored, given, forged, stranger)
        #expect(throws: PaperError.actDoesNotHold(4)) { try findings.handover(nil) }
        #expect(try findings.handover(2).actNumber == 2)
        for (number, error) in [
            (1, PaperError.notAHandover(1, "stored")), (3, .actDoesNotHold(3)),
            (4, .actDoesNotHold(4)), (5, .noSuchAct(5)), (0, .noSuchAct(0)),
        ] {
            #expect(throws: error) { try findings.handover(number) }
        }
        let without = try self.findings(stored)
        #expect(throws: PaperError.noHandover) { try without.handover(nil) }
    }

    @Test func `lists the place of each exhibit, and what was made of it since`() throws {
        let copy = SHA256Digest.of(Array("copy".utf8))
        let findings = try self.findings(
            Self.act(
                1, "redacted",
                """
                "exhibits": [{"name": "VP-2026-014-01", "sha256": null}], "results": \
                [{"name": "redacted.mp4", "sha256": "\(copy.hex)"}]
                """),
            Self.act(2, "stored", #""exhibits": null, "location": "safe 2""#),
            Self.act(3, "moved", #""exhibits": null, "location": "safe 3""#, standing: .stranger))
        let page = findings.page(.exhibits, .english)
        #expect(page.contains("safe 2") && !page.contains("safe 3"))
        #expect(page.contains("redacted.mp4") && page.contains("Redacted copy made"))
        #expect(page.contains("made from <bdi translate=\"no\">VP-2026-014-01</bdi>"))
        for digest in [copy, Found.digest] {
            let whole = stride(from: 0, to: 64, by: 8).map { start in
                String(Array(digest.hex)[start..<start + 8])
            }
            #expect(page.contains(whole.joined(separator: " ")))
        }
        #expect(page.contains("✓ identical") && page.contains("1,234,567"))
    }

    @Test(arguments: [FileDifference.Kind.content, .missing, .extra, .uncovered])
    func `shows on its first page what does not hold`(kind: FileDifference.Kind) throws {
        let findings = try self.findings(
            Self.act(1, "handed_over", Self.given), failing: kind)
        for paper in try papers(findings) {
            // What was sealed is no matter of what lies here now.
            if case .packing = paper { continue }
            let page = findings.page(paper, .english)
            let first = page.components(separatedBy: "<h1 class=\"sheet\">")[0]
            #expect(first.contains("class=\"verdict fails\""))
            #expect(first.contains("FAILURE FOUND"))
            #expect(!first.contains("class=\"verdict holds\""))
        }
        let listed = findings.page(.exhibits, .english)
        #expect(listed.contains("<tr class=\"failed\">") && !listed.contains("✓ identical"))
    }

    @Test func `counts the checks, and names program and executable`() throws {
        let findings = try self.findings(failing: .content)
        let page = findings.page(.verification(program: Self.program), .english)
        let count = findings.verdict.checks.count
        #expect(page.contains("passed: \(count - 1); failed: 1; not made: 0"))
        #expect(page.contains("plomba</code> <code translate=\"no\">1.2.3"))
        let digits = Array(Self.program.hex)
        #expect(page.contains(String(digits[..<8]) + " " + String(digits[8..<16])))
        for words in ["Part 1.", "Part 2.", "Place, date and hour", "Signature"] {
            #expect(page.contains(words), "\(words)")
        }
    }
}
