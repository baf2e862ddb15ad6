import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// How a broker comes from one service key to the next.
@Suite struct `Changes of a broker's key` {
    private let keys: Keys

    init() throws { keys = try Keys() }

    @Test func `lead from every key to the newest, with the times between`() throws {
        let history = try BrokerKeyHistory(verifying: keys.good())
        let read = try BrokerKeyHistory(parsing: history.serialized())
        #expect(read == history && read.current == keys.three.publicKey)
        #expect(
            read.keys.map(\.key) == [
                keys.one.publicKey, keys.two.publicKey, keys.three.publicKey,
            ])
        #expect(read.keys.map(\.from) == [nil, try Keys.time(1), try Keys.time(2)])
        #expect(read.keys.map(\.until) == [try Keys.time(1), try Keys.time(2), nil])
        let shorter = try BrokerKeyHistory(verifying: Array(keys.good().prefix(1)))
        #expect(history.continues(shorter) && !shorter.continues(history))
        #expect(try shorter.appending(keys.good()[1]).signed.count == 2)
    }

    @Test func `refuses each defect for itself`() throws {
        let good = try keys.good()
        let first = try keys.first
        let cases: [(String, [SignedKeyChange], String)] = [
            ("none", [], "record.no-records"),
            ("the second alone", [good[1]], "record.version-not-next"),
            ("the first twice", [good[0], good[0]], "record.version-not-next"),
            (
                "not signed by the old key",
                [first.signed(by: keys.stranger, and: keys.two)], "record.too-few-signatures"
            ),
            (
                "not signed by the new key",
                [first.signed(by: keys.one, and: keys.stranger)], "record.too-few-signatures"
            ),
            (
                "signatures exchanged",
                [SignedKeyChange(bytes: good[0].bytes, byOld: good[0].byNew, byNew: good[0].byOld)],
                "record.too-few-signatures"
            ),
            (
                "back to an earlier key",
                [
                    good[0],
                    try keys.second(after: good[0], new: keys.one.publicKey)
                        .signed(by: keys.two, and: keys.one),
                ], "record.duplicate-key"
            ),
            (
                "another broker",
                [
                    good[0],
                    try keys.second(after: good[0], broker: "other.example")
                        .signed(by: keys.two, and: keys.three),
                ], "record.name-changed"
            ),
            (
                "another predecessor",
                [
                    good[0],
                    try keys.second(after: good[1]).signed(by: keys.two, and: keys.three),
                ], "record.previous-mismatch"
            ),
            (
                "dated back",
                [
                    good[0],
                    try keys.second(after: good[0], day: 0).signed(by: keys.two, and: keys.three),
                ], "record.issued-backwards"
            ),
            (
                "no signature",
                [SignedKeyChange(bytes: good[0].bytes, byOld: [1], byNew: good[0].byNew)],
                "record.signature-malformed"
            ),
            (
                "not JSON", [SignedKeyChange(bytes: [1], byOld: [], byNew: [])],
                "record.not-json"
            ),
        ]
        for (name, changes, code) in cases {
            #expect("\(name)") {
                try BrokerKeyHistory(verifying: changes)
            } throws: { ($0 as? RecordError)?.code == code }
        }
    }

    /// Stock ssh-keygen agrees on both signatures, and refuses the changed bytes.
    @Test func `ssh-keygen verifies a change`() throws {
        let change = try keys.good()[0]
        let folder = try Folder()
        for (key, signature) in [
            (keys.one.publicKey, change.byOld), (keys.two.publicKey, change.byNew),
        ] {
            let signers = try folder.write(
                "signers", Array("broker.example \(key.openSSHLine)\n".utf8))
            let file = try folder.write("change.sig", signature)
            for (bytes, accepted) in [(change.bytes, true), (change.bytes + [0x20], false)] {
                let input = try folder.write("change.json", bytes)
                let result = try Tool.run(
                    "ssh-keygen",
                    [
                        "-Y", "verify", "-f", signers, "-I", "broker.example", "-n",
                        "plomba/v1/BrokerKeyChange", "-s", file,
                    ], input: input)
                #expect((result.status == 0) == accepted, "\(result.text) \(result.errors)")
            }
        }
    }
}

/// Three keys of one broker, made anew for each test.
private final class Keys: Sendable {
    let one: SigningKey
    let two: SigningKey
    let three: SigningKey
    let stranger: SigningKey

    init() throws {
        one = try SigningKey()
        two = try SigningKey()
        three = try SigningKey()
        stranger = try SigningKey()
    }

    static func time(_ day: Int) throws -> Timestamp { try Roots.time("2026-01-0\(day + 1)") }

    var first: BrokerKeyChange {
        get throws {
            BrokerKeyChange(
                mode: .live, broker: try Network.name("broker.example"), number: 1, previous: nil,
                oldKey: one.publicKey, newKey: two.publicKey, fromTime: try Self.time(1))
        }
    }

    func second(
        after before: SignedKeyChange, broker: String = "broker.example", day: Int = 2,
        new: PublicKey? = nil
    ) throws -> BrokerKeyChange {
        BrokerKeyChange(
            mode: .live, broker: try Network.name(broker), number: 2,
            previous: .of(before.bytes), oldKey: two.publicKey, newKey: new ?? three.publicKey,
            fromTime: try Self.time(day))
    }

    func good() throws -> [SignedKeyChange] {
        let start = try first.signed(by: one, and: two)
        return [start, try second(after: start).signed(by: two, and: three)]
    }
}
