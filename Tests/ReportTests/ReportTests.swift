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
            (.extra, .differenceExtra),
        ]
        for (kind, phrase) in kinds {
            let front = try Found(failing: kind).front(locale)
            #expect(front.contains("class=\"verdict fails\""))
            #expect(front.contains(words.say(.verdictFailed).text))
            #expect(front.contains("<bdi translate=\"no\">VP-2026-014-01</bdi>: "))
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

@Suite struct `The sequence of events in a report` {
    private func page(_ times: [String?]) throws -> String {
        var found = try Found()
        found.findings.statements = times.enumerated().map { index, time in
            Found.statement(time, seed: "\(index)")
        }
        return found.page(.english)
    }

    @Test func `draws a gap longer than a day, and no shorter one`() throws {
        let gap = try page(["2026-03-12T14:05:00Z", "2026-03-13T14:05:01Z"])
        #expect(gap.contains("GAP of 24 hours: between no. 1 and no. 2"))
        #expect(gap.contains("not recorded"))
        let none = try page(["2026-03-12T14:05:00Z", "2026-03-13T14:05:00Z"])
        #expect(!none.contains("class=\"gap\""))
        let over = try page(["2026-03-12T14:05:00Z", nil, "2026-03-15T14:05:00Z"])
        #expect(over.contains("GAP of 3 days: between no. 1 and no. 3"))
    }

    @Test(arguments: [
        (FoundStatement.Standing.broken, "does not hold"), (.notCounting, "key did not count then"),
        (.stranger, "signer unknown"),
    ])
    func `remarks on every statement that is not by a known key`(
        standing: FoundStatement.Standing, words: String
    ) throws {
        var found = try Found()
        found.findings.statements = [
            Found.statement("2026-03-12T14:05:00Z", seed: "a"),
            Found.statement("2026-03-12T14:06:00Z", standing: standing, seed: "b"),
        ]
        let page = found.page(.english)
        #expect(page.contains("Entry no. 2: "))
        #expect(page.contains(words))
        #expect(try found.front(.english).contains("found: 2; with a signature that holds: 1."))
        #expect(try found.front(.english).contains("1 remark, see section 4."))
    }

    @Test func `remarks on clocks that run against the order`() throws {
        var found = try Found()
        var later = Found.statement("2026-03-12T14:00:00Z", seed: "b")
        later.previous = Found.statement(nil, seed: "a").digest
        found.findings.statements = [Found.statement("2026-03-12T14:05:00Z", seed: "a"), later]
        #expect(found.page(.english).contains("the clocks disagree, or a time is wrong"))
    }

    @Test func `tells what is shown of a key that was revoked since`() throws {
        var found = try Found()
        var one = Found.statement("2026-03-12T14:05:00Z", seed: "a")
        let until = try #require(Timestamp("2026-04-01T00:00:00Z"))
        one.period = FoundStatement.KeyPeriod(
            from: try #require(Timestamp("2026-01-01T00:00:00Z")), until: until, isRevoked: true)
        found.findings.statements = [one]
        #expect(
            found.page(.english).contains("nothing independent shows that it had signed before"))
        one.bound = Timestamp("2026-03-13T00:00:00Z")
        found.findings.statements = [one]
        #expect(
            found.page(.english).contains("independent signatures show that it had signed before"))
        one.bound = until
        found.findings.statements = [one]
        #expect(
            found.page(.english).contains("nothing independent shows that it had signed before"))
    }
}

@Suite struct `What a report is written with` {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    /// `Tools/make-report-fonts` names the characters that were cut out of the fonts.
    @Test func `every character of the catalogue is in the fonts that the page carries`() throws {
        let script = try text("Tools/make-report-fonts")
        let list = try #require(script.firstMatch(of: /letters=([U+0-9A-F,\-]+)/)).1
        var covered: Set<UInt32> = [0x2713, 0x2717]
        for range in list.split(separator: ",") {
            let ends = range.dropFirst(2).split(separator: "-").compactMap { UInt32($0, radix: 16) }
            let first = try #require(ends.first)
            covered.formUnion(first...(ends.last ?? first))
        }
        for locale in WordingLocale.allCases {
            for entry in Catalogue.of(locale).entries {
                for scalar in entry.text.unicodeScalars {
                    #expect(covered.contains(scalar.value), "\(locale.tag) \(entry.key): \(scalar)")
                }
            }
        }
        for letter in "śźŚŹѓќЃЌđĐëËçљњџѕ".unicodeScalars {
            #expect(covered.contains(letter.value))
        }
    }

    @Test func `every code of a bundle's failure has a meaning in words`() throws {
        let source = try text("Sources/EvidenceBundle/Opening/BundleError+text.swift")
        let codes = Set(source.matches(of: /"(bundle\.[a-z-]+)"/).map { String($0.1) })
        #expect(codes.count > 35)
        let general = Wording(.english).say(.meaningOther).text
        for code in codes where code != "bundle.no-identity-matches" {
            var found = try Found(failing: .content)
            found.findings.verdict = Verdict(
                profile: .folder,
                checks: [
                    Check(
                        .bagManifests, "a check",
                        .failed(Check.Reason(code: code, message: "why")))
                ])
            let remarks = found.document(.english).sections[3].blocks
            guard case .list(let lines)? = remarks.first else {
                Issue.record("no remark")
                return
            }
            #expect(!lines.isEmpty)
            #expect(!lines.contains { $0.text.contains(general) }, "\(code)")
        }
    }

    @Test func `every event and check has a word in every language`() {
        for locale in WordingLocale.allCases {
            let words = Wording(locale)
            for event in Event.allCases {
                #expect(words.word(.event, event.rawValue) != nil, "\(event)")
                for reason in event.reasons {
                    #expect(words.word(.reason, reason) != nil, "\(reason)")
                }
            }
            for profile in VerificationProfile.allCases {
                for code in profile.required {
                    #expect(words.word(.check, code.rawValue) != nil, "\(code)")
                }
            }
            for code in [CheckCode.originalFiles, .originalSeal, .timeLowerBound] {
                #expect(words.word(.check, code.rawValue) != nil, "\(code)")
            }
        }
    }
}
