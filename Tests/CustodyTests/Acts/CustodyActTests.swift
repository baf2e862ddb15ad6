import Custody
import Primitives
import Testing

@Suite struct `A custody act` {
    private let story: ActStory

    init() throws { story = try ActStory() }

    @Test(arguments: CustodyActKind.allCases, Mode.allCases)
    func `of every kind is read as it was written, and only in its mode`(
        kind: CustodyActKind, mode: Mode
    ) throws {
        let story = try ActStory(mode: mode)
        let act = try story.act(ActStory.words(kind), at: story.start)
        let signed = try story.signed(act)
        #expect(try signed.verify(mode: mode, by: story.member.publicKey) == act)
        let other: Mode = mode == .live ? .training : .live
        #expect(throws: StatementError.signatureInvalid) {
            _ = try signed.verify(mode: other, by: story.member.publicKey)
        }
        #expect(throws: StatementError.modeUnexpected(expected: other, found: mode)) {
            _ = try CustodyAct(parsing: signed.json, mode: other)
        }
    }

    @Test func `is refused when any byte of its text is another`() throws {
        let signed = try story.signed(
            story.act(ActStory.words(.sealChecked), at: story.start))
        for index in signed.json.indices {
            var json = signed.json
            json[index] ^= 1
            let changed = try SignedCustodyAct(json: json, signature: signed.signature)
            #expect(throws: StatementError.signatureInvalid, "\(index)") {
                _ = try changed.verify(mode: .live, by: story.member.publicKey)
            }
        }
    }

    @Test func `is refused by another key, and not signed in another's name`() throws {
        let act = try story.act(ActStory.words(.stored), at: story.start)
        let signed = try story.signed(act)
        #expect(throws: StatementError.signatureInvalid) {
            _ = try signed.verify(mode: .live, by: story.colleague.publicKey)
        }
        #expect(throws: StatementError.signerMismatch) {
            _ = try SignedCustodyAct.sign(act, mode: .live, with: story.colleague)
        }
        let bare = try SignedCustodyAct(json: signed.json, signature: [0x41])
        #expect(throws: StatementError.signatureMalformed) {
            _ = try bare.verify(mode: .live, by: story.member.publicKey)
        }
    }

    @Test(arguments: [
        (CustodyActKind.handedOver, "predicate.to"), (.returned, "predicate.to"),
        (.disclosed, "predicate.to"), (.received, "predicate.from"),
        (.stored, "predicate.location"), (.moved, "predicate.location"),
        (.destroyed, "predicate.witness"), (.sealChecked, "predicate.physical.sealIntact"),
        (.unsealed, "predicate.physical.sealIntact"), (.resealed, "predicate.physical.newSeal"),
        (.redacted, "predicate.results"), (.copied, "predicate.results"),
        (.workingCopyMade, "predicate.results"), (.translated, "predicate.results"),
        (.transcribed, "predicate.results"), (.corrected, "predicate.corrects"),
    ])
    func `is not signed without what its kind needs`(kind: CustodyActKind, path: String) throws {
        var bare = try ActStory.words(kind)
        (bare.to, bare.from, bare.location, bare.witness) = (nil, nil, nil, nil)
        (bare.physical, bare.results, bare.corrects) = (nil, [], nil)
        #expect(try refusedPath(bare) == path)
    }

    @Test(arguments: CustodyActKind.allCases)
    func `says no more than its kind has`(kind: CustodyActKind) throws {
        var (words, file) = (try ActStory.words(kind), Samples.digest("x"))
        words.results = [CustodyAct.File(name: "x", digest: file)]
        let mayHaveFiles = [CustodyActKind.examined, .exported, .photographed].contains(kind)
        #expect(
            try refusedPath(words) == (kind.makesCopy || mayHaveFiles ? nil : "predicate.results"))
        words = try ActStory.words(kind)
        file = Samples.digest("an earlier act")
        (words.corrects, words.note) = (file, "wrong")
        #expect(try refusedPath(words) == (kind == .corrected ? nil : "predicate.corrects"))
        words = try ActStory.words(kind)
        words.physical = words.physical ?? CustodyAct.Physical()
        words.physical?.newSeal = "0045514"
        let isResealed = kind == .resealed
        #expect(try refusedPath(words) == (isResealed ? nil : "predicate.physical.newSeal"))
    }

    @Test func `that failed needs no copy, and is not written down before it was done`() throws {
        var words = try ActStory.words(.redacted)
        (words.results, words.outcome) = ([], .failed)
        #expect(try refusedPath(words) == nil)
        words.outcome = .partial
        #expect(try refusedPath(words) == "predicate.results")
        words = try ActStory.words(.examined)
        words.startTime = try #require(Timestamp("2026-11-26T12:00:00Z"))
        #expect(try refusedPath(words) == nil)
        words.startTime = try #require(Timestamp("2026-11-26T12:00:01Z"))
        #expect(try refusedPath(words) == "predicate.startTime")
        words = try ActStory.words(.examined)
        words.endTime = words.startTime
        #expect(try refusedPath(words) == nil)
        words.endTime = Timestamp("2026-11-26T10:59:59Z")
        #expect(try refusedPath(words) == "predicate.endTime")
        words.endTime = Timestamp("2026-11-26T12:00:01Z")
        #expect(try refusedPath(words) == "predicate.endTime")
    }

    @Test func `has lines that are lines, and lists within their limits`() throws {
        let file = CustodyAct.File(name: "x", digest: ActStory.file)
        func edited(_ edit: (inout CustodyAct.Words) -> Void) throws -> String? {
            var words = try ActStory.words(.examined)
            edit(&words)
            return try refusedPath(words)
        }
        #expect(try edited { $0.purpose = "" } == "predicate.purpose")
        #expect(try edited { $0.authority = String(repeating: "x", count: 1025) } != nil)
        #expect(try edited { $0.authority = String(repeating: "x", count: 1024) } == nil)
        #expect(try edited { $0.note = "two\nlines" } == "predicate.note")
        #expect(try edited { $0.performer = "\u{7F}" } == "predicate.performer")
        #expect(try edited { $0.documents = Array(repeating: file, count: 65) } != nil)
        #expect(try edited { $0.documents = Array(repeating: file, count: 64) } == nil)
        #expect(try edited { $0.exhibits = [] } == "predicate.exhibits")
        #expect(
            try edited { $0.exhibits = [ActStory.thing, ActStory.thing] }
                == "predicate.exhibits[1].name")
        let many = (0..<257).map { CustodyAct.Exhibit(name: "\($0)", digest: nil) }
        #expect(try edited { $0.exhibits = many } == "predicate.exhibits")
        #expect(try edited { $0.exhibits = Array(many.dropLast()) } == nil)
        #expect(try edited { $0.physical = CustodyAct.Physical() } == "predicate.physical")
    }

    /// Where signing refuses these words; nil where it does not.
    private func refusedPath(_ words: CustodyAct.Words) throws -> String? {
        let act = try story.act(words, at: story.start)
        do throws(StatementError) {
            _ = try SignedCustodyAct.sign(act, mode: .live, with: story.member)
            return nil
        } catch {
            guard case .schema(let broken) = error else { throw error }
            return broken.path
        }
    }
}
