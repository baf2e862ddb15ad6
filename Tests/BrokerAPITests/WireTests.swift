import Primitives
import Testing
import Timestamping

@testable import BrokerAPI

@Suite struct WireTests {
    private let files = SignedFiles(
        statement: Array("{}\n".utf8), signature: Array("s".utf8), entry: Array("e".utf8))

    private func delivery(_ state: DeliveryState = .available) throws -> Delivery {
        Delivery(
            number: try #require(DeliveryNumber(7)), consignment: ConsignmentID(),
            sender: try #require(OrganisationName("group484.rs")),
            senderFingerprint: Fingerprint(.of([1])), statement: files, acceptance: files,
            previewSize: 20_000, payloadSize: 1 << 40, state: state)
    }

    @Test func `reads the answers that it writes`() throws {
        let proofs = DepositProofs(statement: [1], seal: [2], acceptance: [3])
        for answer in [nil, proofs].map({ DepositAnswer(acceptance: files, proofs: $0) }) {
            #expect(try DepositAnswer(jsonBytes: answer.jsonBytes) == answer)
        }
        let evidenceAnswer = EvidenceAnswer(proof: [1])
        #expect(try EvidenceAnswer(jsonBytes: evidenceAnswer.jsonBytes) == evidenceAnswer)
        let rejection = RejectionAnswer(rejection: files, detail: "deadline_passed")
        #expect(try RejectionAnswer(jsonBytes: rejection.jsonBytes) == rejection)
        #expect(try ProblemDocument(jsonBytes: rejection.jsonBytes).code == .submissionRejected)
        let list = DeliveryList(
            deliveries: try DeliveryState.allCases.map(delivery), next: .start)
        #expect(try DeliveryList(jsonBytes: list.jsonBytes) == list)
        let evidence = EvidenceList(statements: [
            EvidenceItem(name: "SubmissionAcceptance", mailbox: nil, files: files, proof: nil),
            EvidenceItem(
                name: "Acknowledgement", mailbox: MailboxAddress("intake@b.example"),
                files: files, proof: [1]),
        ])
        #expect(try EvidenceList(jsonBytes: evidence.jsonBytes) == evidence)
        for logKey in [nil, "broker.example/log+00000000+AQ=="] {
            let info = BrokerInfo(
                name: "broker.example", serviceKey: try SigningKey().publicKey.openSSHLine,
                logKey: logKey, keyChanges: logKey.map { _ in "AQ==" },
                charter: logKey.map { _ in
                    CharterMark(
                        fingerprint: Fingerprint(.of([1])), version: 3, digest: .of([2]))
                }, mode: .training,
                time: Sample.time(1_790_000_000),
                limits: PublishedLimits())
            #expect(try BrokerInfo(jsonBytes: info.jsonBytes) == info)
        }
    }

    @Test(arguments: [
        "{}", "[]", "", "{\"acceptance\":\"e30K\",\"signature\":\"cw==\"}",
        "{\"acceptance\":\"e30\",\"signature\":\"cw==\",\"entry\":\"ZQ==\"}",
        "{\"acceptance\":\"e30K\",\"signature\":\"cw==\",\"entry\":\"ZQ==\",\"proofs\":{}}",
        "{\"acceptance\":1,\"signature\":\"cw==\",\"entry\":\"ZQ==\"}",
    ])
    func `refuses an answer without its three files`(text: String) {
        #expect(throws: WireError.self) { try DepositAnswer(jsonBytes: Array(text.utf8)) }
    }

    @Test func `refuses files beyond their limits`() {
        let large = SignedFiles(
            statement: files.statement, signature: files.signature,
            entry: [UInt8](repeating: 0, count: BrokerLimits.entryBytes + 1))
        let answer = DepositAnswer(acceptance: large, proofs: nil)
        #expect(throws: WireError.self) { try DepositAnswer(jsonBytes: answer.jsonBytes) }
    }

