import Custody
import KeyDirectory
import Primitives
import Testing
import TransparencyLog

@testable import Custodian
@testable import Verification

/// When an act is shown to be older than the end of the key that signed it.
@Suite struct `The time of an act` {
    func chain(_ verification: EvidenceVerification) throws -> Check.Outcome {
        try #require(verification.checks.first { $0.code == .custodyChain }).outcome
    }

    @Test func `of a key that still counts needs nobody`() async throws {
        let it = try await DatedCase.made()
        let verification = try it.verify(revokedAsOf: nil, cosigned: [])
        #expect(try chain(verification) == .passed)
        #expect(verification.verdict.isPositive && !verification.isWitnessed)
        #expect(verification.isInLog)
    }

    @Test func `of a key that was revoked since is not shown by its own claim`() async throws {
        let it = try await DatedCase.made()
        let end = try DatedCase.time("15:00")
        let alone = try it.verify(revokedAsOf: end, cosigned: [])
        guard case .notChecked(let reason) = try chain(alone) else {
            Issue.record("\(try chain(alone))")
            return
        }
        #expect(reason.code == "time.act-not-shown")
        #expect(alone.notes.contains { $0.contains("was revoked as of 2026-11-24T15:00:00Z") })
        // Witnesses whom nobody here has chosen show nothing either.
        let early = try [DatedCase.time("11:05"), DatedCase.time("11:06"), nil]
        let unchosen = try it.verify(revokedAsOf: end, cosigned: early)
        #expect(try chain(unchosen) == .notChecked(.actNotShown))
    }

    @Test func `is shown by the quorum that was chosen here`() async throws {
        let it = try await DatedCase.made()
        try it.choose()
        let end = try DatedCase.time("15:00")
        let shown = try it.verify(
            revokedAsOf: end, cosigned: [DatedCase.time("11:05"), DatedCase.time("11:06"), nil])
        #expect(try chain(shown) == .passed)
        #expect(shown.isWitnessed && shown.verdict.isPositive)
        #expect(shown.notes.contains { $0.contains("it had signed before, as the trusted time") })
        // The second at which the key does not count any more is too late.
        for late in ["15:00", "15:01"] {
            let after = try it.verify(
                revokedAsOf: end, cosigned: [DatedCase.time("11:05"), DatedCase.time(late), nil])
            #expect(try chain(after) == .notChecked(.actNotShown), "\(late)")
            #expect(after.isWitnessed)
        }
    }

    @Test func `of a key that ended is held against the trusted time where there is one`()
        async throws
    {
        let it = try await DatedCase.made()
        let end = try DatedCase.time("15:00")
        // Nobody vouches for a time: the key counted when its holder says it signed.
        let alone = try it.verify(revokedAsOf: end, status: .active, cosigned: [])
        #expect(try chain(alone) == .passed)
        try it.choose()
        let times = try [DatedCase.time("11:05"), DatedCase.time("11:06"), nil]
        let shown = try it.verify(revokedAsOf: end, status: .active, cosigned: times)
        #expect(try chain(shown) == .passed && shown.verdict.isPositive)
        // A thief of the old key dates an act back, and a broker helps; the witnesses do not.
        let late = try [DatedCase.time("15:00"), DatedCase.time("15:01"), nil]
        let after = try it.verify(revokedAsOf: end, status: .active, cosigned: late)
        #expect(try chain(after) == .notChecked(.actNotShown))
        #expect(after.notes.contains { $0.contains("the trusted time does not show") })
    }

    @Test func `two histories of one size in one folder are told`() async throws {
        let it = try await DatedCase.made()
        let forked = try it.proofs([], fork: .commitment(.of([9])))
        let folder = try it.folder(
            it.records(revokedAsOf: nil), [], policy: nil, ofAcceptance: forked[2])
        let verification = try it.verify(folder)
        let check = try #require(verification.checks.first { $0.code == .logInclusion })
        guard case .failed(let reason) = check.outcome else {
            Issue.record("\(check.outcome)")
            return
        }
        #expect(reason.code == "log.two-histories")
        #expect(!verification.isInLog && !verification.verdict.isPositive)
    }

    @Test func `is not moved by one witness that lies`() async throws {
        let it = try await DatedCase.made()
        try it.choose()
        let end = try DatedCase.time("15:00")
        // One that dates back cannot make it older than the second smallest time.
        let back = try it.verify(
            revokedAsOf: end,
            cosigned: [DatedCase.time("09:00"), DatedCase.time("16:00"), DatedCase.time("16:01")])
        #expect(try chain(back) == .notChecked(.actNotShown))
        // One that dates ahead cannot make it younger than the two honest ones say.
        let ahead = try it.verify(
            revokedAsOf: end,
            cosigned: [DatedCase.time("11:05"), DatedCase.time("11:06"), DatedCase.time("20:59")])
        #expect(try chain(ahead) == .passed)
        // Too few are no quorum, whatever they say.
        let lone = try it.verify(revokedAsOf: end, cosigned: [DatedCase.time("11:05"), nil, nil])
        #expect(try chain(lone) == .notChecked(.actNotShown))
        #expect(!lone.isWitnessed)
    }

