import BrokerAPI
import BrokerClient
import Foundation
import Primitives
import TestSupport
import Testing

/// A home made by `plombad init`, with short limits.
struct DaemonHome {
    let folder: Folder
    let port: ReservedPort
    let path: String
    let card: JSONValue

    init() async throws {
        folder = try Folder()
        port = try ReservedPort()
        path = folder.path + "/home"
        let outcome = try await Running.outcome(
            Tool.built("plombad"),
            [
                "init", path, "--name", "broker.example.org", "--port", "\(port.number)",
                "--format", "json",
            ])
        #expect(outcome.status == 0)
        card = try JSONValue.parse(Array(outcome.text.utf8))
        let file = URL(filePath: path + "/plombad.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let short = text.replacing("\"stopSeconds\": 20", with: "\"stopSeconds\": 2")
        try short.write(to: file, atomically: false, encoding: .utf8)
    }

    func serve() async throws -> Running {
        let daemon = try Running(Tool.built("plombad"), ["serve", "--home", path])
        do {
            try await daemon.waitForOutput("listens")
        } catch {
            Issue.record("\(try daemon.errors())")
            daemon.terminate()
            throw error
        }
        return daemon
    }

    func plombad(_ arguments: String...) async throws -> Outcome {
        try await Running.outcome(
            Tool.built("plombad"), [arguments[0], "--home", path] + arguments.dropFirst())
    }

    func admit(_ organisation: TestOrganisation, digits: String? = nil) async throws
        -> Outcome
    {
        let file = try folder.write("organisation", organisation.file)
        return try await plombad(
            "admit", file, "--fingerprint", digits ?? organisation.digits)
    }

    func connection(_ organisation: TestOrganisation) throws -> BrokerConnection {
        try BrokerConnection(
            origin: #require(card["url"]?.text.flatMap { ExternalOrigin($0) }),
            pin: #require(card["pin"]?.text.flatMap { ServicePin($0) }),
            deviceKey: organisation.copyOfDeviceKey()
        ) { TestBroker.machineTime() }
    }
}
