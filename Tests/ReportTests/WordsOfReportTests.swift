import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

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
