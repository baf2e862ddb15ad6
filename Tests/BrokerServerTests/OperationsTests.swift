import BrokerAPI
import BrokerClient
import BrokerServer
import Foundation
import Primitives
import TestSupport
import Testing
import TransparencyLog

/// The health page and the numbers, as a monitor on the broker's own machine reads them.
@Suite(.timeLimit(.minutes(2))) struct `Operations of a broker` {
    private let port: ReservedPort
    private let broker: TestBroker

    init() throws {
        let port = try ReservedPort()
        self.port = port
        broker = try TestBroker {
            $0.operations = ListenAddress(host: "127.0.0.1", port: port.number)
        }
    }

    private func get(_ path: String, _ more: String...) async throws -> (
        status: String, body: String
    ) {
        let outcome = try await Running.outcome(
            "/usr/bin/curl",
            ["--silent", "--write-out", "\n%{http_code}"] + more
                + ["http://127.0.0.1:\(port.number)\(path)"])
        let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
        return (String(lines.last ?? ""), lines.dropLast().joined(separator: "\n"))
    }

    @Test func `the numbers are in Prometheus's form, and name nobody`() async throws {
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(from: sender, to: recipient, payload: [1, 2, 3])
            _ = try await here.deposit(
                deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
            await here.shutdown()
            let (status, text) = try await get("/metrics")
            #expect(status == "200")
            let judged = try await Running.outcome(
                Tool.python(), [Tool.script("metrics_check.py"), text])
            #expect(judged.status == 0, "\(judged.everything)")
            for line in [
                "plombad_deposits_total 1", "plombad_open_deliveries 1", "plombad_organisations 2",
                "plombad_read_only 0", "plombad_log_entries_total 6",
                "plombad_awaiting_witnesses 0",
                #"plombad_requests_total{route="/v1/deposits",status="201"} 1"#,
                #"plombad_request_seconds_count{route="/v1/deposits"} 1"#,
            ] {
                #expect(text.contains(line + "\n"), "\(line): \(text)")
            }
            let page = try await get("/").body
            for secret in [sender.name.text, recipient.name.text, "intake"] {
                #expect(!text.contains(secret) && !page.contains(secret), "\(secret)")
            }
        }
    }

    @Test func `a page says in plain words how the broker is, and a monitor gets a status`()
        async throws
    {
        try await broker.run { broker in
            let page = try await get("/")
            #expect(page.status == "200" && page.body.contains("needs your attention"))
            #expect(page.body.contains("nobody witnesses the log"))
            #expect(!page.body.contains("<script"))
            let state = try await get("/health")
            let told = try JSONValue.parse(Array(state.body.utf8))
            #expect(state.status == "200" && told["status"] == .string("warning"))
            #expect(try await get("/other").status == "404")
            #expect(try await get("/health", "--request", "POST").status == "405")
            #expect(try await get("/health", "--head").status == "200")
        }
    }

    @Test func `what is wrong is told with 503, and what to do`() async throws {
        try await broker.run { broker in
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: broker.home.path + "/keys/service")
            let state = try await get("/health")
            #expect(state.status == "503", "\(state.body)")
            let page = try await get("/").body
            #expect(page.contains("does not work as it must") && page.contains("What is wrong"))
        }
    }

    @Test func `one that waits for its witnesses takes no cases, and says so everywhere`()
        async throws
    {
        let waiting = try TestBroker {
            $0.operations = broker.configuration.operations
            $0.witnesses = .init(policyPath: "witness.policy", operatorName: nil, faulty: 0)
        }
        try Data(waiting.configuration.jsonBytes).write(
            to: URL(filePath: waiting.home.path + "/plombad.json"))
        let log = try #require(waiting.card.logKey)
        let witness = VerifierKey(
            try KeyName("group484.rs/witness"), .cosignature, try SigningKey().publicKey)
        let nobody = try ReservedPort()
        try Data(
            "log \(log)\nwitness A \(witness.text) http://127.0.0.1:\(nobody.number)/\nquorum A\n"
                .utf8
        ).write(to: URL(filePath: waiting.home.path + "/witness.policy"))
        let sender = try TestOrganisation("sender.example.org")
        let recipient = try TestOrganisation("group484.rs")
        try await waiting.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            let deposit = try TestDeposit(from: sender, to: recipient, payload: [1])
            let error = await #expect(throws: BrokerClientError.self) {
                try await here.deposit(
                    deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
            }
            #expect(error?.problem == .awaitingWitnesses, "\(error as Any)")
            await here.shutdown()
            let state = try await get("/health")
            #expect(state.status == "503")
            #expect(state.body.contains("check.awaiting-witnesses"), "\(state.body)")
            #expect(state.body.contains("check.unsigned"), "\(state.body)")
            let page = try await get("/").body
            #expect(page.contains("<th>Takes new cases</th><td>no</td>"), "\(page)")
            #expect(!page.contains("Cases go through"))
            let numbers = try await get("/metrics").body
            #expect(numbers.contains("plombad_awaiting_witnesses 1\n"))
            var check = BrokerCheck(home: broker.home, now: broker.now)
            let found = check.run()
            #expect(found.contains { $0.code == "check.log" && $0.message.contains(log) })
            #expect(found.contains { $0.code == "check.unsigned" && $0.level == .warning })
        }
    }

    @Test(arguments: ["0.0.0.0", "::", "broker.example.org", "127.0.0.1\u{301}", ""])
    func `are for this machine only`(host: String) throws {
        var configuration = broker.configuration
        configuration.operations = ListenAddress(host: host, port: 9480)
        #expect(throws: ConfigurationError.self) {
            _ = try HomeConfiguration(jsonBytes: configuration.jsonBytes)
        }
    }

    @Test func `a socket that is taken is named by its own port`() async throws {
        let taken = try ReservedPort()
        let holder = try await Self.listener(on: taken.number)
        defer { holder.terminate() }
        let unlucky = try TestBroker {
            $0.operations = ListenAddress(host: "127.0.0.1", port: taken.number)
        }
        let error = await #expect(throws: (any Error).self) { try await unlucky.run { _ in } }
        #expect("\(try #require(error))".contains("\(taken.number)"), "\(error as Any)")
    }

    private static func listener(on port: Int) async throws -> Running {
        let program = """
            import socket, time
            taken = socket.create_server(("127.0.0.1", \(port)))
            print("on", flush=True)
            time.sleep(100)
            """
        let running = try Running(Tool.python(), ["-c", program])
        try await running.waitForOutput("on")
        return running
    }
}
