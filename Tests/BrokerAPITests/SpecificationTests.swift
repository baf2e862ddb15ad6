import Foundation
import Primitives
import Testing

@testable import BrokerAPI

/// The specification says what the code does.
@Suite struct SpecificationTests {
    private static func document(_ name: String) throws -> String {
        let file = VectorFolder.packageRoot.appending(path: "Protocol/\(name)")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private func json(_ bytes: [UInt8]) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(bytes))
    }

    private func brokerInfo() throws -> BrokerInfo {
        BrokerInfo(
            name: "broker.example", serviceKey: try SigningKey().publicKey.openSSHLine,
            logKey: "broker.example/log+00000000+AQ==", keyChanges: "AQ==", logSuccessions: "AQ==",
            charter: CharterMark(fingerprint: Fingerprint(.of([1])), version: 3, digest: .of([2])),
            mode: .live,
            time: Sample.time(1_790_000_000), limits: PublishedLimits())
    }

    private func allowance() throws -> Allowance {
        Allowance(
            bytes: .init(used: 1, limit: 2), objects: .init(used: 1, limit: nil),
            uploads: .init(used: 3, limit: 2), requestsPerMinute: nil,
            roomInBytes: 0,
            shares: [
                .init(
                    mailbox: try #require(MailboxAddress("intake@b.example")),
                    bytes: .init(used: 0, limit: 7), objects: .init(used: 0, limit: 8),
                    isBlocked: true)
            ]
        )
    }

    private func valid() throws -> [String: [Any]] {
        let files = SignedFiles(
            statement: Array("{}\n".utf8), signature: Array("s".utf8), entry: Array("e".utf8))
        let delivery = Delivery(
            number: try #require(DeliveryNumber(7)), consignment: ConsignmentID(),
            sender: try #require(OrganisationName("group484.rs")),
            senderFingerprint: Fingerprint(.of([1])), statement: files, acceptance: files,
            previewSize: 20_000, payloadSize: 1 << 40, state: .handedOver)
        let evidence = [nil, MailboxAddress("intake@b.example")].map {
            EvidenceItem(
                name: "Acknowledgement", mailbox: $0, files: files, proof: $0.map { _ in [1] })
        }
        return [
            "DepositAnswer": try [nil, DepositProofs(statement: [1], seal: [2], acceptance: [3])]
                .map { try json(DepositAnswer(acceptance: files, proofs: $0).jsonBytes) },
            "EvidenceAnswer": [try json(EvidenceAnswer(proof: [1]).jsonBytes)],
            "RejectionAnswer": [
                try json(RejectionAnswer(rejection: files, detail: "wrong_mode").jsonBytes)
            ],
            "DeliveryList": [
                try json(DeliveryList(deliveries: [delivery], next: delivery.number).jsonBytes)
            ],
            "SkippedList": [
                try json(
                    SkippedList(
                        skipped: [SkippedItem(place: delivery.number, files: files, proof: [1])],
                        next: delivery.number
                    ).jsonBytes)
            ],
            "ConsentList": [
                try json(
                    ConsentList(
                        consent: [
                            ConsentItem(
                                place: delivery.number, name: "ConsentWithdrawal",
                                mailbox: try #require(MailboxAddress("intake@b.example")),
                                files: files, proof: [1])
                        ], next: delivery.number
                    ).jsonBytes)
            ],
            "EvidenceList": [try json(EvidenceList(statements: evidence).jsonBytes)],
            "BlockList": [
                try json(
                    BlockList(blocks: [
                        .init(
                            fingerprint: Fingerprint(.of([1])), since: Sample.time(1_790_000_000))
                    ]).jsonBytes)
            ],
            "Allowance": [try json(allowance().jsonBytes)],
            "BrokerInfo": [try json(brokerInfo().jsonBytes)],
            "StampedCheckpoint": [try json(StampedCheckpointTests.sample().jsonBytes)],
            "OrganisationAnswer": [
                try json(OrganisationAnswer(file: [1], proof: [2]).jsonBytes)
            ],
            "Problem": try ProblemCode.allCases.map { try json(ProblemDocument($0).jsonBytes) },
        ]
    }

    @Test func `the OpenAPI document describes our answers, paths and codes`() throws {
        let path = VectorFolder.packageRoot.appending(path: "Protocol/openapi.yaml")
        let valid = try valid()
        let problems = try #require(valid["Problem"])
        let order: [String: Any] = [
            "document": path.path(percentEncoded: false), "valid": valid,
            // Each answer is none of the others.
            "invalid": [
                "DepositAnswer": problems, "DeliveryList": problems, "EvidenceList": problems,
                "EvidenceAnswer": problems, "BrokerInfo": problems, "RejectionAnswer": problems,
                "StampedCheckpoint": problems, "Allowance": problems, "BlockList": problems,
                "Problem": [["code": "no-such-problem"], [:]],
            ],
        ]
        let answer = try #require(try PythonTool.run("openapi_check.py", order))
        let codes = try #require(answer["codes"] as? [String])
        #expect(Set(codes) == Set(ProblemCode.allCases.map(\.rawValue)))
        let operations = try #require(answer["operations"] as? [String])
        #expect(operations.count == 32)
        for operation in operations {
            let path = try #require(operation.split(separator: " ").last)
                .replacing("{consignment}", with: String(repeating: "0", count: 32))
                .replacing("{fingerprint}", with: String(repeating: "0", count: 64))
                .replacing("{upload}", with: String(repeating: "0", count: 32))
                .replacing("{address}", with: "intake@b.example").replacing("{number}", with: "1")
                .replacing("{tile}", with: "tile/0/000.p/7").replacing("{index}", with: "7")
                .replacing("{stamped}", with: "checkpoint-7.tsa.example.org.tst")
            #expect(BrokerResource(path: String(path)) != nil, "\(operation)")
        }
    }

    @Test func `the text names every problem beside its status`() throws {
        let rows = try Self.document("broker-api.md").split(separator: "\n")
            .filter { $0.hasPrefix("| ") }
        for code in ProblemCode.allCases {
            let row = rows.first { $0.hasPrefix("| \(code.status) |") }
            #expect(row?.contains("`\(code.rawValue)`") == true, "\(code.rawValue)")
        }
    }

    @Test func `the text names every failure of a request signature`() throws {
        let text = try Self.document("request-signatures.md")
        let errors: [RequestSignatureError] = [
            .missing, .malformed, .notCanonical, .wrongComponents, .wrongTag, .wrongAlgorithm,
            .expired, .created(.behind), .created(.ahead), .methodOverride, .missingContentDigest,
            .missingContentType, .notASCII, .unknownKey, .invalid, .replayed,
        ]
        for error in errors {
            let name = error.code.replacing("request-signature.", with: "")
            #expect(text.contains("`\(name)`"), "\(name)")
        }
    }
}
