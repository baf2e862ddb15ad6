import BrokerAPI
import BrokerClient
import BrokerServer
import Custody
import Foundation
import Primitives
import TestSupport
import Testing
import TransparencyLog

/// The log as anybody reads it over the wire, judged by another program.
@Suite(.timeLimit(.minutes(2))) struct `Log over the wire` {
    private func get(_ path: String, _ broker: TestBroker) async throws -> (Int, [UInt8]) {
        let file = broker.folder.path + "/answer-\(UUID())"
        let outcome = try await Running.outcome(
            "/usr/bin/curl",
            [
                "--silent", "--cacert", broker.certificate, "--output", file, "--write-out",
                "%{http_code}", try broker.origin.text + "/v1/log/" + path,
            ])
        let status = try #require(Int(outcome.text))
        return (status, Array(try Data(contentsOf: URL(filePath: file))))
    }

    @Test func `aics-tlog audits what the broker serves, and the proofs that it gives`()
        async throws
    {
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            var proofs: [[UInt8]] = []
            for number in 0..<3 {
                let deposit = try TestDeposit(
                    from: sender, to: recipient, payload: [UInt8(number)],
                    number: Int64(number + 1))
                let outcome = try await here.deposit(
                    deposit.statement, preview: deposit.preview,
                    payload: .bytes(deposit.payload))
                guard case .accepted(_, let given) = outcome else { continue }
                proofs = given.map { [$0.statement, $0.seal, $0.acceptance] } ?? []
            }
            await here.shutdown()
            #expect(proofs.count == 3)
            let folder = broker.folder.path + "/log-copy/"
            let (status, checkpoint) = try await get("checkpoint", broker)
            #expect(status == 200)
            try write(checkpoint, folder + "checkpoint")
            let size = try UnverifiedCheckpoint(parsing: checkpoint).claimed.size
            #expect(size == 14)
            for tile in Tile.growth(from: 0, to: size) {
                let (status, bytes) = try await get(tile.path, broker)
                #expect(status == 200, "\(tile.path)")
                try write(bytes, folder + tile.path)
            }
            for proof in proofs {
                let index = try UnverifiedLogProof(parsing: proof).inclusion.index
                try write(proof, folder + "proofs/\(index).tlog-proof")
            }
            let key = try #require(broker.card.logKey)
            let arguments = [try Tool.script("tlog_check.py"), folder, key]
            let good = try await Running.outcome(Tool.python(), arguments)
            #expect(good.status == 0 && good.text.contains("proofs=3 "), "\(good.text)")
            var changed = checkpoint
            changed[checkpoint.count / 2] ^= 1
            try write(changed, folder + "checkpoint")
            #expect(try await Running.outcome(Tool.python(), arguments).status == 1)
        }
    }

    @Test func `what the log does not have is not found, and nothing can be written`()
        async throws
    {
        let sender = try TestOrganisation("sender.example.org")
        try await TestBroker().run(admitting: [sender]) { broker in
            for path in [
                "tile/0/000.p/2", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/0/0",
                "tile/entries/000.p/9", "tile", "checkpoint/", "", "tile/0/000.p/1/",
            ] {
                #expect(try await get(path, broker).0 == 404, "\(path)")
            }
            #expect(try await get("tile/0/000.p/1", broker).0 == 200)
            let outcome = try await Running.outcome(
                "/usr/bin/curl",
                [
                    "--silent", "--cacert", broker.certificate, "--output", "/dev/null",
                    "--write-out", "%{http_code}", "--data", "x",
                    try broker.origin.text + "/v1/log/checkpoint",
                ])
            #expect(outcome.text == "405")
        }
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}