    @Test(arguments: [
        ("\"number\": 7", "\"number\": -1"), ("\"state\": \"available\"", "\"state\": \"lost\""),
        ("group484.rs", "Group484.rs"), ("\"payloadSize\": 1099511627776", "\"payloadSize\": -5"),
        ("\"next\": 0", "\"next\": null"), ("\"number\": 7,", ""),
    ])
    func `refuses a delivery that is not in its form`(old: String, new: String) throws {
        let list = DeliveryList(deliveries: [try delivery()], next: .start)
        let text = String(decoding: list.jsonBytes, as: UTF8.self)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        #expect(throws: WireError.self) { try DeliveryList(jsonBytes: Array(changed.utf8)) }
    }
}

@Suite struct StampedCheckpointTests {
    private static let code = "time.authority-silent"

    static func sample() throws -> StampedCheckpoint {
        let time = try #require(Timestamp(secondsSinceEpoch: 1_790_000_000))
        func stamp(
            _ name: String, _ state: StampedCheckpoint.State, _ attempts: Int
        ) throws -> StampedCheckpoint.Stamp {
            StampedCheckpoint.Stamp(
                name: try #require(AuthorityName(name)), state: state,
                failures: attempts == 0
                    ? .none : .init(count: attempts, last: time, failure: Self.code))
        }
        return StampedCheckpoint(
            checkpoint: Array("b.example/log\n300\nAAAA\n\n— b.example/log iR0H\n".utf8),
            authorities: [
                try stamp("a.example", .stamped([1, 2, 3]), 0),
                try stamp("b.example", .waiting, 3), try stamp("c.example", .gap, 174),
            ])
    }

    @Test func `reads what it writes, and past members that it does not know`() throws {
        let sample = try Self.sample()
        #expect(try StampedCheckpoint(jsonBytes: sample.jsonBytes) == sample)
        let text = String(decoding: sample.jsonBytes, as: UTF8.self)
        let later = text.replacing("\"attempts\": 3", with: "\"attempts\": 3, \"later\": [1]")
        #expect(later != text)
        #expect(try StampedCheckpoint(jsonBytes: Array(later.utf8)) == sample)
    }

    @Test(arguments: [
        ("\"stamped\"", "\"waiting\""), ("\"gap\"", "\"stamped\""), ("\"gap\"", "\"lost\""),
        ("\"AQID\"", "\"AQI\""), ("\"AQID\"", "null"), ("a.example", "A.example"),
        ("a.example", "b.example"), ("\"a.example\"", "\"d.example\""),
        ("\"attempts\": 3", "\"attempts\": -3"), ("2026-09-21", "2026-9-21"),
        ("\"authorities\"", "\"others\""), ("\"checkpoint\"", "\"note\""),
        ("\"time.authority-silent\"", "\"\""),
    ])
    func `refuses what is not in its form`(old: String, new: String) throws {
        let text = String(decoding: try Self.sample().jsonBytes, as: UTF8.self)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        #expect(throws: WireError.self) { try StampedCheckpoint(jsonBytes: Array(changed.utf8)) }
    }
}

@Suite struct ProblemTests {
    @Test(arguments: ProblemCode.allCases)
    func `gives every problem a status, a plain sentence and a form that is read back`(
        code: ProblemCode
    ) throws {
        #expect((400..<600).contains(code.status))
        #expect(code.title.first?.isLowercase == true && code.title.last != ".")
        if let hint = code.hint { #expect(hint.first?.isLowercase == true && hint.last != ".") }
        #expect(code.rawValue.allSatisfy { $0 == "-" || $0.isLowercase })
        let problem = ProblemDocument(code, detail: "so it is", reason: "evidence.not-now")
        #expect(try ProblemDocument(jsonBytes: problem.jsonBytes) == problem)
        #expect(BrokerRefusal(problem).code == "broker." + code.rawValue)
    }

    @Test func `refuses a problem that it does not know`() {
        let text = Array("{\"code\": \"no-such-problem\", \"status\": 400}".utf8)
        #expect(throws: WireError.self) { try ProblemDocument(jsonBytes: text) }
    }
}
