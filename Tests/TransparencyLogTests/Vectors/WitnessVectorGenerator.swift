import Foundation
import Primitives
import Testing

@testable import TransparencyLog

/// Makes `Protocol/vectors/witness` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The keys are drawn for the run and forgotten with it.
@Suite struct `Witness vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        var story = try WitnessStory()
        try WitnessVector.write("valid", try story.valid())
        try WitnessVector.write("invalid", try story.invalid())
    }
}

/// A log of 512 entries, its other history, and what a witness is sent of both.
struct WitnessStory: ~Copyable {
    private var fork: ForkedLog
    private let stranger: TestLog
    private let witnesses: [String]

    init() throws {
        let fork = try ForkedLog(common: 200, size: 512)
        let stranger = try TestLog(origin: "stranger.example")
        let witnesses = try ["org-a.example/witness", "org-b.example/witness", "org-c.example"].map
        {
            try TestWitness($0).key.text
        }
        self.fork = fork
        self.stranger = stranger
        self.witnesses = witnesses
    }

    func request(
        _ name: String, old: UInt64, hashes: [SHA256Digest], note: [UInt8], latest: UInt64?,
        log: String? = nil, code: String? = nil, status: Int? = nil
    ) throws -> WitnessVector {
        let text =
            Array("old \(old)\n".utf8)
            + hashes.flatMap { Base64.encodeASCII($0.bytes) + [10] } + [10] + note
        return try request(
            name, text, latest: latest, log: log, code: code, status: status)
    }

    func request(
        _ name: String, _ bytes: [UInt8], latest: UInt64?, log: String? = nil,
        code: String? = nil, status: Int? = nil
    ) throws -> WitnessVector {
        let text = try latest.map {
            String(decoding: try fork.log.checkpoint(size: $0).text, as: UTF8.self)
        }
        return WitnessVector(
            name: name + ".request", kind: .request, log: log ?? fork.log.key.text, latest: text,
            faulty: nil, operatorName: nil, verdict: nil, code: code, status: status, file: bytes)
    }

    func histories(
        _ name: String, _ bytes: [UInt8], verdict: TwoHistories.Verdict? = nil,
        code: String? = nil
    ) -> WitnessVector {
        WitnessVector(
            name: name + ".two-histories", kind: .histories, log: nil, latest: nil, faulty: nil,
            operatorName: nil, verdict: verdict?.rawValue, code: code, status: nil, file: bytes)
    }

    func policy(
        _ name: String, _ lines: [String], faulty: Int = 0, operatorName: String? = nil,
        code: String? = nil
    ) -> WitnessVector {
        let head = zip(["A", "B", "C"], witnesses).map { "witness \($0) \($1)" }
        let text = (["log \(fork.log.key.text)"] + head + lines).map { $0 + "\n" }.joined()
        return WitnessVector(
            name: name + ".policy", kind: .policy, log: nil, latest: nil, faulty: faulty,
            operatorName: operatorName, verdict: nil, code: code, status: nil,
            file: Array(text.utf8))
    }

    func growth(_ old: UInt64, _ new: UInt64) throws -> [SHA256Digest] {
        try fork.log.reader(size: new).tree.consistencyProof(from: old).hashes
    }

    func note(_ size: UInt64) throws -> [UInt8] {
        try fork.log.signedCheckpoint(size: size)
    }

    /// The two notes and the path in the tree of the second.
    func pair(_ first: UInt64, _ second: UInt64, path: Bool) throws -> [UInt8] {
        let one = try UnverifiedCheckpoint(parsing: try note(first)).verify(log: fork.log.key)
        let other = try fork.other(size: second)
        let path =
            path && first < second
            ? try fork.otherReader(size: second).tree.historyPath(from: first) : nil
        return try TwoHistories(one, other, path: path).bytes
    }

    mutating func valid() throws -> [WitnessVector] {
        let unknown = Array("— unknown.example AAAAAAAAAAA=\n".utf8)
        return [
            try request("first-of-an-empty-log", old: 0, hashes: [], note: note(0), latest: nil),
            try request("first-of-a-running-log", old: 0, hashes: [], note: note(300), latest: nil),
            try request("growth", old: 300, hashes: growth(300, 512), note: note(512), latest: 300),
            try request(
                "one-more", old: 300, hashes: growth(300, 301), note: note(301), latest: 300),
            try request(
                "growth-from-a-power-of-two", old: 256, hashes: growth(256, 512), note: note(512),
                latest: 256),
            try request("the-same-again", old: 300, hashes: [], note: note(300), latest: 300),
            try request("from-nothing-cosigned", old: 0, hashes: [], note: note(7), latest: 0),
            try request(
                "line-of-an-unknown-key", old: 300, hashes: growth(300, 512),
                note: note(512) + unknown, latest: 300),
            histories("same-size", try pair(300, 300, path: false), verdict: .proven),
            histories("larger", try pair(300, 400, path: true), verdict: .proven),
            histories(
                "larger-than-a-power-of-two", try pair(256, 400, path: true), verdict: .proven),
            histories("path-not-shown", try pair(300, 400, path: false), verdict: .unexplained),
            policy("none", ["quorum none"]),
            policy("one-witness", ["quorum A"], operatorName: "org-b.example"),
            policy("two-of-three", ["group partners 2 A B C", "quorum partners"]),
            policy(
                "three-of-three-where-two-may-lie",
                ["group partners all A B C", "quorum partners"],
                faulty: 2),
        ]
    }

    mutating func invalid() throws -> [WitnessVector] {
        try badRequests() + badGrowth() + badHistories() + (try badPolicies())
    }

    private mutating func badRequests() throws -> [WitnessVector] {
        let good = try growth(300, 512)
        let signed = try note(512)
        let forged = signed.withAnotherLetter(at: signed.count - 20)
        let whole = AddCheckpointRequest(
            from: 300, ConsistencyProof(hashes: good), to: try UnverifiedCheckpoint(parsing: signed)
        ).bytes
        func changed(_ old: String, _ new: String) -> [UInt8] {
            Array(String(decoding: whole, as: UTF8.self).replacing(old, with: new).utf8)
        }
        let ownLine = signed[signed.lastIndex(of: 10, before: signed.count - 1)...]
        return [
            try request(
                "garbage", Array("garbage\n".utf8), latest: 300, code: "witness.malformed-old-size",
                status: 400),
            try request(
                "old-size-with-leading-zero", changed("old 300", "old 0300"), latest: 300,
                code: "witness.malformed-old-size", status: 400),
            try request(
                "hash-not-base64", changed("old 300\n", "old 300\n????\n"), latest: 300,
                code: "witness.malformed-hash", status: 400),
            try request(
                "sixty-four-hashes", old: 300,
                hashes: Array(repeating: .of([]), count: 64), note: signed, latest: 300,
                code: "witness.too-many-hashes", status: 400),
            try request(
                "no-checkpoint", Array("old 300\n".utf8), latest: 300, code: "witness.truncated",
                status: 400),
            try request(
                "oversized", whole + Array(repeating: 0x2B, count: 80_000), latest: 300,
                code: "witness.too-large", status: 413),
            try request(
                "old-size-beyond-the-checkpoint", old: 513, hashes: [], note: signed, latest: 300,
                code: "witness.old-size-beyond-checkpoint", status: 400),
            try request(
                "another-log", old: 0, hashes: [], note: stranger.signedCheckpoint(), latest: nil,
                code: "witness.unknown-log", status: 404),
            try request(
                "not-signed-by-the-log", old: 300, hashes: good,
                note: try fork.log.checkpoint(size: 512).text + [10]
                    + Array("— unknown.example AAAAAAAAAAA=\n".utf8), latest: 300,
                code: "checkpoint.not-signed-by-log", status: 403),
            try request(
                "forged-signature", old: 300, hashes: good, note: forged, latest: 300,
                code: "note.signature-invalid", status: 403),
            try request(
                "log-line-twice", old: 300, hashes: good, note: signed + ownLine.dropFirst(),
                latest: 300, code: "note.duplicate-signature", status: 403),
        ]
    }

    private mutating func badGrowth() throws -> [WitnessVector] {
        let good = try growth(300, 512)
        let signed = try note(512)
        return [
            try request(
                "another-old-size", old: 256, hashes: growth(256, 512), note: signed, latest: 300,
                code: "witness.other-old-size", status: 409),
            try request(
                "rollback", old: 299, hashes: [], note: note(299), latest: 300,
                code: "witness.other-old-size", status: 409),
            try request(
                "another-root-of-the-same-size", old: 300, hashes: [],
                note: try fork.other(size: 300).bytes, latest: 300, code: "witness.inconsistent",
                status: 422),
            try request(
                "fork", old: 300,
                hashes: fork.otherReader(size: 512).tree.consistencyProof(from: 300).hashes,
                note: try fork.other(size: 512).bytes, latest: 300, code: "witness.inconsistent",
                status: 422),
            try request(
                "hash-left-out", old: 300, hashes: Array(good.dropLast()), note: signed,
                latest: 300, code: "witness.inconsistent", status: 422),
            try request(
                "proof-from-nothing", old: 0, hashes: good, note: signed, latest: nil,
                code: "witness.proof-from-nothing", status: 422),
            try request(
                "empty-log-with-another-root", old: 0, hashes: [],
                note: Checkpoint(origin: fork.log.key.name, size: 0, root: .of([1])).signed(
                    by: fork.log.key, with: fork.log.secret), latest: nil,
                code: "witness.wrong-empty-root", status: 422),
        ]
    }

    private mutating func badHistories() throws -> [WitnessVector] {
        let larger = try pair(300, 400, path: true)
        func changed(_ old: String, _ new: String) -> [UInt8] {
            Array(String(decoding: larger, as: UTF8.self).replacing(old, with: new).utf8)
        }
        let honest = try fork.log.reader(size: 400).tree.historyPath(from: 300)
        let (first, second) = (try note(300), try note(400))
        let head =
            "plomba/two-histories/v1\nlog \(fork.log.key.text)\nfirst \(first.count)\n"
            + "second \(second.count)\n"
        let path = honest.hashes.map { "path \(Base64.encode($0.bytes))\n" }.joined()
        let forged = larger.withAnotherLetter(at: larger.count - 20)
        var spare = larger
        // The letter before the padding has two bits that carry nothing.
        if let padding = spare.firstIndex(of: UInt8(ascii: "=")) { spare[padding - 1] += 1 }
        return [
            histories(
                "one-history", Array((head + path + "\n").utf8) + first + second,
                code: "two-histories.one-history"),
            histories(
                "path-of-another-tree",
                Array(
                    String(decoding: larger, as: UTF8.self).replacing(
                        pathLines(larger), with: path
                    ).utf8),
                code: "two-histories.path-not-of-second"),
            histories("signature-forged", forged, code: "note.signature-invalid"),
            histories(
                "another-key", changed(fork.log.key.text, stranger.key.text),
                code: "checkpoint.wrong-origin"),
            histories(
                "other-sizes", changed("first ", "first 1"), code: "two-histories.wrong-size"),
            histories(
                "unknown-line", changed("first ", "note x\nfirst "),
                code: "two-histories.malformed-line"),
            histories("path-with-bits-to-spare", spare, code: "two-histories.malformed-line"),
        ]
    }

    private func pathLines(_ file: [UInt8]) -> String {
        String(decoding: file, as: UTF8.self).split(separator: "\n")
            .filter { $0.hasPrefix("path ") }.map { $0 + "\n" }.joined()
    }

    /// The first witness under a name that is another spelling of its organisation's.
    private func misnamed(_ name: String, _ first: String) throws -> WitnessVector {
        var vector = policy(
            name, ["group partners all A B C", "quorum partners"], operatorName: "org-a.example",
            code: "policy.organisation-malformed")
        let witness = try TestWitness(first)
        vector.file = Array(
            String(decoding: vector.file, as: UTF8.self)
                .replacing(witnesses[0], with: witness.key.text).utf8)
        return vector
    }

    private func badPolicies() throws -> [WitnessVector] {
        [
            try misnamed("organisation-in-capitals", "ORG-A.example/witness"),
            try misnamed("organisation-with-a-dot-at-its-end", "org-a.example./witness"),
            try misnamed("organisation-in-other-letters", "\u{43e}rg-a.example/witness"),
            policy(
                "one-of-two", ["group partners 1 A B", "quorum partners"],
                code: "policy.quorum-too-small"),
            policy(
                "two-of-three-where-one-may-lie", ["group partners 2 A B C", "quorum partners"],
                faulty: 1, code: "policy.quorum-too-small"),
            policy(
                "operator-counts", ["group partners 2 A B C", "quorum partners"],
                operatorName: "org-c.example", code: "policy.operator-counts"),
            policy(
                "group-in-group", ["group two all A B", "group all all two C", "quorum all"],
                code: "policy.group-in-group"),
        ]
    }
}

extension [UInt8] {
    /// Still base64, of something else.
    fileprivate func withAnotherLetter(at index: Int) -> [UInt8] {
        var changed = self
        changed[index] = self[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        return changed
    }

    /// Where the byte stands last before an index.
    fileprivate func lastIndex(of byte: UInt8, before end: Int) -> Int {
        self[..<end].lastIndex(of: byte) ?? 0
    }
}
