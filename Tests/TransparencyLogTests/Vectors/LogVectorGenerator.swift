import Foundation
import Primitives
import Testing

@testable import TransparencyLog

/// Makes `Protocol/vectors/log` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The keys are drawn for the run and forgotten with it.
@Suite struct `Log vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        var story = try LogStory()
        try LogVector.write("valid", try story.valid())
        try LogVector.write("invalid", try story.invalid())
    }
}

/// A log of 300 entries and three witnesses.
private struct LogStory: ~Copyable {
    private var log: TestLog
    private let a: TestWitness
    private let b: TestWitness
    private let c: TestWitness
    private let stranger: TestLog

    init() throws {
        var log = try TestLog()
        log.grow(to: 300) { Self.entry($0) }
        let a = try TestWitness("org-a.example/witness")
        let b = try TestWitness("org-b.example/witness")
        let c = try TestWitness("org-c.example/witness")
        let stranger = try TestLog(origin: "stranger.example")
        self.log = log
        self.a = a
        self.b = b
        self.c = c
        self.stranger = stranger
    }

    /// Every hundredth is a key record.
    static func entry(_ index: Int) -> [UInt8] {
        guard index % 100 == 99 else { return TestLog.entry(index) }
        let digest = SHA256Digest.of(Array("record \(index)".utf8))
        return AuditLogEntry.keyRecord(Fingerprint(digest), version: 2, record: digest).bytes
    }

    private var unwitnessed: [String] { ["log \(log.key.text)", "quorum none"] }

    private var twoOfThree: [String] {
        [
            "log \(log.key.text)", "witness A \(a.key.text)", "witness B \(b.key.text)",
            "witness C \(c.key.text)", "group partners 2 A B C", "quorum partners",
        ]
    }

    private func text(_ policy: [String]) -> String { policy.map { $0 + "\n" }.joined() }

    private func signed(_ text: String) -> [UInt8] {
        let text = Array(text.utf8)
        let line = NoteSignature(signing: text, as: log.key, with: log.secret)
        return UnverifiedNote.compose(text, [line])
    }

    private func note(size: UInt64 = 300) throws -> String {
        String(decoding: try log.signedCheckpoint(size: size), as: UTF8.self)
    }

    private func cosigned(_ count: Int) throws -> String {
        let checkpoint = try log.checkpoint()
        let lines = [try a.cosign(checkpoint), try b.cosign(checkpoint), try c.cosign(checkpoint)]
        return try note() + lines.prefix(count).map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    private func proof(_ index: UInt64, size: UInt64 = 300) throws -> String {
        String(decoding: try log.proof(of: index, size: size).bytes, as: UTF8.self)
    }

    private func checkpoint(
        _ name: String, _ text: String, _ policy: [String]? = nil, code: String? = nil
    ) -> LogVector {
        LogVector(
            name: name + ".checkpoint", kind: .checkpoint, policy: policy ?? unwitnessed,
            entry: nil, code: code, file: Array(text.utf8))
    }

    private func proof(
        _ name: String, _ text: String, of index: Int, _ policy: [String]? = nil,
        code: String? = nil
    ) -> LogVector {
        LogVector(
            name: name + ".tlog-proof", kind: .proof, policy: policy ?? unwitnessed,
            entry: Hex.encode(Self.entry(index)), code: code, file: Array(text.utf8))
    }

    private func policy(_ name: String, _ text: String, code: String? = nil) -> LogVector {
        LogVector(
            name: name + ".policy", kind: .policy, policy: [], entry: nil, code: code,
            file: Array(text.utf8))
    }

    mutating func valid() throws -> [LogVector] {
        let unknown = "— unknown.example AAAAAAAAAAA=\n"
        return [
            checkpoint("empty-log", try note(size: 0)),
            checkpoint("one-entry", try note(size: 1)),
            checkpoint("three-hundred-entries", try note()),
            checkpoint("line-of-unknown-key", try note() + unknown),
            checkpoint("lines-of-unknown-key-twice", try note() + unknown + unknown),
            checkpoint("two-of-three-witnesses", try cosigned(2), twoOfThree),
            checkpoint("three-of-three-witnesses", try cosigned(3), twoOfThree),
            checkpoint("witnesses-not-asked-for", try cosigned(3)),
            proof("only-entry", try proof(0, size: 1), of: 0),
            proof("first-entry", try proof(0), of: 0),
            proof("last-entry", try proof(299), of: 299),
            proof("key-record", try proof(199), of: 199),
            proof("extra-line", try proof(5).replacing("index", with: "extra AAEC\nindex"), of: 5),
            proof(
                "witnessed-entry",
                try proof(42).replacing(try note(), with: try cosigned(2)), of: 42, twoOfThree),
            policy("no-quorum-asked-for", text(unwitnessed)),
            policy("two-of-three", text(twoOfThree)),
            policy("comments-and-tabs", "# a\n\n\t# b\n \tquorum\tnone \t\n"),
            policy(
                "groups-of-groups",
                text(
                    twoOfThree.dropLast(2) + [
                        "group two any A B", "group both all two C", "quorum both",
                    ])),
        ]
    }

    mutating func invalid() throws -> [LogVector] {
        let root = Base64.encode(try log.checkpoint().root.bytes)
        let origin = log.key.name.text
        let good = try note()
        let forged = try note().replacing("\n300\n", with: "\n301\n")
        let theirs = NoteSignature(
            signing: try log.checkpoint().text, as: stranger.key, with: stranger.secret)
        let foreign = String(
            decoding: UnverifiedNote.compose(try log.checkpoint().text, [theirs]), as: UTF8.self)
        let signature = good.split(separator: "\n").last.map { $0 + "\n" } ?? ""
        let path = try proof(42)
        let third = path.split(separator: "\n", omittingEmptySubsequences: false)[2] + "\n"
        func signedText(_ text: String) -> String {
            String(decoding: signed(text), as: UTF8.self)
        }
        return [
            checkpoint(
                "extension-line", signedText("\(origin)\n300\n\(root)\nx\n"),
                code: "checkpoint.extension-lines"),
            checkpoint(
                "size-with-leading-zero", signedText("\(origin)\n0300\n\(root)\n"),
                code: "checkpoint.malformed-size"),
            checkpoint(
                "empty-log-with-another-root", signedText("\(origin)\n0\n\(root)\n"),
                code: "checkpoint.malformed-root"),
            checkpoint("size-changed", forged, code: "note.signature-invalid"),
            checkpoint("signed-by-a-stranger", foreign, code: "checkpoint.not-signed-by-log"),
            checkpoint("log-line-twice", good + signature, code: "note.duplicate-signature"),
            checkpoint(
                "carriage-returns", good.replacing("\n", with: "\r\n"),
                code: "note.malformed-text"),
            checkpoint(
                "one-of-three-witnesses", try cosigned(1), twoOfThree,
                code: "policy.quorum-missing"),
            checkpoint(
                "cosignature-of-another-size",
                try note()
                    + String(
                        decoding: try a.cosign(try log.checkpoint(size: 299)),
                        as: UTF8.self), twoOfThree, code: "note.signature-invalid"),
            proof(
                "index-of-neighbour", path.replacing("index 42", with: "index 43"), of: 42,
                code: "proof.root-mismatch"),
            proof("another-entry", path, of: 43, code: "proof.root-mismatch"),
            proof(
                "hash-left-out", path.replacing(third, with: ""), of: 42,
                code: "proof.wrong-length"),
            proof(
                "hash-too-many", path.replacing(third, with: third + third), of: 42,
                code: "proof.wrong-length"),
            proof(
                "index-beyond-the-log", path.replacing("index 42", with: "index 300"), of: 42,
                code: "proof.index-beyond-tree"),
            proof(
                "checkpoint-of-another-size", path.replacing(good, with: try note(size: 257)),
                of: 42, code: "proof.root-mismatch"),
            policy(
                "two-quorums", text(unwitnessed + ["quorum none"]), code: "policy.second-quorum"),
            policy(
                "member-of-two-groups",
                text(twoOfThree.dropLast() + ["group again any A", "quorum again"]),
                code: "policy.member-twice"),
            policy("no-quorum-line", text(twoOfThree.dropLast()), code: "policy.no-quorum"),
        ]
    }
}
