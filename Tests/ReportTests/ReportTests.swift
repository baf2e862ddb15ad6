import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

@Suite struct `A report` {
    @Test(arguments: WordingLocale.allCases)
    func `has the same bytes for the same findings`(locale: WordingLocale) throws {
        #expect(try Found().page(locale) == Found().page(locale))
        #expect(try Found().page(locale, .english) == Found().page(locale, .english))
        let others = WordingLocale.allCases.filter { $0 != locale }
        let document = try Found().document(locale)
        for other in others { #expect(try document.front != Found().document(other).front) }
    }

    @Test(arguments: WordingLocale.allCases)
    func `holds no script and nothing from elsewhere`(locale: WordingLocale) throws {
        let page = try Found().page(locale, .english).lowercased()
        for mark in ["<script", "<link", "<img", "<iframe", "<object", " on", "javascript:"] {
            #expect(!page.contains(mark + "="), "\(mark)")
            if mark != " on" { #expect(!page.contains(mark), "\(mark)") }
        }
        #expect(!page.contains("http://") && !page.contains("https://"))
        let addresses = page.components(separatedBy: "url(").dropFirst()
        #expect(addresses.count == 4 && addresses.allSatisfy { $0.hasPrefix("data:font/woff2") })
        #expect(page.contains("<html lang=\"\(locale.tag.lowercased())\">"))
    }

    @Test(arguments: WordingLocale.allCases)
    func `leaves no slot open and says every section`(locale: WordingLocale) throws {
        let page = try Found().page(locale)
        let body = page.components(separatedBy: "<body")[1]
        #expect(!body.contains("{") && !body.contains("}"))
        let words = Wording(locale)
        for phrase in Phrase.allCases where phrase.rawValue.hasPrefix("section.") {
            #expect(body.contains(words.say(phrase).text), "\(phrase)")
        }
        for phrase in [Phrase.limitsTitle, .limitsContent, .limitsLaw, .whoLabel, .howLabel] {
            #expect(try Found().front(locale).contains(words.say(phrase).text))
        }
    }

    @Test(arguments: WordingLocale.allCases)
    func `says on page one that all is identical`(locale: WordingLocale) throws {
        let front = try Found().front(locale)
        #expect(front.contains("class=\"verdict holds\""))
        #expect(front.contains("<bdi translate=\"no\">vasaprava.ba</bdi>"))
        #expect(front.contains("VP-2026-014") && front.contains("14:05:00 UTC (15:05:00"))
        #expect(!front.contains(Wording(locale).say(.verdictFailed).text))
    }

    @Test(arguments: WordingLocale.allCases)
    func `names the failing exhibit on page one`(locale: WordingLocale) throws {
        let words = Wording(locale)
        let kinds: [(FileDifference.Kind, Phrase)] = [
            (.content, .differenceContent), (.missing, .differenceMissing),
            (.extra, .differenceExtra), (.uncovered, .differenceUncovered),
        ]
        for (kind, phrase) in kinds {
            let front = try Found(failing: kind).front(locale)
            #expect(front.contains("class=\"verdict fails\""))
            #expect(front.contains(words.say(.verdictFailed).text))
            // With its path: the number is of a case.json that may have been changed too.
            let exhibit = ["VP-2026-014-01", "snimak.mov"].map {
                "<bdi translate=\"no\">\($0)</bdi>"
            }
            #expect(front.contains(exhibit.joined(separator: ", ") + ": "), "\(front)")
            #expect(front.contains(words.say(phrase).text))
            #expect(!front.contains("class=\"verdict holds\""))
        }
    }

    @Test func `shows both values of a file that differs, whole`() throws {
        var found = try Found(failing: .content)
        let other = SHA256Digest.of(Array("sealed".utf8))
        found.findings.listed = [try BagPath("data/snimak.mov"): other]
        let page = found.page(.english)
        for digest in [Found.digest, other] {
            let groups = stride(from: 0, to: 64, by: 8).map { start in
                String(Array(digest.hex)[start..<start + 8])
            }
            #expect(page.contains(groups.joined(separator: " ")))
        }
        #expect(page.contains("<tr class=\"failed\">"))
    }

    @Test func `distinguishes an unknown signer from what does not hold`() throws {
        var found = try Found()
        found.findings.sealer = nil
        found.findings.isSignerUnknown = true
        let checks = VerificationProfile.folder.required.map { code in
            Check(
                code, "a check",
                code == .outerSignature
                    ? .notChecked(
                        Check.Reason(code: "bundle.unknown-signer", message: "unknown")) : .passed)
        }
        found.findings.verdict = Verdict(profile: .folder, checks: checks)
        let front = try found.front(.english)
        #expect(front.contains("class=\"verdict open\""))
        #expect(front.contains("CONSISTENT, SIGNER UNKNOWN"))
        #expect(front.contains("this is not confirmed"))
        #expect(!found.page(.english).contains("✓ identical"))
    }

    @Test func `cannot be made to say something by a title`() throws {
        let hostile = "</td><script>alert(1)</script>\u{202E}gnp.exe & \"'\u{200B}\n\\"
        let page = try Found(title: hostile).page(.bosnian)
        #expect(!page.contains("<script"))
        #expect(
            page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u{202e}gnp.exe &amp; &quot;&#39;")
        )
        #expect(!page.unicodeScalars.contains("\u{202E}"))
        #expect(!page.unicodeScalars.contains("\u{200B}"))
        var found = try Found()
        found.findings.consignment = nil
        found.findings.unreadable = ["<b>\"x\".json"]
        #expect(found.page(.english).contains("&lt;b&gt;&quot;x&quot;.json"))
    }

    @Test(arguments: WordingLocale.allCases)
    func `has one shape in every language`(locale: WordingLocale) throws {
        let found = try Found(failing: .content)
        let shape = shape(found.document(locale))
        for other in WordingLocale.allCases {
            #expect(self.shape(found.document(other)) == shape, "\(other)")
        }
        let other: WordingLocale = locale == .english ? .macedonian : .english
        let page = found.page(locale, other)
        #expect(page.contains("<span class=\"second\" lang=\"\(other.tag)\">"))
        #expect(page.contains(Wording(other).say(.limitsPerson).text))
        #expect(page.contains(Wording(locale).say(.limitsPerson).text))
        // What is said with the same words stands once.
        #expect(!found.page(locale, locale).contains("class=\"second\""))
    }

    /// How many lines, rows and cells there are at each place.
    private func shape(_ document: ReportDocument) -> [[Int]] {
        ([document.front] + document.sections.map(\.blocks)).map { blocks in
            blocks.flatMap { block in
                switch block {
                case .facts(let facts): [1] + facts.map(\.lines.count)
                case .verdict(_, _, let lines), .box(_, let lines): [2, lines.count]
                case .list(let lines), .signatures(let lines): [3, lines.count]
                case .paragraph: [4]
                case .heading: [5]
                case .page: [7]
                case .table(let table):
                    [6, table.columns.count] + table.rows.flatMap { $0.cells.map(\.count) }
                }
            }
        }
    }

    @Test func `says on every page that it is an exercise`() throws {
        let page = try Found(mode: .training).page(.croatian)
        #expect(page.contains("@top-center { content: \"VJEŽBA"))
        #expect(page.contains("<p class=\"training\">VJEŽBA"))
        #expect(try !Found().page(.croatian).contains("VJEŽBA"))
    }

    @Test func `has a number that follows from what it says`() throws {
        func number(_ page: String) throws -> Substring {
            try #require(page.firstMatch(of: /Report <code>([0-9a-f]{16})<\/code>/)).1
        }
        let one = try number(Found().page(.english))
        #expect(try one == number(Found().page(.english)))
        #expect(try one != number(Found(title: "another title").page(.english)))
    }
}
