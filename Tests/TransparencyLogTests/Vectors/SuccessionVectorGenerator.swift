import Foundation
import Primitives
import Testing

@testable import TransparencyLog

/// Makes `Protocol/vectors/log-successions` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The keys are drawn for the run and forgotten with it.
@Suite struct `Log succession vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        let story = try SuccessionStory()
        try SuccessionVector.write("valid", try story.valid())
        try SuccessionVector.write("invalid", try story.invalid())
    }
}

/// A broker whose log had 12 entries, of which a witness has signed 10, and whose next log is followed by a third.
private struct SuccessionStory: ~Copyable {
    private let service: SigningKey
    private let first: TestLog
    private let second: TestLog
    private let third: TestLog
    private let fork: TestLog
    private let witness: TestWitness
    private let time = "2026-11-27T09:30:00Z"

    init() throws {
        var first = try TestLog()
        var second = try TestLog(origin: "broker.example/log-2")
        var fork = try TestLog()
        let third = try TestLog(origin: "broker.example/log-3")
        let service = try SigningKey()
        let witness = try TestWitness("vasaprava.ba/witness")
        first.grow(to: 12)
        second.grow(to: 20)
        fork.grow(to: 10) { TestLog.entry($0 + 1) }
        self.first = first
        self.second = second
        self.third = third
        self.fork = fork
        self.service = service
        self.witness = witness
    }

    private func note(_ log: borrowing TestLog, _ size: UInt64) throws -> [UInt8] {
        try log.signedCheckpoint(size: size)
            + witness.cosign(log.checkpoint(size: size), at: 1_795_000_000)
    }

    private func succession(
        _ edit: (inout Draft) throws -> Void = { _ in }
    ) throws -> LogSuccession {
        var draft = Draft(
            oldLog: first.key, newLog: second.key, checkpoint: try note(first, 10), time: time)
        try edit(&draft)
        return try draft.succession()
    }

    private func signed(
        _ succession: LogSuccession, bytes: [UInt8]? = nil
    ) -> SignedLogSuccession {
        let bytes = bytes ?? succession.serialized()
        let signature = SSHSignature.sign(
            bytes, namespace: "plomba/v1/LogSuccession", with: service
        ).armored
        let lines = [
            String(repeating: "5a", count: 32), SHA256Digest.of(bytes).hex,
            SHA256Digest.of(signature).hex,
        ]
        return SignedLogSuccession(
            bytes: bytes, signature: signature,
            entry: Array(("plomba/entry/v1\n" + lines.map { $0 + "\n" }.joined()).utf8))
    }

    private func list(_ signed: [SignedLogSuccession]) -> [UInt8] {
        let list = signed.map { one in
            JSONValue.object([
                JSONMember("succession", .string(Base64.encode(one.bytes))),
                JSONMember("signature", .string(String(decoding: one.signature, as: UTF8.self))),
                JSONMember("entry", .string(String(decoding: one.entry, as: UTF8.self))),
            ])
        }
        return JSONValue.object([
            JSONMember("type", .string("urn:plomba:v1:LogSuccessionHistory")),
            JSONMember("successions", .array(list)),
        ]).serialized()
    }

    private func vector(
        _ name: String, _ signed: [SignedLogSuccession], code: String? = nil,
        cosigned: Checkpoint? = nil, largest: Checkpoint? = nil,
        followed: [SignedLogSuccession]? = nil, log: VerifierKey? = nil
    ) throws -> SuccessionVector {
        func text(_ checkpoint: Checkpoint?) -> String? {
            checkpoint.map { String(decoding: $0.text, as: UTF8.self) }
        }
        let logs = [first.key, second.key, third.key].map { "log \($0.text)\n" }.joined()
        return SuccessionVector(
            name: name + ".json", serviceKey: service.publicKey.openSSHLine,
            log: (log ?? first.key).text,
            policy: logs + "witness A \(witness.key.text)\nquorum A\n", cosigned: text(cosigned),
            largest: text(largest),
            followed: followed.map { String(decoding: list($0), as: UTF8.self) }, code: code,
            file: list(signed))
    }

    private func next(after one: SignedLogSuccession, named: UInt64 = 15) throws -> LogSuccession {
        let (old, new, checkpoint) = (second.key, third.key, try note(second, named))
        return try succession {
            $0.number = 3
            $0.previous = .of(one.bytes)
            ($0.oldLog, $0.newLog, $0.checkpoint, $0.size) = (old, new, checkpoint, 16)
        }
    }

    func valid() throws -> [SuccessionVector] {
        let one = signed(try succession())
        let two = signed(try next(after: one))
        return [
            try vector("one", [one]),
            try vector(
                "all-that-was-seen", [one], cosigned: first.checkpoint(size: 10),
                largest: first.checkpoint(size: 12)),
            try vector("two", [one, two]),
            try vector("the-second-of-two", [one, two], followed: [one], log: second.key),
            try vector("stolen", [signed(try succession { $0.reason = .stolen })]),
        ]
    }

    func invalid() throws -> [SuccessionVector] {
        let good = try succession()
        let one = signed(good)
        let other = signed(try succession { $0.reason = .stolen })
        let stranger = try SigningKey()
        let bare = try first.signedCheckpoint(size: 10)
        let forkedText = try resigned(fork)
        return [
            try vector(
                "names-less-than-was-seen-cosigned", [one], code: "succession.names-less",
                cosigned: first.checkpoint(size: 11)),
            try vector(
                "takes-over-less-than-was-seen", [signed(try succession { $0.size = 11 })],
                code: "succession.names-less", largest: first.checkpoint(size: 12)),
            try vector(
                "takes-over-less-than-it-names", [signed(try succession { $0.size = 9 })],
                code: "succession.names-less"),
            try vector(
                "wrong-root", [signed(try succession { $0.checkpoint = forkedText })],
                code: "succession.other-root", cosigned: first.checkpoint(size: 10)),
            try vector(
                "not-cosigned", [signed(try succession { $0.checkpoint = bare })],
                code: "succession.unwitnessed"),
            try vector(
                "second-successor", [other], code: "succession.other-successor", followed: [one]),
            try vector(
                "of-a-log-that-is-not-known", [one], code: "succession.other-successor",
                log: third.key),
        ] + (try malformed(one, other, good, stranger))
    }

    private func malformed(
        _ one: SignedLogSuccession, _ other: SignedLogSuccession, _ good: LogSuccession,
        _ stranger: borrowing SigningKey
    ) throws -> [SuccessionVector] {
        let secondNote = try note(second, 10)
        let signature = good.signature(by: stranger)
        return [
            try vector("none", [], code: "succession.none"),
            try vector(
                "number-left-out", [signed(try succession { $0.number = 3 })],
                code: "succession.not-next"),
            try vector(
                "another-before", [one, signed(try next(after: other))], code: "succession.not-next"
            ),
            try vector(
                "less-than-the-one-before", [one, signed(try next(after: one, named: 12))],
                code: "succession.names-less"),
            try vector(
                "another-name",
                [signed(try succession { $0.newLog = try $0.named("broker.example/log-4") })],
                code: "succession.other-log"),
            try vector(
                "log-of-another-broker", [signed(try succession { $0.broker = "other.example" })],
                code: "succession.other-log"),
            try vector(
                "same-key",
                [
                    signed(
                        try succession {
                            $0.newLog = VerifierKey($0.newLog.name, .ed25519, $0.oldLog.publicKey)
                        })
                ], code: "succession.other-log"),
            try vector(
                "signed-by-a-stranger",
                [
                    SignedLogSuccession(
                        bytes: one.bytes, signature: signature,
                        entry: self.entry(one.bytes, signature))
                ], code: "succession.signature"),
            try vector(
                "opening-of-another",
                [
                    SignedLogSuccession(
                        bytes: one.bytes, signature: one.signature, entry: other.entry)
                ], code: "succession.entry"),
            try vector(
                "checkpoint-of-another-log",
                [signed(try succession { $0.checkpoint = secondNote })],
                code: "checkpoint.wrong-origin"),
        ]
    }

    private func entry(_ bytes: [UInt8], _ signature: [UInt8]) -> [UInt8] {
        let lines = [
            String(repeating: "5a", count: 32), SHA256Digest.of(bytes).hex,
            SHA256Digest.of(signature).hex,
        ]
        return Array(("plomba/entry/v1\n" + lines.map { $0 + "\n" }.joined()).utf8)
    }

    /// Another tree of ten entries that the old key has signed as well, and a witness that was led astray.
    private func resigned(_ other: borrowing TestLog) throws -> [UInt8] {
        let checkpoint = Checkpoint(
            origin: first.key.name, size: 10, root: try other.checkpoint(size: 10).root)
        return checkpoint.signed(by: first.key, with: first.secret)
            + (try witness.cosign(checkpoint, at: 1_795_000_000))
    }
}

/// What a succession says, to be changed in one place.
private struct Draft {
    var broker = "broker.example"
    var number = 2
    var previous: SHA256Digest?
    var oldLog: VerifierKey
    var newLog: VerifierKey
    var checkpoint: [UInt8]
    var size: UInt64 = 12
    var reason = LogSuccession.Reason.lost
    let time: String

    init(oldLog: VerifierKey, newLog: VerifierKey, checkpoint: [UInt8], time: String) {
        (self.oldLog, self.newLog) = (oldLog, newLog)
        (self.checkpoint, self.time) = (checkpoint, time)
    }

    func named(_ name: String) throws -> VerifierKey {
        VerifierKey(try KeyName(name), .ed25519, newLog.publicKey)
    }

    func succession() throws -> LogSuccession {
        LogSuccession(
            mode: .live, broker: try #require(OrganisationName(broker)), number: number,
            previous: previous, oldLog: oldLog, newLog: newLog, checkpoint: checkpoint, size: size,
            reason: reason, fromTime: try #require(Timestamp(time)))
    }
}
