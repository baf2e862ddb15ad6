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

    /// The places where the reasons of checks are written down, and what in them is no reason of a check.
    private static let sources = [
        "EvidenceBundle/Opening/BundleError+text", "EvidenceBundle/Verifying/CheckLedger",
        "EvidenceBundle/Verifying/FolderParts", "EvidenceBundle/Disclosure/OriginalError",
        "Custody/Chain/CustodyError", "Custody/Statements/StatementError",
        "Custody/Acts/CustodyActError",
        "Verification/Evidence/EvidenceVerification", "Verification/Parties/KnownParties",
        "Verification/Evidence/LogProofs", "Verification/Evidence/WitnessCheck",
        "Timestamping/TimestampError", "Timestamping/TrustedTime/TrustedTime+reasons",
    ]
    private static let noReasons: Set<String> = [
        "bundle.no-identity-matches", "keys.records",
        // Notices beside a check that passed.
        "time.authority-apart", "time.bounds-overlap",
        // Of writing a request and of answers that are no tokens, before there is a file.
        "time.request-too-large", "log.entry",
    ]

    @Test func `every code of a failure has a meaning in words`() throws {
        let all = try Self.sources.map { try text("Sources/\($0).swift") }.joined()
        let pattern =
            /(?:: |= )"((?:bundle|folder|check|custody|statement|evidence|log|time)\.[a-z-]+)"/
        let codes = Set(all.matches(of: pattern).map { String($0.1) })
            .subtracting(Self.noReasons)
        #expect(codes.count > 90, "\(codes.count)")
        let general = Wording(.english).say(.meaningOther).text
        for code in codes {
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
                Issue.record("no remark: \(code)")
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
            #expect(words.word(.check, "custody.acts") != nil)
            for kind in CustodyActKind.allCases {
                #expect(words.word(.act, kind.rawValue) != nil, "\(kind)")
            }
        }
    }
}
