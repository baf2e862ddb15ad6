import BagIt
import Custody
import Foundation
import TestSupport
import Testing

@testable import EvidenceBundle

/// Every failure that the code can tell stands in Protocol/partial-disclosure.md.
@Suite struct `The specification of disclosure` {
    private static let path = BundlePaths.path("data/a")
    private static let all: [OriginalError] = [
        .earlierMalformed, .storyIncomplete(position: 1), .passedOnOtherwise(member: "issuer"),
        .takerNotNamed, .openingDiffers, .reservedName(path), .withoutSeal,
        .proofMissing(number: 1), .proofUnexpected(number: 1), .proofMalformed(number: 1),
        .commitmentsDiffer(number: 1), .openingNotCommitted(number: 1, nil), .filesDiffer([]),
    ]

    @Test func `each code is in it`() throws {
        let text = try String(
            contentsOf: Tool.root.appending(path: "Protocol/partial-disclosure.md"),
            encoding: .utf8)
        let doubts = [
            OriginalDoubt.unknown, OriginalDoubt.unproven, OriginalDoubt.withoutProof,
        ].map(\.code)
        let codes = Self.all.map(\.code) + doubts
        #expect(Set(codes).count == codes.count)
        for code in codes {
            let word = code.hasPrefix("original.") ? String(code.dropFirst(9)) : code
            #expect(text.contains("`\(word)`") || text.contains("`\(code)`"), "\(code)")
        }
    }
}
