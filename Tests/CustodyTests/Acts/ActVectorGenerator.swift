import Custody
import Foundation
import Primitives
import Testing

/// Makes `Protocol/vectors/custody-acts` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The keys are drawn for the run and forgotten with it. Each invalid case has one defect, which its name
/// says, and is signed correctly unless the signature is the defect.
@Suite struct `Custody act vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        let story = try ActStory()
        try ActVector.write("valid", story.kinds() + story.stories())
        try ActVector.write(
            "invalid",
            story.brokenChains() + story.brokenTexts() + story.brokenKinds()
                + story.brokenSignatures())
    }
}

extension ActStory {
    fileprivate func vector(
        _ name: String, _ acts: [(number: Int, act: SignedCustodyAct?)],
        _ failure: ActVector.Failure? = nil
    ) -> ActVector {
        ActVector(
            name: name, mode: samples.mode, copy: copy, keys: keys,
            files: acts.map {
                CustodyActFiles(number: $0.number, signed: $0.act.map { .success($0) })
            }, failure: failure)
    }

    fileprivate func vector(
        _ name: String, _ acts: [SignedCustodyAct], _ act: Int = 1, _ code: String? = nil
    ) -> ActVector {
        vector(
            name, acts.enumerated().map { ($0 + 1, $1) },
            code.map { ActVector.Failure(act: act, code: $0) })
    }

    /// A first act whose text was edited before it was signed.
    private func edited(
        _ name: String, _ kind: CustodyActKind, _ from: String, _ to: String,
        _ code: String = "statement.schema"
    ) throws -> ActVector {
        let text = try act(Self.words(kind), at: start).text(mode: samples.mode)
        return vector(name, [try signed(text: edit(text, from, to))], 1, code)
    }

    /// A first act of words that our own signing refuses.
    private func said(
        _ name: String, _ kind: CustodyActKind, _ change: (inout CustodyAct.Words) -> Void
    ) throws -> ActVector {
        var words = try Self.words(kind)
        change(&words)
        let text = try act(words, at: start).text(mode: samples.mode)
        return vector(name, [try signed(text: text)], 1, "statement.schema")
    }

    fileprivate func kinds() throws -> [ActVector] {
        try CustodyActKind.allCases.map { kind in
            guard kind == .corrected else {
                return vector(kind.rawValue, try acts([Self.words(kind)]))
            }
            let first = try acts([Self.words(.stored)])
            var words = try Self.words(.corrected)
            words.corrects = first[0].digest
            return vector(
                kind.rawValue,
                first + [try signed(act(words, at: position(after: first)))])
        }
    }

    fileprivate func stories() throws -> [ActVector] {
        var phone = try [CustodyActKind.handedOver, .examined, .received].map(Self.words)
        for index in phone.indices { phone[index].exhibits = [Self.thing] }
        phone[1].performer = "vještak E-4, Sarajevo"
        phone[1].endTime = Timestamp("2026-11-26T11:30:00Z")
        phone[1].results = [CustodyAct.File(name: "kopija.zip", digest: Self.file)]
        phone[0].documents = [CustodyAct.File(name: "zapisnik.pdf", digest: Self.file)]
        phone[2].location = "sef 2"
        var failed = try Self.words(.redacted)
        (failed.outcome, failed.results) = (.failed, [])
        var video = try Self.words(.accessed)
        video.exhibits = [CustodyAct.Exhibit(name: Self.video, digest: Self.file), Self.thing]
        let colleague = try SignedCustodyAct.sign(
            act(Self.words(.accessed), at: start, key: self.colleague.publicKey.id),
            mode: samples.mode, with: self.colleague)
        let sender = try SignedCustodyAct.sign(
            act(
                Self.words(.stored), at: start, by: samples.sender,
                key: samples.senderMember.publicKey.id), mode: samples.mode,
            with: samples.senderMember)
        let text = try act(Self.words(.holdPlaced), at: start).text(mode: samples.mode)
        let compact = edit(text, "{\n  \"_type\"", "{\"_type\"")
        let training = try ActStory(mode: .training)
        let second = try act(Self.words(.moved), at: position(after: [colleague]))
        return [
            vector("a-phone-goes-to-an-expert-and-comes-back", try acts(phone)),
            vector("an-act-that-failed-leaves-no-copy", try acts([failed])),
            vector("exhibits-with-and-without-a-digest", try acts([video])),
            vector("by-two-members-of-one-organisation", [colleague, try signed(second)]),
            vector("of-the-senders-own-copy", [sender]),
            vector("written-in-another-layout", [try signed(text: compact)]),
            training.vector("training", try training.acts([Self.words(.stored)])),
            vector("no-act-at-all", [SignedCustodyAct]()),
            vector("the-last-act-taken-out", Array(try acts(phone).dropLast())),
            try corrections(),
        ]
    }

    private func corrections() throws -> ActVector {
        var all = try acts([Self.words(.stored)])
        for _ in 0..<2 {
            var words = try Self.words(.corrected)
            words.corrects = all.last?.digest
            all.append(try signed(act(words, at: position(after: all))))
        }
        return vector("a-correction-of-a-correction", all)
    }

    fileprivate func brokenChains() throws -> [ActVector] {
        let three = try acts([
            Self.words(.stored), Self.words(.handedOver), Self.words(.received),
        ])
        func first(_ name: String, _ code: String, _ position: CustodyAct.Position) throws
            -> ActVector
        {
            vector(name, [try signed(act(Self.words(.stored), at: position))], 1, code)
        }
        func position(
            seal: SHA256Digest? = nil, consignment: ConsignmentID? = nil,
            sender: OrganisationReference? = nil, previous: SHA256Digest? = nil
        ) -> CustodyAct.Position {
            CustodyAct.Position(
                seal: seal ?? copy.seal, consignment: consignment ?? copy.consignment,
                sender: sender ?? copy.sender, number: 1, previous: previous ?? copy.seal)
        }
        var other = try Self.words(.moved)
        other.note = "drugačije"
        let instead = try signed(act(other, at: self.position(after: [three[0]])))
        let stranger = try Samples.organisation("myla.org.mk")
        let foreign = try signed(
            act(Self.words(.accessed), at: self.position(after: [three[0]]), by: samples.sender))
        return [
            vector(
                "an-act-taken-out-of-the-middle", [(1, three[0]), (3, three[2])],
                .init(act: 3, code: "custody.hole")),
            vector(
                "the-first-act-taken-out", [(2, three[1]), (3, three[2])],
                .init(act: 2, code: "custody.hole")),
            vector(
                "a-signature-file-taken-out", [(1, three[0]), (2, nil), (3, three[2])],
                .init(act: 2, code: "custody.hole")),
            vector(
                "two-acts-swapped", [three[1], three[0], three[2]], 1, "custody.out-of-order"),
            vector(
                "another-act-in-the-place-of-one", [three[0], instead, three[2]], 3,
                "custody.fork"),
            try first(
                "the-first-act-follows-something-else", "custody.fork",
                position(previous: Self.file)),
            try first("of-another-seal", "custody.act-of-another", position(seal: Self.file)),
            try first(
                "of-another-consignment", "custody.act-of-another",
                position(consignment: ConsignmentID())),
            try first("of-another-sender", "custody.act-of-another", position(sender: stranger)),
            vector(
                "by-an-organisation-that-was-sent-no-copy",
                [try signed(act(Self.words(.stored), at: start, by: stranger))], 1,
                "custody.act-by-another"),
            vector(
                "by-another-organisation-than-the-acts-before", [three[0], foreign], 2,
                "custody.act-by-another"),
            vector(
                "corrects-no-earlier-act",
                [
                    three[0],
                    try signed(act(Self.words(.corrected), at: self.position(after: [three[0]]))),
                ],
                2, "custody.corrects-nothing"),
            try exhibit("an-exhibit-that-was-not-sealed", "VP-2026-014-03", nil),
            try exhibit("an-exhibit-with-other-bytes", Self.video, Samples.digest("x")),
            try exhibit("a-thing-with-a-digest", Self.phone, Self.file),
            try exhibit("a-file-without-its-digest", Self.video, nil),
        ]
    }

    private func exhibit(
        _ name: String, _ number: String, _ digest: SHA256Digest?
    ) throws -> ActVector {
        var words = try Self.words(.accessed)
        words.exhibits = [CustodyAct.Exhibit(name: number, digest: digest)]
        return vector(name, [try signed(act(words, at: start))], 1, "custody.exhibit-differs")
    }

    fileprivate func brokenTexts() throws -> [ActVector] {
        let version = "\"version\": 1,"
        return [
            try edited("a-further-member", .stored, version, version + " \"x\": null,"),
            try edited(
                "a-further-member-in-a-thing", .sealChecked, "\"bag\":", "\"x\": 1, \"bag\":"),
            try edited(
                "a-further-member-of-the-organisation", .stored, "\"organisation\": {",
                "\"organisation\": {\"x\": 1,"),
            try edited(
                "a-member-stands-twice", .stored, version, version + " " + version,
                "statement.not-json"),
            try edited("a-member-is-missing", .stored, "\"note\": null", "\"x\": null"),
            try edited("version-2", .stored, version, "\"version\": 2,"),
            try edited("an-act-that-there-is-not", .stored, "\"stored\"", "\"stolen\""),
            try edited("an-outcome-that-there-is-not", .stored, "\"ok\"", "\"good\""),
            try edited("a-subject-of-another-name", .stored, "Sealed.json", "sealed.json"),
            try edited(
                "predicate-type-of-another-version", .stored, "urn:plomba:v1:", "urn:plomba:v2:"),
            try edited("number-0", .stored, "\"number\": 1", "\"number\": 0"),
            try edited(
                "a-time-with-an-offset", .stored, "T11:00:00Z", "T12:00:00+01:00"),
        ]
    }

    fileprivate func brokenKinds() throws -> [ActVector] {
        let file = CustodyAct.File(name: "x", digest: Self.file)
        return [
            try said("handed-over-to-nobody", .handedOver) { $0.to = nil },
            try said("received-from-nobody", .received) { $0.from = nil },
            try said("stored-nowhere", .stored) { $0.location = nil },
            try said("destroyed-without-a-witness", .destroyed) { $0.witness = nil },
            try said("a-copy-without-its-file", .redacted) { $0.results = [] },
            try said("files-of-an-act-that-makes-none", .accessed) { $0.results = [file] },
            try said("a-seal-checked-without-a-finding", .sealChecked) {
                $0.physical?.isSealIntact = nil
            },
            try said("a-new-seal-without-resealing", .accessed) {
                $0.physical = CustodyAct.Physical(newSeal: "1")
            },
            try said("a-thing-of-which-nothing-is-said", .accessed) {
                $0.physical = CustodyAct.Physical()
            },
            try said("a-correction-without-a-note", .corrected) { $0.note = nil },
            try said("corrects-and-is-no-correction", .accessed) { $0.corrects = Self.file },
            try said("an-exhibit-twice", .accessed) { $0.exhibits = [Self.thing, Self.thing] },
            try said("an-empty-list-of-exhibits", .accessed) { $0.exhibits = [] },
            try said("signed-before-it-was-done", .accessed) {
                $0.startTime = Timestamp("2026-11-26T12:00:01Z") ?? $0.startTime
            },
            try said("ends-before-it-begins", .accessed) {
                $0.endTime = Timestamp("2026-11-26T10:00:00Z")
            },
            try said("two-lines-in-one", .accessed) { $0.note = "two\nlines" },
            try said("a-purpose-of-no-words", .accessed) { $0.purpose = "" },
        ]
    }

    fileprivate func brokenSignatures() throws -> [ActVector] {
        let good = try acts([Self.words(.stored)])[0]
        let other = try SignedCustodyAct(
            json: good.json,
            signature: SSHSignature.sign(
                good.json, namespace: samples.mode.namespace(CustodyAct.name), with: colleague
            ).armored)
        let changed = try SignedCustodyAct(
            json: edit(good.json, "K-12/26", "K-13/26"), signature: good.signature)
        let stranger = try act(
            Self.words(.stored), at: start, key: samples.receiverDevice.publicKey.id)
        let byStranger = try SignedCustodyAct.sign(
            stranger, mode: samples.mode, with: samples.receiverDevice)
        let invalid = "statement.signature-invalid"
        let training = try act(Self.words(.stored), at: start).text(mode: .training)
        return [
            vector("a-byte-changed-after-signing", [changed], 1, invalid),
            vector("signed-by-another-key", [other], 1, invalid),
            vector(
                "signed-for-another-namespace",
                [try signed(text: good.json, namespace: "plomba/v1/Disposal")], 1, invalid),
            vector(
                "a-signature-that-is-none",
                [try SignedCustodyAct(json: good.json, signature: Array("none\n".utf8))], 1,
                "statement.signature-malformed"),
            vector(
                "names-another-key-than-the-one-that-signed",
                [try signed(text: stranger.text(mode: samples.mode))], 1,
                "statement.signer-mismatch"),
            vector(
                "by-a-key-of-which-nobody-knows", [byStranger], 1, "custody.signer-unknown"),
            vector(
                "training-among-live", [try signed(text: training)], 1, "statement.mode-unexpected"),
        ]
    }
}
