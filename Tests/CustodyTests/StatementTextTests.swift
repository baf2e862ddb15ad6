import Custody
import Foundation
import Primitives
import Testing

/// The written form, byte for byte, and what the strict reader does with other forms.
@Suite struct `Statement text` {
    @Test func `a deposit is written exactly as the specification shows it`() throws {
        let samples = try Samples()
        let deposit = samples.deposit
        let expected = """
            {
              "_type": "https://in-toto.io/Statement/v1",
              "subject": [
                {
                  "name": "payload.age",
                  "digest": {
                    "sha256": "\(deposit.payloadDigest.hex)"
                  }
                },
                {
                  "name": "preview.age",
                  "digest": {
                    "sha256": "\(deposit.previewDigest.hex)"
                  }
                }
              ],
              "predicateType": "urn:plomba:v1:Deposit",
              "predicate": {
                "version": 1,
                "mode": "live",
                "consignment": "\(samples.consignment.text)",
                "sender": {
                  "name": "group484.rs",
                  "fingerprint": "\(samples.sender.fingerprint.text)"
                },
                "mailboxes": [
                  {
                    "address": "intake@vasaprava.ba",
                    "stream": {
                      "device": "\(samples.senderDevice.publicKey.id.text)",
                      "number": 7
                    }
                  }
                ],
                "payloadSize": 1234567,
                "headerDigest": "\(deposit.headerDigest.hex)",
                "sealedCommitment": "\(deposit.sealedCommitment.hex)",
                "deadline": "2026-11-30T19:00:00Z"
              }
            }

            """
        #expect(String(decoding: deposit.text(mode: .live), as: UTF8.self) == expected)
    }

    @Test func `a deposit that was not sent has null streams and any device may sign it`() throws {
        let samples = try Samples()
        let deposit = DepositStatement(
            mode: .live, consignment: samples.consignment, sender: samples.sender,
            destinations: [.init(mailbox: samples.mailbox, stream: nil)],
            payloadDigest: Samples.digest("a"), previewDigest: Samples.digest("b"),
            payloadSize: 0, headerDigest: Samples.digest("c"),
            sealedCommitment: Samples.digest("d"), deadline: samples.deadline)
        let signed = try SignedStatement.sign(deposit, mode: .live, with: samples.senderDevice)
        #expect(String(decoding: signed.json, as: UTF8.self).contains("\"stream\": null"))
        let verified = try signed.verify(
            as: DepositStatement.self, mode: .live, by: samples.senderDevice.publicKey)
        #expect(!verified.content.isNumbered)
        let numbered = verified.content.numbered { _ in
            .init(device: samples.senderDevice.publicKey.id, number: 1)
        }
        #expect(numbered.isNumbered)
        #expect(numbered.sealedCommitment == deposit.sealedCommitment)
    }

    @Test(arguments: [Mode.live, .training])
    func `every event is read back as it was written`(mode: Mode) throws {
        let story = try Story(mode: mode)
        var events: Set<Event> = []
        for signed in try story.everyEvent() {
            let statement = try Statement(parsing: signed.json)
            #expect(statement.mode == mode)
            #expect(statement.subjects.map(\.name) == statement.event.subjectNames)
            events.insert(statement.event)
        }
        #expect(events == Set(Event.allCases))
        let claim = try story.sealed.signerClaim(as: SealedStatement.self, mode: mode)
        #expect(claim.claimedTime == story.samples.time)
    }

