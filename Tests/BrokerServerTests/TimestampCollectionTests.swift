import Broker
import BrokerAPI
import BrokerClient
import BrokerServer
import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing
import Timestamping
import TransparencyLog

/// The broker and its time-stamping authorities, honest and not, over loopback. One after the other: the
/// keys of thirty authorities at once take longer than the tests wait.
@Suite(.serialized, .timeLimit(.minutes(3))) struct `Authorities of a broker` {
    private static func broker(
        _ authorities: TestAuthorities, firstURL: String? = nil
    ) throws -> TestBroker {
        let broker = try TestBroker {
            $0.timestamps = .init(listPath: "tsa/tsa.json", everySeconds: 1)
        }
        try authorities.write(to: broker.home, firstURL: firstURL)
        // Admission and check read the file.
        try Data(broker.configuration.jsonBytes).write(
            to: URL(filePath: broker.home.path + "/plombad.json"))
        return broker
    }

    /// Deposits, and returns the place of the last of its entries.
    private static func deposit(
        _ here: BrokerConnection, _ sender: TestOrganisation, _ recipient: TestOrganisation,
        _ number: Int64
    ) async throws -> UInt64 {
        let deposit = try TestDeposit(
            from: sender, to: recipient, payload: [1], number: number)
        let outcome = try await here.deposit(
            deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
        guard case .accepted(_, let proofs?) = outcome else {
            Issue.record("no receipt")
            return 0
        }
        return try UnverifiedLogProof(parsing: proofs.acceptance).inclusion.index
    }

    /// Asks until the answer is as wanted, for at most twenty seconds.
    private static func stamped(
        _ here: BrokerConnection, _ index: UInt64, _ wanted: (StampedCheckpoint) -> Bool
    ) async throws -> StampedCheckpoint {
        var last: StampedCheckpoint?
        for _ in 0..<200 {
            last = try await here.stampedCheckpoint(covering: index)
            if let last, wanted(last) { return last }
            try await Task.sleep(for: .milliseconds(100))
        }
        return try #require(last)
    }

    private static func token(_ stamp: StampedCheckpoint.Stamp) -> [UInt8]? {
        if case .stamped(let token) = stamp.state { token } else { nil }
    }

    @Test func `two authorities stamp, and stock openssl agrees`() async throws {
        let authorities = try await TestAuthorities(["honest", "honest"])
        let broker = try Self.broker(authorities)
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            #expect(try await here.stampedCheckpoint(covering: 1 << 40) == nil)
            let index = try await Self.deposit(here, sender, recipient, 1)
            let found = try await Self.stamped(here, index) {
                $0.authorities.allSatisfy { Self.token($0) != nil }
            }
            await here.shutdown()
            let checkpoint = try UnverifiedCheckpoint(parsing: found.checkpoint)
            #expect(checkpoint.claimed.size > index)
            let log = try VerifierKey(parsing: try #require(broker.card.logKey))
            _ = try checkpoint.verify(log: log)
            #expect(found.authorities.map(\.name.text) == authorities.names)
            for stamp in found.authorities {
                try await Self.check(
                    try #require(Self.token(stamp)), checkpoint, stamp.name.text, authorities,
                    broker)
            }
            let queries = authorities.asked(authorities.names[0])
            #expect(queries.allSatisfy { $0.hasPrefix("/tsa application/timestamp-query 30") })
            let digest = SHA256Digest.of(checkpoint.note.text).hex
            #expect(queries.contains { $0.contains(digest) })
            var check = BrokerCheck(home: broker.home, now: broker.now)
            let findings = check.run().filter { $0.code.hasPrefix("check.authorit") }
            #expect(findings.map(\.level) == [.fine], "\(findings)")
        }
    }

    /// Holds the token, and the files that the broker serves of it, against ours and openssl's
    /// verdict, and damaged ones too.
    private static func check(
        _ token: [UInt8], _ checkpoint: UnverifiedCheckpoint, _ name: String,
        _ authorities: TestAuthorities, _ broker: TestBroker
    ) async throws {
        let text = checkpoint.note.text
        let known = try authorities.known(name)
        let verified = try UnverifiedTimestampToken(der: token)
            .verify(covering: .of(text), by: known)
        let time = verified.generatedAt.instant
        #expect(abs(time.secondsSinceEpoch - broker.now.secondsSinceEpoch) < 120)
        let base = "\(broker.card.url)/v1/log/time/checkpoint-\(checkpoint.claimed.size)."
        let files = try await ["txt", "\(name).tst"].asyncMap { try await get(base + $0, broker) }
        #expect(files == [text, token])
        #expect(try await authorities.opensslAccepts(token, over: text, of: name, at: time))
        var damagedText = text
        damagedText[0] ^= 1
        var damagedToken = token
        damagedToken[token.count - 5] ^= 1
        for (token, text) in [(token, damagedText), (damagedToken, text)] {
            #expect(throws: TimestampError.self) {
                try UnverifiedTimestampToken(der: token).verify(covering: .of(text), by: known)
            }
            #expect(
                try await !authorities.opensslAccepts(token, over: text, of: name, at: time))
        }
    }

    private static func get(_ url: String, _ broker: TestBroker) async throws -> [UInt8] {
        let file = try broker.folder.write(UUID().uuidString, [])
        let result = try await Running.outcome(
            Tool.system("curl"), ["-sf", "--cacert", broker.certificate, "-o", file, url])
        #expect(result.status == 0, "\(url)")
        return Array(try Data(contentsOf: URL(filePath: file)))
    }

    @Test(arguments: [
        ("nonce", "time.nonce-mismatch"), ("imprint", "time.imprint-mismatch"),
        ("chain", "time.unknown-authority"), ("expired", "time.certificate-not-valid-then"),
        ("sha1", "time.digest-refused"), ("rejects", "time.request-rejected"),
        ("garbage", "time.token-malformed"), ("huge", "time.token-too-large"),
        ("slow", "time.authority-silent"), ("drip", "time.authority-silent"),
        ("refuses", "time.authority-refused"), ("redirect", "time.authority-refused"),
        ("closes", "time.authority-unreachable"), ("down", "time.authority-unreachable"),
    ])
    func `one bad authority holds nothing up, and is told`(
        mode: String, code: String
    ) async throws {
        let authorities = try await TestAuthorities([mode == "down" ? "honest" : mode, "honest"])
        // A port that is reserved, and where nobody listens.
        let port = try ReservedPort()
        let broker = try Self.broker(
            authorities, firstURL: mode == "down" ? "http://127.0.0.1:\(port.number)/tsa" : nil)
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let start = ContinuousClock.now
            let index = try await Self.deposit(here, sender, recipient, 1)
            _ = try await Self.deposit(here, sender, recipient, 2)
            #expect(start.duration(to: .now) < .seconds(8))
            let found = try await Self.stamped(here, index) {
                Self.token($0.authorities[1]) != nil && $0.authorities[0].failures.failure != nil
            }
            await here.shutdown()
            let bad = found.authorities[0]
            #expect(bad.state == .waiting && bad.failures.failure == code, "\(bad)")
            #expect(bad.failures.last != nil)
            #expect(Self.token(found.authorities[1]) != nil)
            // No redirect was followed.
            #expect(authorities.asked(bad.name.text).allSatisfy { $0.hasPrefix("/tsa ") })
            var check = BrokerCheck(home: broker.home, now: broker.now)
            let finding = try #require(check.run().first { $0.code == "check.authority" })
            #expect(finding.level == .warning)
            #expect(finding.message.contains(bad.name.text) && finding.message.contains(code))
        }
    }

    @Test func `a token of another time is kept, and the difference is told`() async throws {
        let authorities = try await TestAuthorities(["early"])
        let broker = try Self.broker(authorities)
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let index = try await Self.deposit(here, sender, recipient, 1)
            let found = try await Self.stamped(here, index) { Self.token($0.authorities[0]) != nil }
            await here.shutdown()
            #expect(Self.token(found.authorities[0]) != nil)
            var check = BrokerCheck(home: broker.home, now: broker.now)
            let findings = check.run()
            #expect(findings.contains { $0.code == "check.authority-apart" })
            #expect(findings.contains { $0.code == "check.authorities" && $0.level == .warning })
            #expect(broker.log.contains { $0.contains("time.authority-apart") })
        }
    }

    @Test func `what waits is asked again after a restart, and closes`() async throws {
        let authorities = try await TestAuthorities(["honest", "honest"])
        try authorities.set(authorities.names[0], "refuses")
        let broker = try Self.broker(authorities)
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        let index = try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let index = try await Self.deposit(here, sender, recipient, 1)
            _ = try await Self.stamped(here, index) {
                $0.authorities[0].failures.failure != nil && Self.token($0.authorities[1]) != nil
            }
            await here.shutdown()
            return index
        }
        try authorities.set(authorities.names[0], "honest")
        // A minute after the first attempt it is due again.
        broker.skewSeconds.withLock { $0 = 61 }
        try await broker.run { broker in
            let here = try broker.connection(of: sender)
            let found = try await Self.stamped(here, index) {
                Self.token($0.authorities[0]) != nil
            }
            await here.shutdown()
            #expect(found.authorities.allSatisfy { Self.token($0) != nil })
            var check = BrokerCheck(home: broker.home, now: broker.now)
            #expect(!check.run().contains { $0.code == "check.authority" })
        }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(
        _ transform: (Element) async throws -> Result
    ) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
