import Primitives
import TestSupport
import Testing

@testable import SecretSharing

/// The reference implementation in Python combines what we split, and we what it splits.
@Suite struct `Shares of others` {
    private let secret = Randomness.bytes(32)

    @Test func `have the same words`() throws {
        let outcome = try Elsewhere.slip39(["words"])
        let ours = (0..<WordList.count).map {
            String(decoding: WordList.letters(at: $0), as: UTF8.self)
        }
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.text.split(separator: "\n").map(String.init) == ours)
    }

    @Test(arguments: [(2, 2), (2, 3), (3, 5), (5, 8), (16, 16)])
    func `combine what we split, unless a word was changed`(
        _ threshold: Int, _ count: Int
    ) throws {
        let shares = try split(secret, threshold, count)
        let enough = Array(shares.suffix(threshold))
        #expect(try Elsewhere.combined(enough) == secret)
        #expect(try combined(enough) == secret)
        for tampered in tamperings(of: enough) {
            #expect(try Elsewhere.combined(tampered) == nil)
            #expect(throws: SharingError.self) { try combined(tampered) }
        }
    }

    @Test(arguments: [(2, 3, "1"), (3, 5, "1"), (2, 2, "0"), (7, 9, "0")])
    func `are combined here, unless a word was changed`(
        _ threshold: Int, _ count: Int, _ extendable: String
    ) throws {
        let outcome = try Elsewhere.slip39([
            "split", Hex.encode(secret), "\(threshold)", "\(count)", extendable,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let shares = outcome.text.split(separator: "\n").map(String.init)
        #expect(shares.count == count)
        let enough = Array(shares.shuffled().prefix(threshold))
        #expect(try combined(enough) == secret)
        for tampered in tamperings(of: enough) {
            #expect(throws: SharingError.self) { try combined(tampered) }
            #expect(try Elsewhere.combined(tampered) == nil)
        }
    }

    /// One word changed, two exchanged, one share left out, one given twice.
    private func tamperings(of shares: [String]) -> [[String]] {
        var words = shares[0].split(separator: " ").map(String.init)
        let exchanged = [words[8], words[9]]
        words[8] = words[8] == "acid" ? "acne" : "acid"
        let changed = words.joined(separator: " ")
        (words[8], words[9]) = (exchanged[1], exchanged[0])
        var cases = [[changed] + shares.dropFirst(), Array(shares.dropLast())]
        if exchanged[0] != exchanged[1] {
            cases.append([words.joined(separator: " ")] + shares.dropFirst())
        }
        return cases + [[shares[0]] + shares.dropLast()]
    }
}
