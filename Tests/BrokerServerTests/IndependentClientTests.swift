import BrokerAPI
import BrokerClient
import BrokerServer
import Primitives
import TestSupport
import Testing

/// The server held against clients that we did not write.
@Suite(.timeLimit(.minutes(3))) struct `Independent clients` {
    @Test func `requests and http-message-signatures get what the API says`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        let stranger = try TestOrganisation("stranger.example")
        let outcomes = try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let folder = broker.folder
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(100_000))
            let parts = [
                ["statement", try folder.write("statement", deposit.statement.statement)],
                ["signature", try folder.write("signature", deposit.statement.signature)],
                ["entry", try folder.write("entry", deposit.statement.entry)],
                ["preview", try folder.write("preview", deposit.preview)],
                ["payload", try folder.write("payload", deposit.payload)],
            ]
            return try await Interop.run(
                "http_client.py",
                [
                    "url": broker.card.url, "certificate": broker.certificate,
                    "mailbox": try recipient.mailbox.text, "parts": parts,
                    "sender": try Interop.device(sender, in: folder),
                    "recipient": try Interop.device(recipient, in: folder),
                    "stranger": try Interop.device(stranger, in: folder),
                ], in: folder
            ).outcomes
        }
        for (name, expected) in Self.expected {
            #expect(outcomes[name] == expected, "\(name)")
        }
        #expect(outcomes.count == Self.expected.count)
        print("http_client.py cases=\(outcomes.count)")
    }

    private static let expected = [
        "unsigned": "401 unauthenticated",
        "not admitted": "401 unauthenticated",
        "wrong key": "401 unauthenticated",
        "wrong tag": "401 unauthenticated",
        "too old": "401 clock-skew",
        "from the future": "401 clock-skew",
        "within the window": "200",
        "too few components": "401 unauthenticated",
        "target changed": "401 unauthenticated",
        "method override": "401 unauthenticated",
        "first time": "200",
        "replayed": "401 unauthenticated",
        "tampered body": "400 digest-mismatch",
        "parts out of order": "400 malformed-form",
        "a file name": "400 malformed-form",
        "another type": "415 unsupported-media-type",
        "deposit": "201",
        "exact retry": "200",
        "somebody else's statement": "422 signature-invalid",
        "no body": "415 unsupported-media-type",
        "whole": "200",
        "first ten": "206",
        "last five": "206",
        "from the middle": "206",
        "past the end": "206",
        "outside": "416 range-not-satisfiable",
        "several ranges": "200",
        "another unit": "200",
        "same content": "206",
        "other content": "200",
        "weak tag": "200",
        "head": "200",
        "of another organisation": "404 unknown-mailbox",
        "broker": "200",
        "no such path": "404 not-found",
        "wrong method": "405 method-not-allowed",
        "unknown query": "400 malformed-request",
        "unknown delivery": "404 unknown-delivery",
    ]

    @Test func `tuspy uploads in pieces, resumes, and the broker takes the deposit`() async throws {
        let (sender, recipient) = (
            try TestOrganisation("sender.example.org"), try TestOrganisation("group484.rs")
        )
        try await TestBroker().run(admitting: [sender, recipient]) { broker in
            let deposit = try TestDeposit(
                from: sender, to: recipient, payload: TestDeposit.bytes(1_000_000))
            let seen = try await Interop.run(
                "tus_upload.py",
                [
                    "url": broker.card.url, "certificate": broker.certificate,
                    "sender": try Interop.device(sender, in: broker.folder),
                    "file": try broker.folder.write("payload", deposit.payload),
                    "chunkSize": 300_000,
                ], in: broker.folder)
            #expect(
                seen["options"]
                    == .array([
                        .integer(204), .string("1.0.0"),
                        .string("creation,checksum,termination,expiration"),
                    ]))
            #expect(seen["wrongOffset"] == .array([.integer(409), .string("offset-mismatch")]))
            #expect(seen["wrongVersion"] == .array([.integer(412), .string("1.0.0")]))
            #expect(seen["spoiled"] == .array([.integer(460), .string("checksum-mismatch")]))
            #expect(seen["untouched"] == .string("0"))
            #expect(seen["metadata"] == .string("kind c2VhbGVk"))
            #expect(seen["terminated"] == .array([.integer(204), .integer(404)]))
            let upload = try #require(seen["upload"]?.text.flatMap { UploadID($0) })
            let here = try broker.connection(of: sender)
            let outcome = try await here.deposit(
                deposit.statement, preview: deposit.preview, payload: .upload(upload))
            guard case .accepted = outcome else {
                Issue.record("the deposit was not accepted")
                return
            }
            await here.shutdown()
        }
    }

    @Test func `curl reads problem documents and waits for no 100 that does not come`()
        async throws
    {
        try await TestBroker().run { broker in
            let large = try broker.folder.write("large", TestDeposit.bytes(20_000_000))
            for expectation in ["Expect: 100-continue", "Expect:"] {
                let outcome = try await Running.outcome(
                    Tool.system("curl"),
                    [
                        "--silent", "--show-error", "--max-time", "20",
                        "--cacert", broker.certificate, "--header", expectation,
                        "--data-binary", "@\(large)", "--write-out", "%{stderr}%{http_code}",
                        broker.card.url + "/v1/deposits",
                    ])
                #expect(outcome.status == 0)
                #expect(outcome.errors == "401")
                let problem = try ProblemDocument(jsonBytes: Array(outcome.text.utf8))
                #expect(problem.code == .unauthenticated)
            }
            let old = try await Running.outcome(
                Tool.system("curl"),
                [
                    "--silent", "--tls-max", "1.2", "--cacert", broker.certificate,
                    broker.card.url + "/v1/broker",
                ])
            #expect(old.status == 35)
        }
    }
}
