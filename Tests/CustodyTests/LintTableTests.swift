import Custody
import Foundation
import Primitives
import Testing

/// Generated tables: each thing that may be wrong, and beside it what is right.
@Suite struct `Tables of contradictions` {
    private let story: Story

    init() throws {
        story = try Story()
    }

    private func codes(_ statements: [(SignedStatement, UInt64?)]) throws -> Set<String> {
        let exhibits = statements.enumerated().map { index, item in
            Exhibit(name: "\(index).json", signed: item.0, place: item.1)
        }
        let report = try CustodyLinter(expiry: .unwitnessed, signer: { _ in nil }).lint(exhibits)
        return Set(report.contradictions.map(\.code))
    }

    /// Signs an edited text with the key that may say such a thing.
    private func signed(_ event: Event, _ json: [UInt8]) throws -> SignedStatement {
        let samples = story.samples
        let namespace = samples.mode.namespace(event.rawValue)
        let signature =
            switch event {
            case .sealed, .withdrawal, .consentWithdrawal:
                SSHSignature.sign(json, namespace: namespace, with: samples.senderMember)
            case .deposit, .skipped:
                SSHSignature.sign(json, namespace: namespace, with: samples.senderDevice)
            case .submissionAcceptance, .submissionRejection, .contentConsignment,
                .acceptanceRejectionExpiry, .relayAcceptance, .relayRejection, .relayFailure:
                SSHSignature.sign(json, namespace: namespace, with: samples.broker)
            case .contentHandover:
                SSHSignature.sign(json, namespace: namespace, with: samples.receiverDevice)
            case .acknowledgement, .consignmentAcceptance, .consignmentRejection, .transfer,
                .disposal, .consentAnswer:
                SSHSignature.sign(json, namespace: namespace, with: samples.receiverMember)
            }
        return try SignedStatement(json: json, signature: signature.armored, entry: nil)
    }

    private func one(_ event: Event) throws -> SignedStatement {
        try #require(story.everyEvent().first { $0.claimedEvent == event })
    }

