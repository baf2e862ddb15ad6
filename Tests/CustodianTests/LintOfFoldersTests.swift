import Foundation
import TestSupport
import Testing

/// What a chain refuses for what the statements themselves say, the linter names too.
@Suite(.timeLimit(.minutes(5))) struct `The linter and the chain` {
    /// Refused by the chain for what is not in the statements: the linter has nothing to say.
    private static let others: [String: Set<String>] = [
        "whose key it was, and when": [
            "signed-after-the-revocation", "signed-after-the-home-changed",
        ],
        "what is missing": [
            "receipt-of-another-case", "receipt-left-out", "handed-on-and-no-record-says-so",
            "a-statement-twice",
        ],
        "which witnesses the reader has chosen, or his clock": [
            "expiry-not-witnessed", "expiry-under-no-checkpoint", "expiry-without-a-quorum",
            "expiry-before-the-deadline", "former-witness-signs-later",
            "former-witness-signs-before-the-deadline",
            "expired-without-a-checkpoint-after-the-first-witness",
            "seen-expired-before-the-deadline", "given-up-ahead-of-the-clock",
            "expired-ahead-of-the-clock",
        ],
        "consent to what nobody has: of no effect, and no contradiction": [
            "consent-withdrawn-of-what-was-not-delivered", "consent-withdrawn-of-what-was-refused",
        ],
    ]

    private struct Cases: Decodable { let cases: [Case] }

    private struct Case: Decodable {
        let name: String
        let outcomes: [String: String]
    }

    private static func cases(_ kind: String) throws -> [Case] {
        let place = Tool.path("Protocol/vectors/evidence-folders/\(kind)/cases.json")
        return try JSONDecoder().decode(Cases.self, from: Data(contentsOf: URL(filePath: place)))
            .cases
    }

    private func codes(_ name: String) throws -> Set<String> {
        let folder = try TestFolder()
        try VectorFiles.write(name, to: folder)
        let told = try Running(
            Tool.built("plomba"), ["lint", "folder", "--format", "json"], in: folder.place("."),
            environment: [
                "HOME": folder.place("nobody"), "PATH": "/usr/bin:/bin",
                "SWIFT_BACKTRACE": "enable=no",
            ]
        ).wait()
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(told.output)) as? [String: Any])
        let found = try #require(json["contradictions"] as? [[String: Any]])
        return Set(found.compactMap { $0["code"] as? String })
    }

    @Test func `every chain that contradicts itself is named`() throws {
        let exceptions = Self.others.values.reduce(Set()) { $0.union($1) }
        var silent: Set<String> = []
        let failed = try Self.cases("invalid").filter { $0.outcomes["custody.chain"] == "failed" }
        for item in failed where try codes("invalid/" + item.name).isEmpty {
            silent.insert(item.name)
        }
        #expect(
            failed.count > 30 && silent == exceptions, "\(silent.symmetricDifference(exceptions))")
    }

    @Test func `no chain that holds is called a contradiction`() throws {
        for item in try Self.cases("valid") {
            let found = try codes("valid/" + item.name)
            #expect(found.isEmpty, "\(item.name): \(found)")
        }
    }
}
