import BrokerAPI
import BrokerClient
package import Custody
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// What a holder answers.
package enum ConsentReply: Sendable {
    case stopped
    case erased
    case retained(RetentionCode, basis: String)

    var outcome: ConsentAnswer.Outcome {
        switch self {
        case .stopped: .stopped
        case .erased: .erased
        case .retained(let code, let basis): .retained(code.reason, basis: basis)
        }
    }
}

/// Why a copy is kept.
package typealias RetentionCode = ReasonCode<RetentionReason>

extension Office {
    /// Passes every withdrawal of a case on to those who got the content from here, then answers those that
    /// are open.
    ///
    /// Where none is open, all are answered anew; `erased`, which is about the copy, is always said to all.
    ///
    /// - Parameter reply: nil to say the last answers again, with what those have answered since.
    package func answerConsent(
        _ prefix: ConsignmentPrefix, mailbox: MailboxAddress?, _ reply: ConsentReply?
    ) async throws -> [ConsentStanding] {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        try await lookForConsent()
        let (place, lane) = try receivedConsent(prefix, mailbox)
        let said = try reading().lane(KeptConsent(place), lane, deposit: nil).withdrawals
        let asked = try answered(said, lane, reply)
        if reply?.outcome == .erased { try requireErased(lane) }
        let onward = try passedOn(from: lane.consignment, of: lane.sender)
        try warnOfCarried(onward)
        let key = try memberSigningKey()
        for withdrawn in said { try passOn(withdrawn, to: onward, with: key) }
        _ = try await reach { session in
            for entry in onward {
                try await unlessRefused(entry.consignment) {
                    try await submitConsent(of: entry, by: session)
                }
            }
        }
        for withdrawn in asked {
            guard let outcome = reply?.outcome ?? withdrawn.latest?.content.outcome else {
                continue
            }
            try sign(
                outcome, withdrawn, in: place,
                onward: standing(of: onward, withdrawn.withdrawal.digest), with: key)
        }
        _ = try await reach { session in
            try await unlessRefused(lane.consignment) {
                try await submitAnswers(in: place, lane, by: session)
            }
        }
        return try consent(place, lane) + onward.flatMap { try consent(of: $0) }
    }

    /// Those that the reply is for.
    private func answered(
        _ said: [ConsentLane.Withdrawn], _ lane: Lane, _ reply: ConsentReply?
    ) throws -> [ConsentLane.Withdrawn] {
        guard !said.isEmpty else {
            throw ConsentWithdrawalError.nothingToAnswer(lane.consignment)
        }
        let open = said.filter { $0.latest == nil }
        guard let reply else {
            guard open.isEmpty else { throw ConsentWithdrawalError.noAnswerYet(lane.consignment) }
            return said
        }
        if reply.outcome == .erased { return said }
        guard !said.contains(where: { $0.latest?.content.outcome == .erased }) else {
            throw ConsentWithdrawalError.erasedAlready(lane.consignment)
        }
        return open.isEmpty ? said : open
    }

    private func receivedConsent(
        _ prefix: ConsignmentPrefix, _ mailbox: MailboxAddress?
    ) throws -> (StatementFolder, Lane) {
        let found = try ConsentBook(home).allReceived().filter {
            prefix.matches($0.lane.consignment) && (mailbox == nil || $0.lane.mailbox == mailbox)
        }
        guard found.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        guard let one = found.first else {
            throw ConsentWithdrawalError.noWithdrawal(prefix.text)
        }
        return (one.folder, one.lane)
    }

    /// `erased` is said only beside a signed disposal of the own copy that is wholly done, and when nothing
    /// that was sealed from it waits here.
    private func requireErased(_ lane: Lane) throws {
        guard let entry = try receivedEntry(lane) else {
            throw ConsentWithdrawalError.notErased(lane.consignment)
        }
        let record = Inbox(home).disposal(entry)
        guard record.isSigned, try record.work()?.isDestroyed != false else {
            throw ConsentWithdrawalError.notErased(lane.consignment)
        }
        let outbox = Outbox(home)
        for sealed in try passedOn(from: lane.consignment, of: lane.sender)
        where try outbox.receipt(sealed) == nil && !outbox.disposal(sealed).isSigned
            && PrivateFolder.isThere(FilePath(outbox.path(sealed)))
        {
            throw ConsentWithdrawalError.stillSealed(lane.consignment, in: sealed.consignment)
        }
    }

    private func sign(
        _ outcome: ConsentAnswer.Outcome, _ asked: ConsentLane.Withdrawn,
        in place: StatementFolder, onward: ConsentAnswer.Onward, with key: borrowing MemberSigner
    ) throws {
        if let latest = asked.latest?.content, latest.outcome == outcome, latest.onward == onward {
            return
        }
        let own = try OwnOrganisation(home)
        _ = try own.member(key.publicKey, at: clock.now)
        let about = asked.withdrawal.content.step
        let step = LaneStep(
            consignment: about.consignment, sender: about.sender, mailbox: about.mailbox,
            issuer: OrganisationIssuer(organisation: own.reference, keyID: key.publicKey.id),
            claimedTime: clock.now,
            previous: asked.latest?.digest ?? asked.withdrawal.digest)
        let statement = try SignedStatement.sign(
            ConsentAnswer(
                step, withdrawal: asked.withdrawal.digest, outcome: outcome, onward: onward),
            mode: own.organisation.mode, with: key)
        try ConsentBook(home).keep(statement, as: .consentAnswer, nil, in: place)
    }

    func submitAnswers(
        in place: StatementFolder, _ lane: Lane, by session: BrokerSession
    ) async throws {
        try await submit(.consentAnswer, in: place, by: session) { files in
            try await session.connection.answerConsent(files, in: lane.mailbox)
        }
    }
}
