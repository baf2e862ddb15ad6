import Foundation
import Primitives
import Testing

@testable import TransparencyLog

/// Adds the cases at the edges to `Protocol/vectors/witness`.
@Suite struct `Witness edge generator` {
    /// With `PLOMBA_WRITE_VECTORS=witness`: the older cases stay as they are.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "witness"))
    func `adds the valid vectors at the edges`() throws {
        var story = try WitnessStory()
        let more = try story.edges()
        let names = Set(more.map(\.name))
        let before = try WitnessVector.read("valid").filter { !names.contains($0.name) }
        try WitnessVector.write("valid", before + more)
    }
}

extension WitnessStory {
    /// Valid cases at the edges of trees, paths and rules.
    mutating func edges() throws -> [WitnessVector] {
        let unknown = ["unknown.example", "other.example"].flatMap {
            Array("— \($0) AAAAAAAAAAA=\n".utf8)
        }
        return [
            try request("first-of-one-entry", old: 0, hashes: [], note: note(1), latest: nil),
            try request("from-one-to-two", old: 1, hashes: growth(1, 2), note: note(2), latest: 1),
            try request(
                "from-one-to-all", old: 1, hashes: growth(1, 512), note: note(512), latest: 1),
            try request(
                "to-a-power-of-two", old: 255, hashes: growth(255, 256), note: note(256),
                latest: 255),
            try request(
                "a-power-of-two-and-one-more", old: 256, hashes: growth(256, 257),
                note: note(257), latest: 256),
            try request(
                "from-one-less-than-all", old: 511, hashes: growth(511, 512), note: note(512),
                latest: 511),
            try request("one-entry-again", old: 1, hashes: [], note: note(1), latest: 1),
            try request(
                "lines-of-two-unknown-keys", old: 300, hashes: growth(300, 512),
                note: note(512) + unknown, latest: 300),
            histories(
                "one-entry-after-the-parting", try pair(201, 201, path: false), verdict: .proven),
            histories("from-the-parting-to-all", try pair(201, 512, path: true), verdict: .proven),
            histories("one-entry-more", try pair(511, 512, path: true), verdict: .proven),
            histories("between-powers-of-two", try pair(256, 512, path: true), verdict: .proven),
            histories(
                "path-to-all-not-shown", try pair(201, 512, path: false), verdict: .unexplained),
            policy("two-of-two", ["group partners all A B", "quorum partners"]),
            policy(
                "three-of-three-beside-an-operator-without-a-witness",
                ["group partners all A B C", "quorum partners"], operatorName: "org-d.example"),
            policy(
                "two-of-two-and-the-operator-is-the-third",
                ["group partners all A B", "quorum partners"],
                operatorName: "org-c.example"),
        ]
    }
}
