import Primitives
import Testing

@testable import TransparencyLog

@Suite struct `Trust policies` {
    private func policy(_ text: String) throws -> TrustPolicy {
        try TrustPolicy(parsing: Array(text.utf8))
    }

    @Test func `two of three witnesses are a quorum, one is not`() throws {
        var log = try TestLog()
        log.grow(to: 5)
        let a = try TestWitness("a")
        let b = try TestWitness("b")
        let c = try TestWitness("c")
        let policy = try policy(
            """
            # two of three
            log \(log.key.text) https://log.example/
            witness A \(a.key.text)
            \twitness  B\t\(b.key.text) https://b.example/
            witness C \(c.key.text)

            group all-of-us 2 A B C
            quorum all-of-us\n
            """)
        #expect(policy.logs.first?.url == "https://log.example/")
        let checkpoint = try log.checkpoint()
        let signed = try log.signedCheckpoint()
        let one = try signed + a.cosign(checkpoint)
        #expect(throws: PolicyError.quorumMissing) {
            try policy.verify(try UnverifiedCheckpoint(parsing: one))
        }
        let two = try one + c.cosign(checkpoint)
        let verified = try policy.verify(try UnverifiedCheckpoint(parsing: two))
        #expect(Set(verified.cosignatures.map(\.witness)) == [a.key, c.key])
        #expect(throws: PolicyError.unknownLog) {
            var other = try TestLog(origin: "other")
            other.grow(to: 1)
            return try policy.verify(
                try UnverifiedCheckpoint(parsing: try other.signedCheckpoint()))
        }
        #expect(throws: PolicyError.checkpoint(.notSignedByLog)) {
            let other = try TestLog()
            return try policy.verify(
                try UnverifiedCheckpoint(parsing: try other.signedCheckpoint()))
        }
    }

    @Test func `the time of a quorum is the latest at which a whole one had signed`() throws {
        var log = try TestLog()
        log.grow(to: 5)
        let a = try TestWitness("a")
        let b = try TestWitness("b")
        let c = try TestWitness("c")
        let head = """
            log \(log.key.text)
            witness A \(a.key.text)
            witness B \(b.key.text)
            witness C \(c.key.text)\n
            """
        let checkpoint = try log.checkpoint()
        let note = try UnverifiedCheckpoint(
            parsing: try log.signedCheckpoint() + a.cosign(checkpoint, at: 1000)
                + b.cosign(checkpoint, at: 3000) + c.cosign(checkpoint, at: 2000))
        let now = try #require(Timestamp(secondsSinceEpoch: 3000))
        for (quorum, expected) in [
            ("group all any A B C\nquorum all\n", 3000), ("quorum A\n", 1000),
            ("group all 2 A B C\nquorum all\n", 2000), ("group all all A B\nquorum all\n", 1000),
        ] {
            let policy = try policy(head + quorum)
            let seen = try policy.witnessed(note, now: now)
            let found = try #require(policy.latestQuorum(seen.cosignatures))
            #expect(found.time.secondsSinceEpoch == Int64(expected), "\(quorum)")
            // The lines of those witnesses are enough, and no later time is to be had from them.
            let short = try UnverifiedCheckpoint(parsing: seen.note(with: found.witnesses))
            #expect(short.note.signatures.count == 1 + found.witnesses.count)
            let again = try policy.witnessed(short, now: now)
            #expect(policy.latestQuorum(again.cosignatures) == found)
        }
        #expect(try policy(head + "quorum none\n").latestQuorum([]) == nil)
        #expect(try policy(head + "quorum A\n").latestQuorum([]) == nil)
    }

    @Test func `groups of groups count as they are defined`() throws {
        let x = try TestWitness("x")
        let y = try TestWitness("y")
        let z = try TestWitness("z")
        let policy = try policy(
            """
            witness X \(x.key.text)
            witness Y \(y.key.text)
            witness Z \(z.key.text)
            group either any X Y
            group both all either Z
            quorum both\n
            """)
        #expect(policy.isSatisfied(by: [y.key, z.key]))
        #expect(!policy.isSatisfied(by: [x.key, y.key]))
        #expect(!policy.isSatisfied(by: [z.key]))
        #expect(try self.policy("quorum none\n").isSatisfied(by: []))
    }

    @Test func `each rule of a line is held`() throws {
        let log = try TestLog()
        let a = try TestWitness("a")
        let b = try TestWitness("b")
        let head = "witness A \(a.key.text)\nwitness B \(b.key.text)\n"
        let wrong: [(String, PolicyLineFailure)] = [
            ("quorum none", .unterminated), ("Quorum none\n", .unknownKeyword),
            ("quorum\n", .wrongWords), ("quorum none none\n", .wrongWords),
            ("quorum X\n", .undefinedName), ("quorum none\nquorum none\n", .secondQuorum),
            ("log\n", .wrongWords), ("log x\n", .key), ("log \(log.key.text) a b\n", .wrongWords),
            ("log \(a.key.text)\n", .wrongKeyType),
            ("witness A \(log.key.text)\n", .wrongKeyType),
            ("log \(log.key.text)\nlog \(log.key.text)\n", .keyTwice),
            (head + "witness C \(a.key.text)\n", .keyTwice),
            ("witness none \(a.key.text)\n", .nameTaken),
            (head + "group A any B\n", .nameTaken), (head + "group g any\n", .wrongWords),
            (head + "group g any A A\n", .memberTwice),
            (head + "group g any A\ngroup h any A\n", .memberTwice),
            (head + "group g 0 A\n", .threshold), (head + "group g 3 A B\n", .threshold),
            (head + "group g 01 A\n", .threshold), (head + "group g most A\n", .threshold),
            (head + "group g any none\n", .undefinedName),
            (head + "group g any h\ngroup h any A\n", .undefinedName),
            ("quorum none\r\n", .controlCharacter), ("# \u{0}\nquorum none\n", .controlCharacter),
        ]
        for (text, failure) in wrong {
            let error = #expect(throws: PolicyError.self, "\(text)") { try policy(text) }
            guard case .line(_, let found) = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
            #expect(found == failure, "\(text)")
        }
        #expect(throws: PolicyError.noQuorum) { try policy(head) }
        #expect(throws: PolicyError.noQuorum) { try policy("\n") }
        #expect(throws: PolicyError.tooLarge) {
            try policy(String(repeating: "#\n", count: 32_769))
        }
        // Names are bytes: the Kelvin sign is no K.
        #expect(throws: PolicyError.line(2, .undefinedName)) {
            try policy("witness K \(a.key.text)\nquorum \u{212A}\n")
        }
    }
}
