import Broker
import BrokerAPI
import BrokerClient
import BrokerServer
import Custody
import Foundation
import Listening
import Primitives
import TestSupport
import Testing
import TransparencyLog
import Witness
import WitnessServer

/// The broker and its witnesses, honest and not, over loopback.
@Suite(.timeLimit(.minutes(3))) struct `Witnesses of a broker` {
    /// A broker whose log has two honest witnesses and one that is something else; two make a quorum.
    private final class Network: Sendable {
        let broker: TestBroker
        let liar: Running
        private let folder: Folder

        init(_ mode: String) async throws {
            let folder = try Folder()
            let liar = try Running(Tool.python(), [Tool.script("bad_witness.py"), mode])
            let broker = try TestBroker {
                $0.witnesses = .init(policyPath: "witness.policy", operatorName: nil, faulty: 0)
            }
            self.folder = folder
            self.liar = liar
            self.broker = broker
            // Admission and check read the file.
            try Data(broker.configuration.jsonBytes).write(
                to: URL(filePath: broker.home.path + "/plombad.json"))
            try await liar.waitForOutput("\n")
            let port = try liar.output().trimmingCharacters(in: .whitespacesAndNewlines)
            let name = try KeyName("liar.example/witness")
            let key = VerifierKey(name, .cosignature, try SigningKey().publicKey)
            liarLine = "witness C \(key.text) http://127.0.0.1:\(port)/\n"
        }

        private let liarLine: String

        func home(_ name: String) -> WitnessHome { WitnessHome(folder.path + "/" + name) }

        /// Runs the two honest witnesses and the broker while `body` runs.
        func run<Result: Sendable>(
            admitting organisations: [TestOrganisation],
            _ body: @Sendable (TestBroker) async throws -> Result
        ) async throws -> Result {
            let log = try VerifierKey(parsing: try #require(broker.card.logKey))
            return try await honest("a.example", log) { a in
                try await self.honest("b.example", log) { b in
                    let text =
                        "log \(log.text)\nwitness A \(a)\nwitness B \(b)\n" + self.liarLine
                        + "group partners 2 A B C\nquorum partners\n"
                    try Data(text.utf8).write(
                        to: URL(filePath: self.broker.home.path + "/witness.policy"))
                    return try await self.broker.run(admitting: organisations, body)
                }
            }
        }

        private func honest<Result: Sendable>(
            _ name: String, _ log: VerifierKey,
            _ body: @Sendable (String) async throws -> Result
        ) async throws -> Result {
            let home = home(name)
            let key = try home.create(.init(name: name, address: "127.0.0.1:0"))
            try home.add(log, checkpoint: nil)
            let (ports, port) = AsyncStream.makeStream(of: Int.self)
            let service = try WitnessService(home) { TestBroker.machineTime() }
            let sink = LogSink(clock: { TestBroker.machineTime() }, output: { _ in })
            let run = buildWitness(service, sink: sink) {
                port.yield($0)
                port.finish()
            }.untilStopped
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await run.run() }
                var found = 0
                for await port in ports { found = port }
                do {
                    let result = try await body("\(key.text) http://127.0.0.1:\(found)/")
                    await run.stop()
                    try await group.waitForAll()
                    return result
                } catch {
                    await run.stop()
                    throw error
                }
            }
        }
    }

    @Test(arguments: [
        ("garbage", "witness.answer-invalid"), ("huge", "witness.answer-too-large"),
        ("slow", "witness.silent"), ("drips", "witness.silent"), ("refuses", "witness.refused"),
        ("claims", "witness.claim-without-proof"), ("behind", "witness.answer-unusable"),
    ])
    func `one bad witness holds nothing up, and is told`(mode: String, code: String) async throws {
        let network = try await Network(mode)
        defer { network.liar.terminate() }
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        try await network.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(from: sender, to: recipient, payload: [1], number: 1)
            var outcome: BrokerClient.DepositOutcome?
            for _ in 0..<100 where outcome == nil {
                // 503 until all who can be reached have told what they have seen; the slowest is given up
                // after ten seconds.
                outcome = try? await here.deposit(
                    deposit.statement, preview: deposit.preview,
                    payload: .bytes(deposit.payload))
                if outcome == nil { try await Task.sleep(for: .milliseconds(200)) }
            }
            guard case .accepted(_, let proofs?) = outcome else {
                Issue.record("no receipt")
                return
            }
            let index = try UnverifiedLogProof(parsing: proofs.acceptance).inclusion.index
            var note: [UInt8]?
            // A round ends when the slowest witness is given up, after ten seconds.
            for _ in 0..<300 where note == nil {
                note = try await here.witnessedCheckpoint(covering: index)
                try await Task.sleep(for: .milliseconds(100))
            }
            await here.shutdown()
            let policy = try TrustPolicy(
                parsing: Array(
                    Data(contentsOf: URL(filePath: broker.home.path + "/witness.policy"))))
            let seen = try policy.witnessed(
                UnverifiedCheckpoint(parsing: try #require(note)), now: broker.now)
            #expect(seen.size > index && seen.organisations.count == 2)
            var found: Finding?
            for _ in 0..<150 where found == nil {
                try await Task.sleep(for: .milliseconds(100))
                var check = BrokerCheck(home: broker.home, now: broker.now)
                found = check.run().first { $0.code == "check.witness" }
            }
            let message = try #require(found).message
            #expect(
                message.contains("liar.example/witness") && message.contains(code), "\(message)")
        }
    }
}
