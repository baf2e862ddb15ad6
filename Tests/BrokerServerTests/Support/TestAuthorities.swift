import BrokerServer
import Foundation
import Primitives
import TestSupport
import Testing
import Timestamping

/// Time-stamping authorities on loopback (`Tests/Interop/tsa.py`), and the list that names them.
final class TestAuthorities: Sendable {
    static let policy = "1.3.6.1.4.1.55555.1.1"

    let names: [String]
    private let folder: Folder
    private let running: [Running]
    private let ports: [Int]

    /// - Parameter modes: one authority for each: `honest`, or what it does wrong.
    init(_ modes: [String]) async throws {
        let folder = try Folder()
        let names = modes.indices.map { "tsa-\($0).example.org" }
        let running = try zip(names, modes).map { name, mode in
            try Running(Tool.python(), [Tool.script("tsa.py"), "\(folder.path)/\(name)", mode])
        }
        self.folder = folder
        self.names = names
        self.running = running
        var ports: [Int] = []
        for program in running {
            // Its keys are made first.
            try await program.waitForOutput("\n", seconds: 60)
            let text = try program.output().trimmingCharacters(in: .whitespacesAndNewlines)
            let errors = try program.errors()
            ports.append(try #require(Int(text), "\(errors)"))
        }
        self.ports = ports
    }

    deinit { for program in running { program.terminate() } }

    /// Lists the authorities in a broker's home, each with its root.
    func write(to home: BrokerHome, firstURL: String? = nil) throws {
        let tsa = home.path + "/tsa"
        try FileManager.default.createDirectory(
            atPath: tsa, withIntermediateDirectories: true)
        var entries: [String] = []
        for (name, port) in zip(names, ports) {
            try Data(try folder.read("\(name)/root.pem"))
                .write(to: URL(filePath: "\(tsa)/\(name).pem"))
            let url = entries.isEmpty ? firstURL : nil
            entries.append(
                """
                {"name": "\(name)", "url": "\(url ?? "http://127.0.0.1:\(port)/tsa")",
                "policy": "\(Self.policy)", "roots": "\(name).pem"}
                """)
        }
        let text = "{\"version\": 1, \"authorities\": [\(entries.joined(separator: ","))]}"
        try Data(text.utf8).write(to: URL(filePath: tsa + "/tsa.json"))
    }

    /// What an authority does from now on.
    func set(_ name: String, _ mode: String) throws {
        try folder.write("\(name)/mode", Array(mode.utf8))
    }

    /// A line for each time that it was asked: path, type, and the query in hexadecimal.
    func asked(_ name: String) -> [String] {
        guard let bytes = try? folder.read("\(name)/asked") else { return [] }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// As a verifier knows it.
    func known(_ name: String) throws -> TimestampAuthority {
        TimestampAuthority(
            name: try #require(AuthorityName(name)),
            policy: .only(try #require(ASN1ObjectIdentifier(Self.policy))),
            roots: try PinnedRoots(pem: folder.read("\(name)/root.pem")))
    }

    /// What stock openssl says to a token over these bytes, judged at the token's own time.
    func opensslAccepts(
        _ token: [UInt8], over text: [UInt8], of name: String, at time: Timestamp
    ) async throws -> Bool {
        let token = try folder.write("\(UUID().uuidString).tst", token)
        let data = try folder.write("\(UUID().uuidString).txt", text)
        return try await Running.outcome(
            Tool.system("openssl"),
            [
                "ts", "-verify", "-token_in", "-in", token, "-data", data, "-CAfile",
                "\(folder.path)/\(name)/root.pem", "-attime", "\(time.secondsSinceEpoch)",
            ]
        ).status == 0
    }
}
