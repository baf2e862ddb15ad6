import BrokerAPI
import BrokerClient
import BrokerServer
import Custody
import Foundation
import Primitives
import TestSupport
import Testing

/// The executable itself: init, serve, check, admit, and how it stops.
@Suite(.timeLimit(.minutes(2))) struct `plombad` {
    @Test func `makes a home for its owner only, and never over another`() async throws {
        let home = try await DaemonHome()
        for name in ["", "/keys", "/tls", "/admissions"] {
            #expect(try Self.mode(home.path + name) == 0o700)
        }
        for name in ["/plombad.json", "/keys/service", "/tls/key.pem", "/tls/certificate.pem"] {
            #expect(try Self.mode(home.path + name) == 0o600)
        }
        let before = try Data(contentsOf: URL(filePath: home.path + "/keys/service"))
        let again = try await home.plombad("init", "--name", "broker.example.org")
        #expect(again.status == 1)
        #expect(try Data(contentsOf: URL(filePath: home.path + "/keys/service")) == before)
        let key = try await Running.outcome(
            Tool.system("ssh-keygen"), ["-y", "-f", home.path + "/keys/service"])
        #expect(key.text.hasPrefix(try #require(home.card["serviceKey"]?.text)))
    }

    private static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    @Test func `the pin is what openssl computes from the certificate`() async throws {
        let home = try await DaemonHome()
        let outcome = try await Running.outcome(
            "/bin/sh",
            [
                "-c",
                """
                openssl x509 -in "$0" -pubkey -noout | openssl pkey -pubin -outform der \
                | openssl dgst -sha256 -binary | openssl base64
                """, home.path + "/tls/certificate.pem",
            ])
        let digest = outcome.text.trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(home.card["pin"] == .string("sha256/" + digest))
    }

    @Test func `admits while it is stopped and while it runs`() async throws {
        let home = try await DaemonHome()
        let (early, late) = (
            try TestOrganisation("early.example.org"), try TestOrganisation("late.example.org")
        )
        let wrong = try await home.admit(early, digits: late.digits)
        #expect(wrong.status == 1)
        #expect(try await home.admit(early).text == "early.example.org is admitted.\n")
        let daemon = try await home.serve()
        defer { daemon.terminate() }
        #expect(try await home.admit(late, digits: early.digits).status == 1)
        #expect(try await home.admit(late).text == "late.example.org is admitted.\n")
        for organisation in [early, late] {
            let connection = try home.connection(organisation)
            let list = try await connection.deliveries(
                in: organisation.mailbox, DeliveryQuery())
            #expect(list.deliveries.isEmpty)
            await connection.shutdown()
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path + "/admissions")
        #expect(left.isEmpty)
    }

    @Test func `stops within its bound while a peer holds an unfinished upload`() async throws {
        let home = try await DaemonHome()
        let organisation = try TestOrganisation("sender.example.org")
        _ = try await home.admit(organisation)
        let daemon = try await home.serve()
        let configuration: [String: Any] = [
            "port": home.port.number, "certificate": home.path + "/tls/certificate.pem",
            "sender": try Interop.device(organisation, in: home.folder),
        ]
        let json = try JSONSerialization.data(withJSONObject: configuration)
        let peer = try Running(
            Tool.python(),
            [Tool.script("http_hang.py"), home.folder.write("hang.json", Array(json))])
        try await peer.waitForOutput("hanging")
        let start = ContinuousClock.now
        daemon.terminate()
        let outcome = try await daemon.outcome()
        #expect(outcome.status == 0)
        let duration = ContinuousClock.now - start
        #expect(duration > .seconds(1), "it did not wait for the request")
        #expect(duration < .seconds(20), "stopSeconds is 2")
        peer.terminate()
    }

    @Test func `stops at once when only a long poll is open`() async throws {
        let home = try await DaemonHome()
        let organisation = try TestOrganisation("group484.rs")
        _ = try await home.admit(organisation)
        let daemon = try await home.serve()
        let connection = try home.connection(organisation)
        let poll = Task {
            try await connection.deliveries(
                in: organisation.mailbox, DeliveryQuery(waitSeconds: 60))
        }
        try await Task.sleep(for: .seconds(1))
        let start = ContinuousClock.now
        daemon.terminate()
        #expect(try await daemon.outcome().status == 0)
        // Far from the 60 s of the poll, with room for a loaded machine.
        #expect(ContinuousClock.now - start < .seconds(10))
        poll.cancel()
        await #expect(throws: (any Error).self) { _ = try await poll.value }
        await connection.shutdown()
    }

    @Test func `says in one line that the port is taken`() async throws {
        let home = try await DaemonHome()
        try home.port.listen()
        let outcome = try await home.plombad("serve")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.hasPrefix(
                "plombad: port \(home.port.number) is taken by another program\n"))
        #expect(!outcome.errors.contains("Fatal"))
    }

    /// A bare machine may know no address for `localhost`; the broker had no words for that.
    @Test func `says in one line that it cannot find the address to listen on`() async throws {
        let home = try await DaemonHome()
        let place = URL(filePath: home.path + "/plombad.json")
        let text = try String(contentsOf: place, encoding: .utf8)
        let port = "\"port\": \(home.port.number)"
        let other = text.replacing(
            /"host": "[^"]*",\s*"port": \d+/, with: "\"host\": \"no-such-name.invalid\", \(port)",
            maxReplacements: 1)
        #expect(other != text)
        try other.write(to: place, atomically: false, encoding: .utf8)
        let outcome = try await home.plombad("serve")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.hasPrefix(
                "plombad: this machine knows no address for the name to listen on\n"))
    }

    /// A pipe that nobody wrote to kept both for ever.
    @Test(arguments: [["admit"], ["charter", "take"]])
    func `a pipe in the place of a file is refused at once`(_ command: [String]) async throws {
        let home = try await DaemonHome()
        let pipe = home.folder.path + "/pipe"
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        let digits = Array(repeating: "12345", count: 12).joined(separator: " ")
        let outcome = try await Running.outcome(
            Tool.built("plombad"),
            command + [pipe, "--home", home.path, "--fingerprint", digits])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("not a regular file"), "\(outcome.errors)")
    }

    @Test func `a second process does not open the store`() async throws {
        let home = try await DaemonHome()
        let daemon = try await home.serve()
        defer { daemon.terminate() }
        let second = try await home.plombad("serve")
        #expect(second.status == 1)
        #expect(second.errors.contains("another process uses this data folder"))
        #expect(try await home.plombad("check").status == 0)
    }

    @Test func `check tells each fault in its own line`() async throws {
        let home = try await DaemonHome()
        #expect(try await home.plombad("check").status == 0)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: home.path + "/keys/service")
        try Data("not a certificate".utf8).write(
            to: URL(filePath: home.path + "/tls/certificate.pem"))
        let outcome = try await home.plombad("check")
        #expect(outcome.status == 1)
        let faults = outcome.text.split(separator: "\n").filter { $0.hasPrefix("fault") }
        #expect(faults.contains { $0.contains("check.permissions") })
        #expect(faults.contains { $0.contains("check.service-key") })
        #expect(faults.contains { $0.contains("check.certificate") })
        #expect(try await home.plombad("serve").status == 1)
    }

    @Test func `the log holds no address, name, key, path or query`() async throws {
        let home = try await DaemonHome()
        let organisation = try TestOrganisation("canary.example.org")
        _ = try await home.admit(organisation)
        let daemon = try await home.serve()
        let connection = try home.connection(organisation)
        _ = try await connection.deliveries(in: organisation.mailbox, DeliveryQuery(limit: 7))
        let consignment = try #require(ConsignmentID(bytes: [UInt8](repeating: 7, count: 16)))
        await #expect(throws: BrokerClientError.refused(.init(.unknownDeposit))) {
            _ = try await connection.evidence(of: consignment)
        }
        await connection.shutdown()
        daemon.terminate()
        let log = try await daemon.outcome().errors
        #expect(log.contains("/v1/mailboxes/{address}/deliveries"))
        let canaries = [
            "canary", "intake", "127.0.0.1", "limit=7", "07070707", "SHA256:",
            organisation.fingerprint.text,
        ]
        for canary in canaries { #expect(!log.contains(canary), "\(canary)") }
        for line in log.split(separator: "\n") {
            _ = try JSONValue.parse(Array(line.utf8))
        }
    }

    @Test func `its memory stays small while a large payload passes, both ways`() async throws {
        let home = try await DaemonHome()
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        _ = try await home.admit(sender)
        _ = try await home.admit(recipient)
        let daemon = try await home.serve()
        defer { daemon.terminate() }
        let (here, there) = (try home.connection(sender), try home.connection(recipient))
        let deposit = try TestDeposit(
            from: sender, to: recipient, payload: TestDeposit.bytes(80_000_000))
        let before = try Self.peakMemory(daemon)
        let outcome = try await here.deposit(
            deposit.statement, preview: deposit.preview, source: deposit.source,
            began: { _ in }, progress: { _ in })
        guard case .accepted = outcome else {
            Issue.record("the deposit was not accepted")
            return
        }
        let list = try await there.deliveries(in: recipient.mailbox, DeliveryQuery())
        try await there.payload(
            of: #require(list.deliveries.first?.number), in: recipient.mailbox,
            size: 80_000_000, digest: deposit.terms.payloadDigest
        ) { _ in }
        let growth = try Self.peakMemory(daemon) - before
        print("plombad grew by \(growth) KiB while 80 MB passed twice")
        #expect(growth < 24_000, "\(growth) KiB")
        await here.shutdown()
        await there.shutdown()
    }

    /// The largest resident size so far, in KiB.
    private static func peakMemory(_ process: Running) throws -> Int {
        let status = try String(
            contentsOfFile: "/proc/\(process.identifier)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM") })
        return try #require(Int(line.filter(\.isNumber)))
    }

    @Test func `wrong command lines end with 64`() async throws {
        for arguments in [["init"], ["serve", "--port", "1"], ["nothing"], ["admit"]] {
            #expect(try await Running.outcome(Tool.built("plombad"), arguments).status == 64)
        }
        #expect(try await Running.outcome(Tool.built("plombad"), ["--help"]).status == 0)
    }
}
