import BrokerClient
package import Custody
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// A receipt in hand, as it was written.
package struct KeptEvidence: Sendable {
    package let consignment: ConsignmentID
    package let statements: Int
    /// Whether each of them has the proof that it is in the log.
    package let isInLog: Bool
    /// Whether enough of the witnesses that were chosen here have signed.
    package let isWitnessed: Bool
}

extension Office {
    /// Writes everything that proves what happened to a case into a new folder, after it was verified
    /// once more. Asks the broker for what is new, and does without when it is away.
    package func evidence(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, into folder: String
    ) async throws -> KeptEvidence {
        let target = try absolute(folder)
        guard !PrivateFolder.isThere(target) else { throw FileError.alreadyThere(target) }
        let gathered = try await gather(prefix, mailbox: mailbox)
        let content = try complete(gathered)
        let verification = EvidenceVerification(
            content, known: try KnownParties(home, at: clock.now))
        if let failure = verification.verdict.failures.first,
            case .failed(let reason) = failure.outcome
        {
            throw EvidenceError.doesNotHold(reason)
        }
        let readme = try ReceiptReadme(content).text()
        try PrivateFolder.stage(target) { try content.write(to: $0, readme: readme) }
        return KeptEvidence(
            consignment: gathered.consignment, statements: content.statements.count,
            isInLog: verification.isInLog, isWitnessed: verification.isWitnessed)
    }

    /// The statements, without keys.
    private struct Gathered {
        let consignment: ConsignmentID
        let deposit: LoggedStatement
        let answer: LoggedStatement?
        let sealProof: [UInt8]?
        var furtherSealProofs: [FurtherProof] = []
        let lanes: [EvidenceLane]
    }

    private func gather(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?
    ) async throws -> Gathered {
        let sent = try Outbox(home).all().filter { prefix.matches($0.consignment) }
        guard sent.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        if let entry = sent.first { return try await gather(entry) }
        guard let entry = try localEntry(prefix, mailbox: mailbox) else {
            throw InboxError.unknown(prefix.text)
        }
        return try await gather(entry)
    }

    /// What was sent from here.
    private func gather(_ entry: OutboxEntry) async throws -> Gathered {
        let outbox = Outbox(home)
        try requireKept(outbox.disposal(entry), entry.consignment)
        let folder = outbox.evidence(entry, of: nil)
        try await withoutTheBroker { try await learnConsent(about: entry) }
        if try outbox.receipt(entry) != nil {
            try await whenReachable { session in
                _ = try await newEvidence(of: entry, by: session)
                try await proveWitnessed(proofs(of: entry), by: session)
            }
        }
        let event: Event =
            try outbox.refusal(entry) == nil ? .submissionAcceptance : .submissionRejection
        guard let deposit = try logged(.deposit, in: outbox.deposit(entry)),
            let answer = try logged(event, in: folder)
        else { throw EvidenceError.notSent(entry.consignment) }
        return Gathered(
            consignment: entry.consignment, deposit: deposit, answer: answer,
            sealProof: try folder.proof(Event.sealed.fileStem)?.bytes,
            furtherSealProofs: try further(Event.sealed.fileStem, in: folder, as: "Sealed"),
            lanes: try entry.mailboxes.map { mailbox in
                let place = ConsentBook(home).sent(entry.consignment, mailbox)
                return try lane(
                    mailbox, outbox.evidence(entry, of: mailbox),
                    consent: recordedConsent(place, lane(entry, mailbox)))
            })
    }

    /// What came here.
    private func gather(_ entry: InboxEntry) async throws -> Gathered {
        let inbox = Inbox(home)
        guard entry.number != nil else { throw InboxError.notAtBroker(entry.consignment) }
        let work = try LaneWork(entry, office: self, trust: try BrokerTrust.load(home))
        try await withoutTheBroker { try await learnConsent(about: nil) }
        try await whenReachable { session in
            try await work.keepRecorded(of: entry, by: session)
            try await proveWitnessed(proofs(of: entry), by: session)
        }
        guard let deposit = try logged(.deposit, in: inbox.delivery(entry)) else {
            throw InboxError.unknown(entry.consignment.text)
        }
        return Gathered(
            consignment: entry.consignment, deposit: deposit,
            answer: try logged(.submissionAcceptance, in: inbox.delivery(entry)),
            sealProof: nil,
            lanes: [
                try lane(
                    entry.mailbox, inbox.recorded(entry),
                    consent: recordedConsent(ConsentBook(home).received(entry.lane), entry.lane))
            ])
    }

    private func whenReachable(
        _ body: @Sendable (BrokerSession) async throws -> Void
    ) async throws {
        try await withoutTheBroker { try await withBroker(body) }
    }

    /// Goes on with what is kept here, whatever the broker answers: one that lies must not decide whether
    /// its own words can be shown to others. What is written is verified by itself afterwards.
    private func withoutTheBroker(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as BrokerClientError where error.isOffline {
            notices.warn("the broker cannot be reached; this is what was known before")
        } catch let failure as any PlainFailure {
            // Our own disk is no word of the broker's.
            if failure is FileError || failure is HomeError || failure is OwnRecordError {
                throw failure
            }
            notices.warn("this is what was known before: \(failure.message) [\(failure.code)]")
        }
    }

    private func logged(_ event: Event, in folder: StatementFolder) throws -> LoggedStatement? {
        try folder.load(event).map { statement in
            LoggedStatement(
                path: event.fileStem, signed: statement,
                proof: try folder.proof(event.fileStem)?.bytes,
                further: try further(event.fileStem, in: folder, as: event.fileStem))
        }
    }

