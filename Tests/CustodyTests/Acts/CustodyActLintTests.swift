import Custody
import Primitives
import Testing

/// What contradicts itself among acts; what is missing is no contradiction.
@Suite struct `Linter of custody acts` {
    private let story: ActStory

    init() throws { story = try ActStory() }

    private func lint(
        _ acts: [SignedCustodyAct], _ statements: [SignedStatement] = []
    ) throws -> LintReport {
        try CustodyLinter(expiry: .unwitnessed, signer: { _ in nil }, actSigner: story.signer).lint(
            statements.enumerated().map { Exhibit(name: "s\($0)", signed: $1, place: nil) },
            acts: acts.enumerated().map { FoundCustodyAct(name: "a\($0)", signed: $1) })
    }

    private func codes(
        _ acts: [SignedCustodyAct], _ statements: [SignedStatement] = []
    ) throws -> [String] {
        try lint(acts, statements).contradictions.map(\.code)
    }

    private func accessed(
        _ note: String, at position: CustodyAct.Position, by: OrganisationReference? = nil
    ) throws -> SignedCustodyAct {
        var words = try ActStory.words(.accessed)
        words.note = note
        return try story.signed(story.act(words, at: position, by: by))
    }

    @Test func `finds nothing in a history that holds, whole or with holes, or twice`() throws {
        let acts = try story.acts([
            ActStory.words(.stored), ActStory.words(.accessed), ActStory.words(.moved),
        ])
        let report = try lint(acts)
        #expect(report.contradictions.isEmpty && report.statements == 3)
        #expect(report.unknownSigners == 0)
        #expect(try codes(acts + acts) == [])
        #expect(try codes([acts[0], acts[2]]) == [])
        let unknown = try CustodyLinter(expiry: .unwitnessed, signer: { _ in nil }).lint(
            [], acts: acts.map { FoundCustodyAct(name: "a", signed: $0) })
        #expect(unknown.unknownSigners == 3 && unknown.contradictions.isEmpty)
    }

    @Test func `finds a fork, also where history was written anew from its first act`() throws {
        let acts = try story.acts([ActStory.words(.stored), ActStory.words(.moved)])
        let second = try accessed("another", at: story.position(after: [acts[0]]))
        let found = try lint(acts + [second]).contradictions
        #expect(found.map(\.code) == ["lint.act-fork"])
        #expect(found.first?.exhibits == ["a1", "a2"])
        let anew = try accessed("anew", at: story.start)
        #expect(try codes([acts[0], anew]) == ["lint.act-fork"])
        #expect(try codes([acts[1], anew]) == [])
    }

    @Test func `finds numbers that do not follow, and lines that change hands`() throws {
        let acts = try story.acts([ActStory.words(.stored)])
        let next = story.position(after: acts)
        let jump = CustodyAct.Position(
            seal: next.seal, consignment: next.consignment, sender: next.sender, number: 4,
            previous: next.previous)
        #expect(try codes(acts + [accessed("jump", at: jump)]) == ["lint.act-out-of-order"])
        let otherSeal = CustodyAct.Position(
            seal: Samples.digest("x"), consignment: next.consignment, sender: next.sender,
            number: 2, previous: next.previous)
        #expect(try codes(acts + [accessed("x", at: otherSeal)]) == ["lint.act-out-of-order"])
        let foreign = try accessed("foreign", at: next, by: story.samples.sender)
        #expect(try codes(acts + [foreign]) == ["lint.act-by-another"])
    }

    @Test func `finds who was sent no copy, and what disagrees with its seal`() throws {
        let lane = try Story()
        let deposit = lane.samples
        func act(
            _ seal: SHA256Digest, _ sender: OrganisationReference, by: OrganisationReference
        ) throws -> SignedCustodyAct {
            try accessed(
                "x",
                at: CustodyAct.Position(
                    seal: seal, consignment: deposit.consignment, sender: sender, number: 1,
                    previous: seal), by: by)
        }
        let statements = [lane.sealed, lane.deposit]
        let seal = lane.sealed.digest
        #expect(try codes([act(seal, deposit.sender, by: deposit.receiver)], statements) == [])
        #expect(try codes([act(seal, deposit.sender, by: deposit.sender)], statements) == [])
        let stranger = try Samples.organisation("myla.org.mk")
        #expect(
            try codes([act(seal, deposit.sender, by: stranger)], statements)
                == ["lint.act-by-another"])
        #expect(
            try codes([act(seal, stranger, by: stranger)], statements)
                == ["lint.act-disagrees-with-seal"])
    }

    @Test func `finds signatures that do not hold`() throws {
        let acts = try story.acts([ActStory.words(.stored)])
        let changed = try SignedCustodyAct(
            json: edit(acts[0].json, "K-12/26", "K-13/26"), signature: acts[0].signature)
        #expect(try codes([changed]) == ["statement.signature-invalid"])
        let bare = try SignedCustodyAct(json: acts[0].json, signature: [])
        #expect(try codes([bare]) == ["statement.signature-malformed"])
        let code = try lint([try SignedCustodyAct(json: [0x7B], signature: [])])
        #expect(code.contradictions.map(\.code) == ["statement.not-json"])
    }

    @Test func `has no code that is not found above`() {
        #expect(
            Set(ActLintCode.allCases.map(\.rawValue))
                == [
                    "lint.act-fork", "lint.act-out-of-order", "lint.act-by-another",
                    "lint.act-disagrees-with-seal",
                ])
    }
}
