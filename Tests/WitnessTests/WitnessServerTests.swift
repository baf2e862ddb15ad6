import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing
import TransparencyLog
import WitnessClient

@testable import Witness

/// The witness over the wire, as other people's programs speak to it.
@Suite(.timeLimit(.minutes(2))) struct `Witness over the wire` {
    private let log: WatchedLog
    private let folder: WitnessFolder

    init() throws {
        log = try WatchedLog()
        folder = try WitnessFolder(watching: [log.key], realClock: true)
    }

    private func write(_ bytes: [UInt8], _ name: String) throws -> String {
        let place = folder.path + "/feed"
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(filePath: place + "/" + name))
        return place + "/" + name
    }

    @Test func `aics-witness's client has it cosign, and understands each refusal`() async throws {
        let fork = try log.forked(at: 100)
        let steps: [([UInt8], String)] = [
            (try log.request(from: 0, to: 3), "200"), (try log.request(from: 3, to: 3), "200"),
            (try log.request(from: 3, to: 256), "200"),
            (try log.request(from: 256, to: 600), "200"),
            (try fork.request(from: 600, to: 600), "422"),
            (try log.request(from: 256, to: 600), "409 600"),
            (try WatchedLog("stranger.example").request(from: 0, to: 3), "404"),
            (try WatchedLog().request(from: 0, to: 3), "403"),
        ]
        for (index, step) in steps.enumerated() {
            _ = try write(step.0, "\(index).request")
            _ = try write(Array(step.1.utf8), "\(index).status")
        }
        let (path, key) = (folder.path + "/feed", folder.key.text)
        let outcome = try await folder.serve { url in
            try await Running.outcome(
                Tool.python(), [Tool.script("witness_feed.py"), url, key, path])
        }
        #expect(
            outcome.status == 0 && outcome.everything.contains("requests=8"),
            "\(outcome.everything)")
    }

    private final class Lines: Sendable {
        let kept = Mutex<[String]>([])
    }

    private struct Answer {
        let status: String
        let type: String
        let body: String
    }

    private func curl(_ url: String, _ arguments: [String]) async throws -> Answer {
        let outcome = try await Running.outcome(
            "/usr/bin/curl",
            ["--silent", "--write-out", "\n%{http_code} %{content_type}"] + arguments + [url])
        let lines = outcome.everything.split(separator: "\n", omittingEmptySubsequences: false)
        let last = (lines.last ?? "").split(separator: " ", maxSplits: 1).map(String.init)
        return Answer(
            status: last.first ?? "", type: last.count > 1 ? last[1] : "",
            body: lines.dropLast().joined(separator: "\n"))
    }

    @Test func `garbage and what is too large are answered with one line, and it goes on`()
        async throws
    {
        let good = try log.request(from: 0, to: 300)
        let other = try log.request(from: 0, to: 200)
        let bodies: [(String, [UInt8], String)] = [
            ("nothing", [], "400"), ("garbage", Array("garbage".utf8), "400"),
            ("cut", Array(good.dropLast(40)), "400"),
            ("twice", good + good, "400"),
            ("large", Array(repeating: 0x41, count: 100_000), "413"),
            ("very-large", Array(repeating: 0x41, count: 5_000_000), "413"),
            ("good", good, "200"), ("late", other, "409"),
        ]
        var files: [(String, String, String)] = []
        for (name, bytes, status) in bodies {
            files.append((name, try write(bytes, name), status))
        }
        let prepared = files
        try await folder.serve { url in
            for (name, file, status) in prepared {
                let answer = try await curl(
                    url + "add-checkpoint", ["--data-binary", "@" + file])
                #expect(answer.status == status, "\(name): \(answer.body)")
                if status == "409" {
                    #expect(answer.type == "text/x.tlog.size" && answer.body == "300\n")
                } else {
                    #expect(answer.type.hasPrefix("text/plain"), "\(name)")
                    #expect(answer.body.utf8.count(where: { $0 == 10 }) == 1, "\(name)")
                }
            }
        }
    }

    @Test func `shows the last cosigned checkpoint, and nothing else exists`() async throws {
        let body = try write(try log.request(from: 0, to: 300), "body")
        let name = SHA256Digest.of(log.key.name.bytes).hex
        let (key, witness) = (log.key, folder.key)
        try await folder.serve { url in
            #expect(try await curl(url + name + "/checkpoint", []).status == "404")
            _ = try await curl(url + "add-checkpoint", ["--data-binary", "@" + body])
            let answer = try await curl(url + name + "/checkpoint", [])
            let shown = try UnverifiedCheckpoint(parsing: Array(answer.body.utf8))
                .verify(log: key, witnesses: [witness])
            #expect(shown.size == 300 && shown.cosignatures.count == 1)
            for path in [
                "", "add-checkpoint/", name, name + "/checkpoint/",
                name.uppercased() + "/checkpoint",
                "x/checkpoint", "%2e%2e/key", "key", "witness.json",
            ] {
                #expect(try await curl(url + path, []).status == "404", "\(path)")
            }
            #expect(try await curl(url + "add-checkpoint", []).status == "405")
            let put = try await curl(
                url + name + "/checkpoint", ["--data-binary", "x", "--request", "PUT"])
            #expect(put.status == "405")
        }
    }

    @Test func `our client has aics-witness cosign our log`() async throws {
        let place = folder.path + "/aics"
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true)
        let port = try FreePort.number()
        let program = ["-m", "aics_witness"]
        func aics(_ arguments: [String]) async throws -> String {
            let outcome = try await Running.outcome(Tool.python(), program + arguments, in: place)
            #expect(outcome.status == 0, "\(outcome.everything)")
            return outcome.everything
        }
        let told = try await aics(["init", "--name", "aics.example/witness"])
        let word = told.split { $0 == " " || $0 == "\n" }
            .first { $0.hasPrefix("aics.example/witness+") }
        let key = try VerifierKey(parsing: String(try #require(word, "\(told)")))
        _ = try await aics(["add-log", "--origin", log.key.name.text, "--vkey", log.key.text])
        let server = try Running(
            Tool.python(), program + ["serve", "--listen", "127.0.0.1:\(port)"], in: place)
        defer { server.terminate() }
        let address = try #require(WitnessAddress(key, url: "http://127.0.0.1:\(port)"))
        let client = WitnessClient { self.folder.now }
        for _ in 0..<200 {
            do {
                _ = try await client.latest(of: log.key.name, from: address)
                break
            } catch WitnessFault.unreachable {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
        func submit(_ body: [UInt8]) async throws -> WitnessClient.Reply {
            try await client.submit(AddCheckpointRequest(parsing: body), to: address)
        }
        for (old, size) in [(0, 3), (3, 256), (256, 600)] as [(UInt64, UInt64)] {
            guard case .cosigned = try await submit(log.request(from: old, to: size)) else {
                Issue.record("not cosigned: \(size)")
                continue
            }
        }
        #expect(try await submit(log.request(from: 3, to: 600)) == .otherOldSize(600))
        let fork = try log.forked(at: 100)
        await #expect(throws: WitnessFault.refused(status: 422)) {
            _ = try await submit(fork.request(from: 600, to: 600))
        }
        let latest = try await client.latest(of: log.key.name, from: address)
        let shown = try #require(latest).verify(log: log.key, witnesses: [key])
        #expect(shown.size == 600 && shown.cosignatures.count == 1)
        await client.shutdown()
    }

    @Test func `a log that shows two histories is told of in the witness's own log`() async throws {
        let lines = Lines()
        let fork = try log.forked(at: 100)
        let bodies = [
            try write(try log.request(from: 0, to: 256), "good"),
            try write(try fork.request(from: 256, to: 256), "fork"),
        ]
        let keep: @Sendable ([UInt8]) -> Void = { line in
            lines.kept.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
        }
        try await folder.serve(logging: keep) { url in
            for body in bodies {
                _ = try await curl(
                    url + "add-checkpoint", ["--data-binary", "@" + body])
            }
        }
        let told = lines.kept.withLock { $0 }.filter { $0.contains("witness.two-histories") }
        #expect(told.count == 1 && told.allSatisfy { $0.contains("error") }, "\(told)")
        lines.kept.withLock { $0 = [] }
        try await folder.serve(logging: keep) { _ in }
        #expect(lines.kept.withLock { $0 }.contains { $0.contains("witness.two-histories") })
        #expect(try folder.states().first?.conflict != nil)
    }

    @Test func `a witness that cannot record ends, so that it is started anew`() async throws {
        let good = try write(try log.request(from: 0, to: 3), "good")
        let place = URL(filePath: folder.file("latest", of: log)).deletingLastPathComponent().path
        await #expect(throws: WitnessError.notStored) {
            try await folder.serve { url in
                try FileManager.default.moveItem(atPath: place, toPath: place + "-aside")
                // It ends by itself: nobody stops it before it is gone.
                var status = "503"
                for _ in 0..<100 where status != "000" {
                    status = try await curl(
                        url + "add-checkpoint", ["--data-binary", "@" + good]
                    ).status
                    try await Task.sleep(for: .milliseconds(50))
                }
                #expect(status == "000", "it still listens")
            }
        }
        try FileManager.default.moveItem(atPath: place + "-aside", toPath: place)
        try await folder.serve { url in
            let answer = try await curl(url + "add-checkpoint", ["--data-binary", "@" + good])
            #expect(answer.status == "200")
        }
    }
}
