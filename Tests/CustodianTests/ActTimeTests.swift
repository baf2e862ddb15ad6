import BrokerAPI
import BrokerClient
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing
import TransparencyLog

@testable import Custodian

/// When an act is shown to be older than the end of the key that signed it: records, revocation,
/// statements and proofs in their final form.
@Suite struct `The time of an act` {
    /// vasaprava.ba sent a case to group484.rs, whose member accepted it at 11:00.
    private struct Case {
        let here: TestOffice
        let there: TestOffice
        let service: Exchange.SigningKeyHolder
        let log: Exchange.SigningKeyHolder
        let witnesses: [(secret: Exchange.SigningKeyHolder, key: VerifierKey)]
        let trust: BrokerTrust
        let statements: [SignedStatement]
        let deposit: DepositStatement

        static func time(_ clock: String) throws -> Timestamp {
            try #require(Timestamp("2026-11-24T\(clock):00Z"))
        }
    }

    private func made() async throws -> Case {
        let folder = try TestFolder()
        let here = try await TestOffice.make("vasaprava.ba", in: folder)
        let there = try await TestOffice.make("group484.rs", in: folder)
        try there.introduce(to: here)
        let (service, log) = (try Exchange.SigningKeyHolder(), try Exchange.SigningKeyHolder())
        let name = try #require(OrganisationName("broker.example"))
        let trust = BrokerTrust(
            origin: try #require(ExternalOrigin("https://broker.example:8443")),
            pin: ServicePin(digest: .of([1])), name: name, serviceKey: service.key.publicKey,
            logKey: VerifierKey(KeyName(logOf: name), .ed25519, log.key.publicKey), mode: .live)
        try trust.store(here.office.home)
        let witnesses = try ["a.example", "b.example", "c.example"].map { name in
            let secret = try Exchange.SigningKeyHolder()
            return (
                secret,
                VerifierKey(try KeyName(name + "/witness"), .cosignature, secret.key.publicKey)
            )
        }
        let (deposit, statements) = try signed(here, there, service, trust)
        return Case(
            here: here, there: there, service: service, log: log, witnesses: witnesses,
            trust: trust, statements: statements, deposit: deposit)
    }