    @Test func `is shown by the earliest of several proofs, in whatever place`() async throws {
        let it = try await DatedCase.made()
        try it.choose()
        let (early, late) = try (
            [DatedCase.time("11:05"), DatedCase.time("11:06"), nil],
            [DatedCase.time("16:00"), DatedCase.time("16:01"), nil]
        )
        for (first, second, isShown) in [
            (early, late, true), (late, early, true), (late, late, false), ([], late, false),
            ([], early, true),
        ] {
            let folder = try it.folder(
                it.records(revokedAsOf: DatedCase.time("15:00")), first, policy: nil,
                further: second)
            let verification = EvidenceVerification(
                folder,
                known: try KnownParties(it.here.office.home, at: DatedCase.time("21:00")))
            #expect(try chain(verification) == (isShown ? .passed : .notChecked(.actNotShown)))
            #expect(verification.isWitnessed && verification.isInLog)
        }
    }

    @Test func `takes no token for another tree of the same size`() async throws {
        let it = try await DatedCase.made()
        try it.choose()
        var folder = try it.folder(it.records(revokedAsOf: nil), [], policy: nil)
        let first = try UnverifiedLogProof(parsing: #require(folder.sealProof))
        let text = first.checkpoint.claimed.text
        folder.time.texts[4] = text
        let known = try KnownParties(it.here.office.home, at: DatedCase.time("21:00"))
        let log = try #require(it.trust.logKey)
        func outcome() -> Check.Outcome {
            TimeCheck(
                folder, known: known,
                witnesses: WitnessCheck(folder, known: known, logs: LogKeys(log))
            ).outcome
        }
        guard case .notChecked = outcome() else {
            Issue.record("\(outcome())")
            return
        }
        let other = Checkpoint(origin: log.name, size: 4, root: .of([9]))
        let proof = try UnverifiedLogProof(
            first.inclusion,
            under: UnverifiedCheckpoint(parsing: other.signed(by: log, with: it.log.key)))
        folder.furtherSealProofs = [FurtherProof(path: "Sealed.4", bytes: proof.bytes)]
        guard case .failed(let reason) = outcome() else {
            Issue.record("\(outcome())")
            return
        }
        #expect(reason.code == "time.imprint-mismatch")
    }

    @Test func `is not shown by a proof of another entry beside the own one`() async throws {
        let it = try await DatedCase.made()
        try it.choose()
        let times = try [DatedCase.time("11:05"), DatedCase.time("11:06"), nil]
        var folder = try it.folder(it.records(revokedAsOf: nil), times, policy: nil)
        let others = try it.further(times)
        folder.furtherSealProofs = [FurtherProof(path: "Sealed.7", bytes: others[0])]
        let verification = EvidenceVerification(
            folder, known: try KnownParties(it.here.office.home, at: DatedCase.time("21:00")))
        guard
            case .failed? = verification.checks.first(where: { $0.code == .logInclusion })?.outcome
        else {
            Issue.record("\(verification.checks)")
            return
        }
    }

    @Test func `after the end of the key is a failure`() async throws {
        let it = try await DatedCase.made()
        try it.choose()
        let verification = try it.verify(
            revokedAsOf: DatedCase.time("10:59"),
            cosigned: [DatedCase.time("11:05"), DatedCase.time("11:06"), nil])
        guard case .failed = try chain(verification) else {
            Issue.record("\(try chain(verification))")
            return
        }
        #expect(!verification.verdict.isPositive)
    }

    /// The deposit came at 10:30, as the broker says.
    @Test func `of a deposit is the broker's word, until witnesses are chosen`() async throws {
        let it = try await DatedCase.made()
        func outcomes(_ end: String, _ times: [String?]) throws -> [Check.Outcome] {
            let verification = try it.verify(
                deviceRevokedAsOf: DatedCase.time(end),
                cosigned: times.map { try $0.map(DatedCase.time) })
            return try [CheckCode.outerSignature, .custodyChain].map { code in
                try #require(verification.checks.first { $0.code == code }).outcome
            }
        }
        let open: [Check.Outcome] = [.notChecked(.actNotShown), .notChecked(.actNotShown)]
        let shown: [Check.Outcome] = [.passed, .passed]
        #expect(try outcomes("10:45", ["15:00", "15:00", nil]) == shown)
        try it.choose()
        // Before, at, and after the second at which the key does not count any more.
        #expect(try outcomes("10:45", ["10:31", "10:44", nil]) == shown)
        #expect(try outcomes("10:45", ["10:31", "10:45", nil]) == open)
        #expect(try outcomes("10:45", ["10:31", "15:00", nil]) == open)
        // One that lies back is not two, and too few are nobody.
        #expect(try outcomes("10:45", ["09:00", "15:00", "15:01"]) == open)
        #expect(try outcomes("10:45", ["10:31", nil, nil]) == open)
        // The broker's own word is still asked for.
        let late = try outcomes("10:29", ["10:00", "10:01", nil])
        for outcome in late {
            guard case .failed = outcome else {
                Issue.record("\(outcome)")
                continue
            }
        }
    }
}
