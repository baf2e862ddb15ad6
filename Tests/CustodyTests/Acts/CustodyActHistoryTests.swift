import Custody
import Primitives
import Testing

@Suite struct `A history of custody acts` {
    private let story: ActStory

    init() throws { story = try ActStory() }

    private func files(_ acts: [SignedCustodyAct?]) -> [CustodyActFiles] {
        acts.enumerated().map { CustodyActFiles(number: $0 + 1, signed: $1.map { .success($0) }) }
    }

    private func history(_ files: [CustodyActFiles]) -> CustodyActHistory {
        CustodyActHistory(files, about: story.copy, mode: .live, signer: story.signer)
    }

    private func three() throws -> [SignedCustodyAct] {
        try story.acts([
            ActStory.words(.stored), ActStory.words(.handedOver), ActStory.words(.received),
        ])
    }

    @Test func `of acts that follow each other holds, in whatever order they were found`() throws {
        let acts = try three()
        let found = history(files(acts).reversed())
        #expect(found.failure == nil && found.refused.isEmpty)
        #expect(found.entries.map(\.signed) == acts)
        #expect(found.entries.allSatisfy { $0.isSignerKnown })
        #expect(found.chain.next.number == 4)
        #expect(history([]).failure == nil)
    }

    @Test(arguments: [0, 1, 2])
    func `shows each act that is taken out, but for the last`(number: Int) throws {
        var found = files(try three())
        found.remove(at: number)
        let failure = history(found).failure
        #expect(failure?.reason.code == (number == 2 ? nil : "custody.hole"))
        #expect(failure?.number == (number == 2 ? nil : number + 2))
        let half = files(try three()).map {
            $0.number == number + 1 ? CustodyActFiles(number: $0.number, signed: nil) : $0
        }
        #expect(history(half).failure?.reason.code == "custody.hole")
        #expect(history(half).entries.count == number)
        #expect(history(half).refused.map(\.number) == Array((number + 1)...3))
    }

    @Test func `shows that two were swapped, and that one was put in another's place`() throws {
        let acts = try three()
        #expect(
            history(files([acts[1], acts[0], acts[2]])).failure?.reason.code
                == "custody.out-of-order")
        var other = try ActStory.words(.moved)
        other.note = "another"
        let instead = try story.signed(
            story.act(other, at: story.position(after: [acts[0]])))
        let forked = history(files([acts[0], instead, acts[2]]))
        #expect(forked.failure?.number == 3 && forked.failure?.reason.code == "custody.fork")
        #expect(forked.entries.count == 2)
    }

    @Test func `is of one copy and one organisation that was sent it`() throws {
        let acts = try three()
        let seal = CustodyCopy(
            seal: Samples.digest("another"), consignment: story.copy.consignment,
            sender: story.copy.sender, mailboxes: story.copy.mailboxes,
            exhibits: story.copy.exhibits)
        let elsewhere = CustodyActHistory(
            files(acts), about: seal, mode: .live, signer: story.signer)
        #expect(elsewhere.failure?.reason.code == "custody.act-of-another")
        let stranger = try Samples.organisation("myla.org.mk")
        let namesake = OrganisationReference(
            name: story.samples.sender.name, fingerprint: Fingerprint(Samples.digest("x")))
        for (organisation, before) in [
            (stranger, 0), (namesake, 0), (story.samples.sender, 2), (stranger, 1),
        ] {
            let kept = Array(acts.prefix(before))
            let act = try story.act(
                ActStory.words(.accessed), at: story.position(after: kept), by: organisation)
            let found = history(files(kept + [try story.signed(act)]))
            #expect(found.failure?.reason.code == "custody.act-by-another", "\(before)")
        }
        let own = try story.act(
            ActStory.words(.accessed), at: story.start, by: story.samples.sender)
        #expect(try history(files([story.signed(own)])).failure == nil)
    }

    @Test func `names only exhibits that were sealed, with their bytes`() throws {
        let video = CustodyAct.Exhibit(name: ActStory.video, digest: ActStory.file)
        for (exhibit, code) in [
            (video, nil), (ActStory.thing, nil),
            (CustodyAct.Exhibit(name: "VP-2026-014-03", digest: nil), "custody.exhibit-differs"),
            (CustodyAct.Exhibit(name: ActStory.video, digest: nil), "custody.exhibit-differs"),
            (
                CustodyAct.Exhibit(name: ActStory.video, digest: Samples.digest("x")),
                "custody.exhibit-differs"
            ),
            (
                CustodyAct.Exhibit(name: ActStory.phone, digest: ActStory.file),
                "custody.exhibit-differs"
            ),
        ] as [(CustodyAct.Exhibit, String?)] {
            var words = try ActStory.words(.accessed)
            words.exhibits = [exhibit]
            let act = try story.signed(story.act(words, at: story.start))
            #expect(history(files([act])).failure?.reason.code == code)
        }
    }

    @Test func `corrects an act that stands before, a correction too, and no other`() throws {
        let first = try story.acts([ActStory.words(.stored)])
        var words = try ActStory.words(.corrected)
        let stray = try story.signed(story.act(words, at: story.position(after: first)))
        #expect(history(files(first + [stray])).failure?.reason.code == "custody.corrects-nothing")
        words.corrects = first[0].digest
        let right = try story.signed(story.act(words, at: story.position(after: first)))
        words.corrects = right.digest
        let again = try story.signed(
            story.act(words, at: story.position(after: first + [right])))
        #expect(history(files(first + [right, again])).failure == nil)
    }

    @Test func `of signers whom nobody knows holds by the keys that the signatures carry`() throws {
        let acts = try three()
        let found = CustodyActHistory(files(acts), about: story.copy, mode: .live) { _, _ in nil }
        #expect(found.failure == nil)
        #expect(found.entries.allSatisfy { !$0.isSignerKnown })
        let changed = try SignedCustodyAct(
            json: edit(acts[0].json, "K-12/26", "K-13/26"), signature: acts[0].signature)
        let tampered = CustodyActHistory(files([changed]), about: story.copy, mode: .live) { _, _ in
            nil
        }
        #expect(tampered.failure?.reason.code == "statement.signature-invalid")
        let other = try story.act(
            ActStory.words(.accessed), at: story.start, key: story.colleague.publicKey.id)
        let borrowed = CustodyActHistory(
            files([try story.signed(text: other.text(mode: .live))]), about: story.copy,
            mode: .live
        ) { _, _ in nil }
        #expect(borrowed.failure?.reason.code == "statement.signer-mismatch")
    }
}
