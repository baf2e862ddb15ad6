import Broker
import BrokerAPI
import BrokerClient
import BrokerServer
import Foundation
import Primitives
import TestSupport
import Testing

/// Quotas as a client, a monitor and an operator meet them: over TLS, on the page, in `check` and `usage`.
@Suite(.timeLimit(.minutes(3))) struct `Quotas of a running broker` {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("sender.example.org")
        recipient = try TestOrganisation("group484.rs")
    }

    private func leave(
        _ count: Int, number: Int64, from sender: TestOrganisation, _ connection: BrokerConnection
    ) async throws {
        let deposit = try TestDeposit(
            from: sender, to: recipient, payload: TestDeposit.bytes(count), number: number)
        _ = try await connection.deposit(
            deposit.statement, preview: deposit.preview, payload: .bytes(deposit.payload))
    }

    private func problem(_ body: () async throws -> Void) async throws -> ProblemDocument {
        let error = await #expect(throws: BrokerClientError.self) { try await body() }
        guard case .refused(let problem)? = error else { throw Trouble.notRefused }
        return problem
    }

    private enum Trouble: Error { case notRefused }

    @Test func `a refusal names the quota and what to do, and the numbers name nobody`()
        async throws
    {
        let port = try ReservedPort()
        let broker = try TestBroker {
            $0.quotas?.quotas.organisation.bytes = 10_000
            $0.quotas?.quotas.mailbox.bytesPerSender = 9000
            $0.operations = ListenAddress(host: "127.0.0.1", port: port.number)
        }
        try await broker.run(admitting: [sender, recipient]) { broker in
            let here = try broker.connection(of: sender)
            try await leave(9000, number: 1, from: sender, here)
            let share = try await problem { try await leave(1, number: 2, from: sender, here) }
            #expect(share.code == .quotaExceeded && share.reason == "quota.sender-bytes")
            #expect(share.detail?.contains("operator") == true)
            let all = try await problem { try await leave(1001, number: 2, from: sender, here) }
            #expect(all.reason == "quota.organisation-bytes")
            let told = try #require(
                try await here.allowance(for: [try recipient.mailbox]))
            #expect(told.bytes == .init(used: 9000, limit: 10_000))
            #expect(told.shares.map(\.bytes.left) == [0])
            await here.shutdown()

            let page = try await Running.outcome(
                "/usr/bin/curl", ["--silent", "http://127.0.0.1:\(port.number)/"]
            ).text
            #expect(page.contains("nine tenths") && page.contains("plombad usage"))
            #expect(page.contains("MiB in 1 cases"))
            let text = try await Running.outcome(
                "/usr/bin/curl", ["--silent", "http://127.0.0.1:\(port.number)/metrics"]
            ).text
            for line in [
                "plombad_held_bytes 9000", "plombad_held_objects 1",
                #"plombad_near_quota{of="organisation"} 1"#,
                #"plombad_quota_refusals_total{reason="quota.sender-bytes"} 1"#,
                #"plombad_quota_refusals_total{reason="quota.organisation-bytes"} 1"#,
                #"plombad_quota_refusals_total{reason="quota.mailbox-bytes"} 0"#,
            ] {
                #expect(text.contains(line + "\n"), "\(line): \(text)")
            }
            for secret in [sender.name.text, recipient.name.text, "intake"] {
                #expect(!text.contains(secret) && !page.contains(secret), "\(secret)")
            }
            let usage = try BrokerUsage(of: broker.home)
            #expect(usage.organisations.map(\.name) == [sender.name.text, recipient.name.text])
            #expect(usage.organisations.map(\.bytes) == [9000, 0])
            #expect(try usage.mailboxes.first?.name == recipient.mailbox.text)
            #expect(usage.mailboxes.map(\.cases) == [1, 0])
        }
    }

    @Test func `requests beyond the minute's worth wait as long as the answer says`() async throws {
        let broker = try TestBroker {
            $0.quotas?.quotas.organisation.requestsPerMinute = 60
            $0.quotas?.quotas.mailbox.requestsPerMinute = 600
        }
        try await broker.run(admitting: [sender, recipient]) { broker in
            let impatient = try BrokerConnection(
                origin: broker.origin, pin: broker.pin, deviceKey: sender.copyOfDeviceKey(),
                retries: RetryPolicy(
                    attempts: 1, firstPause: .milliseconds(1), longestPause: .milliseconds(1))
            ) { TestBroker.machineTime() }
            let neighbour = try broker.connection(of: recipient)
            let refusal = try await problem {
                for _ in 0..<600 { _ = try await impatient.allowance() }
            }
            #expect(refusal.code == .tooManyRequests)
            #expect(refusal.reason == "quota.organisation-requests")
            #expect(refusal.detail?.contains("1 s") == true)
            // One that waits as it is told gets through; another organisation never noticed.
            let patient = try broker.connection(of: sender)
            #expect(try await patient.allowance()?.requestsPerMinute == 60)
            #expect(
                try await neighbour.deliveries(in: recipient.mailbox, DeliveryQuery())
                    .deliveries.isEmpty)
            // What is not signed is not counted.
            _ = try await impatient.info()
            for connection in [impatient, neighbour, patient] { await connection.shutdown() }
        }
    }

    @Test func `a mailbox has a measure of its own, which no stranger can use up`() async throws {
        let broker = try TestBroker {
            $0.quotas?.quotas.organisation.requestsPerMinute = 6000
            $0.quotas?.quotas.mailbox.requestsPerMinute = 60
        }
        try await broker.run(admitting: [sender, recipient]) { broker in
            let stranger = try broker.connection(of: sender)
            for _ in 0..<80 {
                let refusal = try await problem {
                    _ = try await stranger.deliveries(in: recipient.mailbox, DeliveryQuery())
                }
                #expect(refusal.code == .unknownMailbox)
            }
            let own = try BrokerConnection(
                origin: broker.origin, pin: broker.pin, deviceKey: recipient.copyOfDeviceKey(),
                retries: RetryPolicy(
                    attempts: 1, firstPause: .milliseconds(1), longestPause: .milliseconds(1))
            ) { TestBroker.machineTime() }
            _ = try await own.deliveries(in: recipient.mailbox, DeliveryQuery())
            let refusal = try await problem {
                for _ in 0..<600 {
                    _ = try await own.deliveries(in: recipient.mailbox, DeliveryQuery())
                }
            }
            #expect(refusal.reason == "quota.mailbox-requests")
            _ = try await own.allowance()
            await own.shutdown()
            await stranger.shutdown()
        }
    }

    @Test func `check says what a wrong quota does`() throws {
        for (change, words) in Self.dangers {
            let broker = try TestBroker()
            var configuration = broker.configuration
            change(&configuration)
            try Data(configuration.jsonBytes).write(
                to: URL(filePath: broker.home.path + "/plombad.json"))
            var check = BrokerCheck(home: broker.home, now: TestBroker.machineTime())
            let found = check.run().filter { ["check.quotas", "check.space"].contains($0.code) }
            #expect(
                found.contains { $0.level != .fine && $0.message.contains(words) },
                "\(words): \(found)")
        }
        let usual = try TestBroker()
        var check = BrokerCheck(home: usual.home, now: TestBroker.machineTime())
        #expect(check.run().contains { $0.code == "check.quotas" && $0.level == .fine })
    }

    private static let dangers: [(@Sendable (inout HomeConfiguration) -> Void, String)] = [
        ({ $0.quotas = nil }, "no quotas"),
        ({ $0.quotas?.quotas.organisation.bytes = 1000 }, "more than the quotas let anybody send"),
        ({ $0.quotas?.quotas.mailbox.objectsPerSender = 100_000 }, "one sender can fill a mailbox"),
        ({ $0.quotas?.quotas.organisation.bytes = 1 << 49 }, "more bytes than the volume"),
        ({ $0.quotas?.reserveBytes = 1 << 49 }, "nothing new is taken below"),
    ]
}