    /// Proofs under other checkpoints, as they lie in evidence. One with a line of a chosen witness that
    /// does not hold is left out: nobody needs it, and it would spoil the others.
    private func further(
        _ name: String, in folder: StatementFolder, as path: String
    ) throws -> [FurtherProof] {
        let policy = try PinnedPolicy.loadIfThere(home)?.policy
        return try folder.furtherProofs(name).compactMap { proof in
            if let policy {
                do throws(PolicyError) {
                    _ = try policy.witnessed(proof.checkpoint, now: clock.now)
                } catch .quorumMissing {
                } catch {
                    return nil
                }
            }
            return FurtherProof(
                path: "\(path).\(proof.checkpoint.claimed.size)", bytes: proof.bytes)
        }
    }

    /// - Parameter consent: what was said about consent; it stands beside a lane that has ended.
    private func lane(
        _ mailbox: MailboxAddress, _ folder: StatementFolder, consent: [RecordedConsent]
    ) throws -> EvidenceLane {
        let path = "\(EvidenceFolder.lanesName)/\(mailbox.text)/"
        let lane = try folder.all().compactMap { name, statement, proof -> LoggedStatement? in
            // A number that is given up is kept here before the broker has recorded it.
            if name == Event.skipped.fileStem, proof == nil { return nil }
            return LoggedStatement(
                path: path + name, signed: statement, proof: proof,
                further: try further(name, in: folder, as: path + name))
        }
        let hasEnded = lane.contains { $0.signed.claimedEvent?.isTerminal == true }
        let beside =
            try hasEnded
            ? consent.map { said in
                LoggedStatement(
                    path: path + said.name, signed: said.statement, proof: said.proof,
                    further: try further(said.name, in: said.folder, as: path + said.name))
            } : []
        // In the order in which a reader finds them.
        return EvidenceLane(
            mailbox: mailbox,
            statements: (lane + beside).sorted { $0.path + ".json" < $1.path + ".json" })
    }

    /// With the keys of those who signed and, where a lane tells of another broker, the records of its recipient,
    /// which name that broker; and of nobody else.
    private func complete(_ gathered: Gathered) throws -> EvidenceFolder {
        let directory = try Directory(home, at: clock.now)
        let trust = try BrokerTrust.load(home)
        let mode = directory.own.organisation.mode
        let bare = EvidenceFolder(
            deposit: gathered.deposit, answer: gathered.answer, sealProof: gathered.sealProof,
            furtherSealProofs: gathered.furtherSealProofs,
            lanes: gathered.lanes.filter { !$0.statements.isEmpty }, organisations: [],
            broker: nil, signers: [])
        let statements = bare.statements.map(\.signed)
        var signers: [Fingerprint: VerifiedOrganisation] = [:]
        for case .organisation(let reference)? in statements.map({
            $0.anySignerClaim(mode: mode)?.party
        }) {
            signers[reference.fingerprint] = directory[reference.fingerprint]
        }
        let pinned = try PinnedPolicy.loadIfThere(home)
        let time = try trust.logKeys.map { logs in
            try CarriedTime.gather(
                bare.logged.flatMap(\.proofs).map(\.bytes), TokenBook(home, logs),
                PinnedAuthorities.load(home))
        }
        return EvidenceFolder(
            deposit: bare.deposit, answer: bare.answer, sealProof: bare.sealProof,
            furtherSealProofs: bare.furtherSealProofs,
            lanes: bare.lanes,
            organisations: signers.merging(relayed(bare.lanes, directory)) { own, _ in own }.values
                .sorted { $0.name < $1.name }.map(\.file),
            broker: trust.keys(
                policy: try trust.logKeys.map { logs in
                    try pinned.map { try CarriedPolicy($0, of: logs) }
                        ?? CarriedPolicy(unwatched: logs)
                }),
            signers: SignerList.text(statements, signers, mode: mode),
            time: time ?? CarriedTime())
    }

    /// The recipients of what was handed on, or was to be.
    private func relayed(
        _ lanes: [EvidenceLane], _ directory: Directory
    ) -> [Fingerprint: VerifiedOrganisation] {
        let hops: Set<Event?> = [.relayAcceptance, .relayRejection, .relayFailure]
        let recipients = lanes.compactMap { lane in
            lane.statements.contains { hops.contains($0.signed.claimedEvent) }
                // Without a record the folder says less, and holds all the same.
                ? try? directory.organisation(named: lane.mailbox.organisation) : nil
        }
        return Dictionary(recipients.map { ($0.fingerprint, $0) }) { own, _ in own }
    }
}

/// Why there is no evidence to hand out.
package enum EvidenceError: PlainFailure, Equatable {
    case notSent(ConsignmentID)
    case doesNotHold(Check.Reason)

    package var code: String {
        switch self {
        case .notSent: "evidence.not-sent"
        case .doesNotHold(let reason): reason.code
        }
    }

    package var message: String {
        switch self {
        case .notSent(let id): "the broker has not answered yet about \(id.text)"
        case .doesNotHold(let reason): "what is kept here does not hold: \(reason.message)"
        }
    }

    package var hint: String? {
        switch self {
        case .notSent: "send it first: 'plomba sync' continues what was begun"
        case .doesNotHold: "look what contradicts itself: plomba lint HOME"
        }
    }
}