    @Test func `members of later versions are kept in an open statement`() throws {
        let story = try Story()
        let json = edit(story.acceptance.json, "\"version\": 1,", "\"version\": 1, \"later\": [1],")
        let statement = try Statement(parsing: json)
        #expect(statement.predicate["later"] == .array([.integer(1)]))
        #expect(
            try statement.content(as: ConsignmentAcceptance.self).step.lane.mailbox.text
                == "intake@vasaprava.ba")
    }

    @Test(arguments: [
        ("\"version\": 1,", "\"version\": 1, \"note\": \"x\","),
        ("\"_type\"", "\"note\": 1, \"_type\""),
        ("\"sha256\"", "\"sha1\": \"x\", \"sha256\""),
        ("\"name\": \"group484.rs\"", "\"city\": \"x\", \"name\": \"group484.rs\""),
    ])
    func `refuses a further member in the closed statements`(from: String, to: String) throws {
        let story = try Story()
        for json in [story.sealed.json, story.deposit.json] {
            #expect(throws: StatementError.self) { try read(edit(json, from, to)) }
        }
    }

    @Test(arguments: [
        ("\"address\": ", "\"owner\": 1, \"address\": "),
        ("\"number\": 7", "\"number\": 0"),
        ("\"number\": 7", "\"number\": 7, \"x\": 1"),
        ("\"deadline\": \"2026-11-30T19:00:00Z\"", "\"deadline\": \"2026-11-30T19:00:01Z\""),
        ("\"payloadSize\": 1234567", "\"payloadSize\": -1"),
        ("\"mode\": \"live\"", "\"mode\": \"training\""),
        ("\"name\": \"payload.age\"", "\"name\": \"payload.tar\""),
        ("\"version\": 1", "\"version\": 2"),
        ("\"predicate\": {", "\"predicate\": [], \"x\": {"),
        ("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"),
    ])
    func `refuses a deposit that breaks one rule`(from: String, to: String) throws {
        let story = try Story()
        #expect { try read(edit(story.deposit.json, from, to)) } throws: { error in
            (error as? StatementError)?.code == "statement.schema"
        }
    }

    @Test func `refuses a mailbox that stands twice`() throws {
        let samples = try Samples()
        let twice = DepositStatement(
            mode: .live, consignment: samples.consignment, sender: samples.sender,
            destinations: [
                .init(mailbox: samples.mailbox, stream: nil),
                .init(mailbox: samples.mailbox, stream: nil),
            ],
            payloadDigest: Samples.digest("a"), previewDigest: Samples.digest("b"),
            payloadSize: 1, headerDigest: Samples.digest("c"),
            sealedCommitment: Samples.digest("d"), deadline: samples.deadline)
        #expect {
            try SignedStatement.sign(twice, mode: .live, with: samples.senderDevice)
        } throws: { ($0 as? StatementError)?.code == "statement.schema" }
    }

    @Test func `refuses an unknown event`() throws {
        let story = try Story()
        let json = edit(story.deposit.json, "urn:plomba:v1:Deposit", "urn:plomba:v2:Deposit")
        #expect(throws: StatementError.eventUnknown) { try Statement(parsing: json) }
    }

    @Test func `refuses a name that stands twice`() throws {
        let story = try Story()
        let json = edit(
            story.acceptance.json, "\"version\": 1,", "\"version\": 1, \"version\": 1,")
        #expect { try Statement(parsing: json) } throws: { error in
            (error as? StatementError)?.code == "statement.not-json"
        }
    }

    @Test func `refuses a statement above the limit`() throws {
        let story = try Story()
        let json = story.acceptance.json + [UInt8](repeating: 0x20, count: 65_536)
        #expect { try Statement(parsing: json) } throws: { error in
            (error as? StatementError)?.code == "statement.too-large"
        }
        #expect(throws: StatementError.self) {
            try SignedStatement(json: json, signature: [], entry: nil)
        }
    }

    @Test func `refuses a reason that is legal for another event`() throws {
        let story = try Story()
        let rejection = try story.rejection().json
        #expect(throws: StatementError.self) {
            try read(edit(rejection, "no_capacity", "deadline_passed"))
        }
        let submission = try story.submissionRejection().json
        #expect(throws: StatementError.self) {
            try read(edit(submission, "deadline_passed", "no_capacity"))
        }
    }

    @Test func `refuses a recipient that does not own the mailbox`() throws {
        let story = try Story()
        let json = edit(
            story.acknowledgement.json, "\"mailbox\": \"intake@vasaprava.ba\"",
            "\"mailbox\": \"intake@group484.rs\"")
        #expect(throws: StatementError.self) { try read(json) }
    }

    @Test func `refuses to sign a purpose with a line break`() throws {
        let story = try Story()
        let good = try story.samples.transfer(after: Samples.digest("a"), of: Samples.digest("b"))
        let bad = TransferStatement(
            sealed: good.sealed, consignment: good.consignment, sender: good.sender,
            issuer: good.issuer, claimedTime: good.transferTime, previous: good.previous,
            to: good.to, newConsignment: good.newConsignment, purpose: "one\ntwo",
            basis: good.basis)
        #expect(throws: StatementError.self) {
            try SignedStatement.sign(bad, mode: .live, with: story.samples.receiverMember)
        }
    }

    /// Reads a statement as whatever it says it is.
    private func read(_ json: [UInt8]) throws {
        let statement = try Statement(parsing: json)
        switch statement.event {
        case .sealed: _ = try statement.content(as: SealedStatement.self)
        case .deposit: _ = try statement.content(as: DepositStatement.self)
        case .acknowledgement: _ = try statement.content(as: Acknowledgement.self)
        case .consignmentRejection: _ = try statement.content(as: ConsignmentRejection.self)
        case .submissionRejection: _ = try statement.content(as: SubmissionRejection.self)
        default: Issue.record("no reader for \(statement.event)")
        }
    }
}

/// Replaces the first occurrence, which must be there.
func edit(_ json: [UInt8], _ from: String, _ to: String) -> [UInt8] {
    let text = String(decoding: json, as: UTF8.self)
    guard let range = text.firstRange(of: from) else {
        Issue.record("the sample has no '\(from)'")
        return json
    }
    return Array(text.replacingCharacters(in: range, with: to).utf8)
}