    private func signed(
        _ here: TestOffice, _ there: TestOffice, _ service: Exchange.SigningKeyHolder,
        _ trust: BrokerTrust
    ) throws -> (DepositStatement, [SignedStatement]) {
        let device = try KeyRing(here.office.home).device()
        let sender = OrganisationReference(
            name: here.name, fingerprint: try here.own.organisation.fingerprint)
        let mailbox = try #require(MailboxAddress("intake@group484.rs"))
        let deposit = DepositStatement(
            mode: .live, consignment: ConsignmentID(), sender: sender,
            destinations: [
                .init(mailbox: mailbox, stream: .init(device: device.publicKey.id, number: 1))
            ],
            payloadDigest: .of([3]), previewDigest: .of([4]), payloadSize: 5,
            headerDigest: .of([6]), sealedCommitment: .of([7]),
            deadline: try #require(Timestamp("2026-12-08T01:00:00Z")))
        let outer = try SignedStatement.sign(deposit, mode: .live, with: device)
        let receipt = try SignedStatement.sign(
            SubmissionAcceptance(
                SubmissionEvidence(
                    of: deposit, deposit: outer.digest,
                    issuer: BrokerIssuer(
                        broker: trust.name, keyID: service.key.publicKey.id),
                    receivedTime: try Case.time("10:30"))), mode: .live, with: service.key)
        var text = Array(TestOffice.passphrase.utf8)
        let passphrase = try SecretBytes(copyingAndErasing: &text)
        let member = try KeyRing(there.office.home).signingKey(
            .memberSigning, locker: TestOffice.locker, passphrase: passphrase)
        let acceptance = try SignedStatement.sign(
            ConsignmentAcceptance(
                LaneStep(
                    consignment: deposit.consignment, sender: sender, mailbox: mailbox,
                    issuer: OrganisationIssuer(
                        organisation: OrganisationReference(
                            name: there.name,
                            fingerprint: try there.own.organisation.fingerprint),
                        keyID: member.publicKey.id), claimedTime: try Case.time("11:00"),
                    previous: receipt.digest), deposit: outer.digest,
                sealedCommitment: deposit.sealedCommitment), mode: .live, with: member)
        return (deposit, [outer, receipt, acceptance])
    }

    /// The recipient's records, the second of which revokes the member's key as of a time.
    private func records(_ it: Case, revokedAsOf end: Timestamp?) throws -> OrganisationFile {
        let file = try it.there.own.organisation.file
        guard let end else { return file }
        let first = try it.there.own.organisation.current
        var text = Array(TestOffice.passphrase.utf8)
        let passphrase = try SecretBytes(copyingAndErasing: &text)
        let root = try KeyRing(it.there.office.home).signingKey(
            .root, locker: TestOffice.locker, passphrase: passphrase)
        let second = try OrganisationRecord(
            mode: .live, version: 2, name: it.there.name, previous: file.records[0].digest,
            issuedTime: try Case.time("20:00"), expiryTime: first.expiryTime, threshold: 1,
            roots: first.roots,
            members: first.members.map { member in
                Member(
                    label: member.label, roles: member.roles, signingKey: member.signingKey,
                    recipient: member.recipient,
                    validity: Validity(
                        from: member.validity.from, until: end, status: .revoked))
            }, devices: [], mailboxes: first.mailboxes)
        let bytes = second.serialized()
        return OrganisationFile(
            mode: .live,
            records: file.records + [
                try SignedRecord(
                    bytes: bytes,
                    signatures: [SignedRecord.signature(over: bytes, mode: .live, by: root)])
            ])
    }

    /// The proofs of all entries under one checkpoint, cosigned at these times; nil: not at all.
    private func proofs(_ it: Case, _ times: [Timestamp?]) throws -> [[UInt8]] {
        let key = try #require(it.trust.logKey)
        let openings = try it.statements.map { try #require($0.entry) }
        let entries: [AuditLogEntry] = [
            .commitment(.of(openings[0])), .commitment(it.deposit.sealedCommitment),
            .commitment(.of(openings[1])), .commitment(.of(openings[2])),
        ]
        var hasher = TreeHasher()
        var edge = RightmostTiles()
        for entry in entries {
            edge.append(leaf: hasher.leaf(entry.bytes), hasher: &hasher)
        }
        let tiles = edge
        let tree = NodeTree(size: tiles.size) { node in try #require(tiles.hash(of: node)) }
        let checkpoint = Checkpoint(origin: key.name, size: tiles.size, root: try tree.root())
        var note = try UnverifiedNote(
            parsing: checkpoint.signed(by: key, with: it.log.key))
        for (witness, time) in zip(it.witnesses, times) {
            guard let time else { continue }
            note = note.adding(
                Cosignature.sign(checkpoint, at: time, as: witness.key, with: witness.secret.key))
        }
        let whole = try UnverifiedCheckpoint(parsing: note.bytes)
        return try [0, 2, 3, 1].map { index in
            UnverifiedLogProof(try tree.inclusionProof(of: UInt64(index)), under: whole).bytes
        }
    }

    /// Two of three witnesses make the quorum.
    private func choose(_ it: Case) throws {
        try PinnedPolicy(
            Array(policy(it).utf8), by: QuorumRule(faulty: 0, operatorName: nil)
        ).store(it.here.office.home)
    }

    private func policy(_ it: Case) throws -> String {
        let key = try #require(it.trust.logKey)
        let lines = zip(["A", "B", "C"], it.witnesses).map { "witness \($0) \($1.key.text)\n" }
        return "log \(key.text)\n" + lines.joined()
            + "group all-of-us 2 A B C\nquorum all-of-us\n"
    }

    private func verify(
        _ it: Case, revokedAsOf end: Timestamp?, cosigned times: [Timestamp?]
    ) throws -> EvidenceVerification {
        let folder = try folder(it, records(it, revokedAsOf: end), times, policy: nil)
        let now = try Case.time("21:00")
        return EvidenceVerification(folder, known: try KnownParties(it.here.office.home, at: now))
    }

    private func folder(
        _ it: Case, _ theirs: OrganisationFile, _ times: [Timestamp?], policy: CarriedPolicy?
    ) throws -> EvidenceFolder {
        let proofs = try proofs(it, times)
        let files = [try it.here.own.organisation.file, theirs]
        let mailbox = try #require(MailboxAddress("intake@group484.rs"))
        return EvidenceFolder(
            deposit: LoggedStatement(
                path: "statement", signed: it.statements[0], proof: proofs[0]),
            answer: LoggedStatement(
                path: "SubmissionAcceptance", signed: it.statements[1], proof: proofs[1]),
            sealProof: proofs[3],
            lanes: [
                EvidenceLane(
                    mailbox: mailbox,
                    statements: [
                        LoggedStatement(
                            path: "lanes/\(mailbox.text)/ConsignmentAcceptance",
                            signed: it.statements[2], proof: proofs[2])
                    ])
            ], organisations: files,
            broker: BrokerKeys(
                name: it.trust.name, serviceKey: it.trust.serviceKey, logKey: it.trust.logKey,
                policy: policy), signers: try signers(it, files))
    }

    private func signers(_ it: Case, _ files: [OrganisationFile]) throws -> [UInt8] {
        var known: [Fingerprint: VerifiedOrganisation] = [:]
        for file in files {
            let history = try UnverifiedOrganisation(file)
            known[history.fingerprint] = try history.verify(
                fingerprint: history.fingerprint, mode: .live)
        }
        return SignerList.text(it.statements, known, mode: .live)
    }

    private func chain(_ verification: EvidenceVerification) throws -> Check.Outcome {
        try #require(verification.checks.first { $0.code == .custodyChain }).outcome
    }

    @Test func `of a key that still counts needs nobody`() async throws {
        let it = try await made()
        let verification = try verify(it, revokedAsOf: nil, cosigned: [])
        #expect(try chain(verification) == .passed)
        #expect(verification.verdict.isPositive && !verification.isWitnessed)
        #expect(verification.isInLog)
    }

    @Test func `of a key that was revoked since is not shown by its own claim`() async throws {
        let it = try await made()
        let end = try Case.time("15:00")
        let alone = try verify(it, revokedAsOf: end, cosigned: [])
        guard case .notChecked(let reason) = try chain(alone) else {
            Issue.record("\(try chain(alone))")
            return
        }
        #expect(reason.code == "time.act-not-shown")
        #expect(alone.notes.contains { $0.contains("was revoked as of 2026-11-24T15:00:00Z") })
        // Witnesses whom nobody here has chosen show nothing either.
        let early = try [Case.time("11:05"), Case.time("11:06"), nil]
        let unchosen = try verify(it, revokedAsOf: end, cosigned: early)
        #expect(try chain(unchosen) == .notChecked(.actNotShown))
    }

    @Test func `is shown by the quorum that was chosen here`() async throws {
        let it = try await made()
        try choose(it)
        let end = try Case.time("15:00")
        let shown = try verify(
            it, revokedAsOf: end, cosigned: [Case.time("11:05"), Case.time("11:06"), nil])
        #expect(try chain(shown) == .passed)
        #expect(shown.isWitnessed && shown.verdict.isPositive)
        #expect(shown.notes.contains { $0.contains("it had signed before, as the trusted time") })
        // The second at which the key does not count any more is too late.
        for late in ["15:00", "15:01"] {
            let after = try verify(
                it, revokedAsOf: end, cosigned: [Case.time("11:05"), Case.time(late), nil])
            #expect(try chain(after) == .notChecked(.actNotShown), "\(late)")
            #expect(after.isWitnessed)
        }
    }

    @Test func `is not moved by one witness that lies`() async throws {
        let it = try await made()
        try choose(it)
        let end = try Case.time("15:00")
        // One that dates back cannot make it older than the second smallest time.
        let back = try verify(
            it, revokedAsOf: end,
            cosigned: [Case.time("09:00"), Case.time("16:00"), Case.time("16:01")])
        #expect(try chain(back) == .notChecked(.actNotShown))
        // One that dates ahead cannot make it younger than the two honest ones say.
        let ahead = try verify(
            it, revokedAsOf: end,
            cosigned: [Case.time("11:05"), Case.time("11:06"), Case.time("20:59")])
        #expect(try chain(ahead) == .passed)
        // Too few are no quorum, whatever they say.
        let lone = try verify(it, revokedAsOf: end, cosigned: [Case.time("11:05"), nil, nil])
        #expect(try chain(lone) == .notChecked(.actNotShown))
        #expect(!lone.isWitnessed)
    }

    @Test func `after the end of the key is a failure`() async throws {
        let it = try await made()
        try choose(it)
        let verification = try verify(
            it, revokedAsOf: Case.time("10:59"),
            cosigned: [Case.time("11:05"), Case.time("11:06"), nil])
        guard case .failed = try chain(verification) else {
            Issue.record("\(try chain(verification))")
            return
        }
        #expect(!verification.verdict.isPositive)
    }

    // MARK: vectors

    /// Adds those of a revoked key to `Protocol/vectors/evidence-folders`, after the others were made
    /// anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `vectors of a key that was revoked are made anew`() async throws {
        let it = try await made()
        let policy = try CarriedPolicy(parsing: Array(policy(it).utf8))
        let end = try Case.time("15:00")
        let (early, later) = (try Case.time("11:05"), try Case.time("11:06"))
        let late = try Case.time("15:00")
        let revoked = try records(it, revokedAsOf: end)
        func holding(_ file: OrganisationFile, _ times: [Timestamp?]) throws -> EvidenceFolder {
            try folder(it, file, times, policy: policy)
        }
        let whole = try holding(revoked, [early, later, nil])
        var stale = whole
        stale.signers = try signers(
            it, [it.here.own.organisation.file, records(it, revokedAsOf: nil)])
        let unsigned = OrganisationFile(
            mode: .live,
            records: [
                revoked.records[0],
                try SignedRecord(
                    bytes: revoked.records[1].bytes, signatures: revoked.records[0].signatures),
            ])
        var forged = whole
        forged.organisations[1] = unsigned
        try EvidenceFolderVectorWriter(
            policy: String(decoding: policy.bytes, as: UTF8.self), trust: it.trust,
            organisations: [it.here.own.organisation.file, it.there.own.organisation.file],
            time: Case.time("21:00")
        ).add(
            valid: [
                "revoked-and-shown-by-the-quorum": whole,
                "revoked-and-dated-too-late": holding(revoked, [early, late, nil]),
                "revoked-and-one-witness-dates-back": holding(revoked, [early, late, late]),
            ],
            invalid: [
                "signed-after-the-revocation": holding(
                    records(it, revokedAsOf: Case.time("10:59")), [early, later, nil]),
                "revocation-not-in-allowed-signers": stale,
                "revocation-not-signed-by-the-roots": forged,
            ])
    }
}