    /// field.md, 6.1: reason codes with their only legal event.
    @Test func `every reason in every event that gives one is legal in its own alone`() throws {
        let giving = Event.allCases.filter { !$0.reasons.isEmpty }
        let reasons = giving.flatMap(\.reasons) + ["no_mood", "", "No_Capacity"]
        #expect(giving.count == 8)
        var legal = 0
        for event in giving {
            let sample = try one(event)
            let text = String(decoding: sample.json, as: UTF8.self)
            let given = try #require(
                event.reasons.first { text.contains("\"reason\": \"\($0)\"") })
            for reason in reasons {
                let edited = edit(
                    sample.json, "\"reason\": \"\(given)\"", "\"reason\": \"\(reason)\"")
                let found = try codes([(signed(event, edited), nil)])
                let expected: Set<String> =
                    event.reasons.contains(reason)
                    ? []
                    : [
                        Event.giving(reason: reason) == nil
                            ? LintCode.reasonUnknown.rawValue
                            : LintCode.reasonOfAnotherEvent.rawValue
                    ]
                #expect(found == expected, "\(event) \(reason)")
                legal += expected.isEmpty ? 1 : 0
            }
        }
        #expect(legal == giving.flatMap(\.reasons).count)
    }

    /// Readers pass over a member that they do not know; people may not.
    @Test func `a reason in an event that gives none is found, whosever it is`() throws {
        let silent = Event.allCases.filter(\.reasons.isEmpty)
        #expect(silent.count == 11)
        // These two have no member that the specification does not have.
        let closed: Set<Event> = [.deposit, .sealed]
        for event in silent {
            let sample = try one(event)
            for reason in ["no_capacity", "expired", "no_mood"] {
                let edited = edit(
                    sample.json, "\"version\": 1,",
                    "\"version\": 1,\n    \"reason\": \"\(reason)\",")
                let code: LintCode =
                    Event.giving(reason: reason) == nil ? .reasonUnknown : .reasonOfAnotherEvent
                let found = try codes([(signed(event, edited), nil)])
                let expected = closed.contains(event) ? "statement.schema" : code.rawValue
                #expect(found == [expected], "\(event) \(reason)")
            }
            #expect(try codes([(sample, nil)]) == [])
        }
    }

    /// Each member in which an event repeats what the deposit says.
    @Test func `every event that states something else than the deposit is found`() throws {
        let terms = story.samples.deposit
        let outer = story.deposit.digest.hex
        let earlier = try #require(terms.deadline.adding(seconds: -3600)).text
        let repeating: [Event] = [
            .submissionAcceptance, .submissionRejection, .contentConsignment, .relayFailure,
            .consignmentAcceptance, .consignmentRejection, .withdrawal,
            .acceptanceRejectionExpiry, .disposal, .skipped,
        ]
        var table: [(Event, String, String)] = repeating.map {
            ($0, outer, SHA256Digest.of([1]).hex)
        }
        table += [
            (.contentHandover, terms.payloadDigest.hex, SHA256Digest.of([2]).hex),
            (.contentHandover, "\(terms.payloadSize)", "\(terms.payloadSize + 1)"),
            (.acknowledgement, terms.previewDigest.hex, SHA256Digest.of([3]).hex),
            (.consignmentAcceptance, terms.sealedCommitment.hex, SHA256Digest.of([4]).hex),
            (
                .acceptanceRejectionExpiry, "\"deadline\": \"\(terms.deadline.text)\"",
                "\"deadline\": \"\(earlier)\""
            ),
            (.skipped, "\"number\": 7", "\"number\": 9"),
        ]
        for (event, from, to) in table {
            let sample = try one(event)
            #expect(try codes([(story.deposit, nil), (sample, nil)]) == [], "\(event) as it is")
            let text = String(decoding: sample.json, as: UTF8.self)
            #expect(text.contains(from), "\(event) \(from)")
            let edited = try signed(event, Array(text.replacing(from, with: to).utf8))
            let found = try codes([(story.deposit, nil), (edited, nil)])
            #expect(
                found.contains(LintCode.disagreesWithDeposit.rawValue), "\(event) \(from) \(found)")
        }
    }

    /// All pairs of ends: which is a contradiction, without places and with them in both orders.
    @Test func `every pair of ends is judged by who signed and where they were recorded`() throws {
        let ends: [(name: Event, statement: SignedStatement)] = [
            (.consignmentAcceptance, story.acceptance),
            (.consignmentRejection, try story.rejection()),
            (.withdrawal, try story.withdrawal()),
            (.acceptanceRejectionExpiry, try story.expiry(checkpoint: nil)),
        ]
        for (one, first) in ends {
            for (two, second) in ends where one != two {
                let pair = Set([one, two])
                let isOneKey = pair == [.consignmentAcceptance, .consignmentRejection]
                let bare = try codes([(story.deposit, nil), (first, nil), (second, nil)])
                #expect(
                    bare
                        == [
                            isOneKey
                                ? LintCode.signerContradictsItself.rawValue
                                : LintCode.twoEnds.rawValue
                        ], "\(one) \(two)")
                // The first was recorded first: the second came too late, in good faith.
                let placed = try codes([(story.deposit, nil), (first, 4), (second, nil)])
                let expected: Set<String> =
                    isOneKey
                    ? [LintCode.signerContradictsItself.rawValue]
                    : two == .acceptanceRejectionExpiry
                        ? [LintCode.expiredAfterDecision.rawValue] : []
                #expect(placed == expected, "\(one) at 4, \(two)")
                let both = try codes([(story.deposit, nil), (first, 4), (second, 9)])
                #expect(both == expected, "\(one) at 4, \(two) at 9")
            }
            #expect(try codes([(story.deposit, nil), (first, nil)]) == [], "\(one) alone")
            #expect(try codes([(story.deposit, nil), (first, 4), (first, nil)]) == [])
        }
    }

    /// The negative of every vector: whatever contradicts itself does so only as a whole.
    @Test func `no contradiction is left when one of its statements is taken away`() throws {
        var removed: Set<String> = []
        for vector in try LaneVector.readAll() where !vector.codes.isEmpty {
            let all = vector.exhibits
            for code in vector.codes {
                let report = try vector.lint()
                let found = try #require(report.contradictions.first { $0.code == code })
                #expect(Set(found.exhibits).isSubset(of: all.map(\.name)))
                for name in found.exhibits {
                    let less = LaneVector(
                        vector.name,
                        all.filter { $0.name != name }.map { ($0.signed, $0.place) }, [],
                        vector.witnesses)
                    let left = try less.lint().contradictions.map(\.code)
                    #expect(!left.contains(code), "\(vector.name) without \(name): \(left)")
                }
                removed.insert(code)
            }
        }
        #expect(removed.isSuperset(of: LintCode.allCases.map(\.rawValue)))
    }
}
