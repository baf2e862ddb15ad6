import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
package import Primitives
import Verification

/// A case that will never be delivered, and the numbers that it had.
package struct SkippedCase: Sendable {
    package struct Lane: Sendable {
        package let mailbox: MailboxAddress
        package let number: Int64
    }

    package let consignment: ConsignmentID
    package let lanes: [Lane]
}

extension Office {
    /// Gives a numbered case up that the broker does not have, so that its receiver does not look
    /// for it.
    package func skip(_ prefix: ConsignmentPrefix) async throws -> SkippedCase {
        let lock = try home.lock(.outbox)
        defer { lock.release() }
        let outbox = Outbox(home)
        let found = try outbox.all().filter { prefix.matches($0.consignment) }
        guard found.count <= 1 else { throw InboxError.ambiguous(prefix.text) }
        guard let entry = found.first else { throw InboxError.unknown(prefix.text) }
        try requireKept(outbox.disposal(entry), entry.consignment)
        guard try outbox.receipt(entry) == nil else { throw SkipError.delivered(entry.consignment) }
        guard let deposit = try outbox.deposit(entry).load(.deposit) else {
            throw SkipError.noNumber(entry.consignment)
        }
        guard entry.carriedTime == nil else { throw SkipError.carried(entry.consignment) }
        return try await withBroker { session in
            if try !outbox.isGivenUp(entry) {
                // Its receipt may have been lost on the way: a number that was used is not given up.
                guard try await !isKnown(entry, to: session) else {
                    throw SkipError.delivered(entry.consignment)
                }
                try giveUp(entry, deposit)
            }
            try await submitSkipped(of: entry, by: session)
            try outbox.removeBundle(entry)
            return SkippedCase(
                consignment: entry.consignment,
                lanes: try outbox.skipped(entry).map {
                    SkippedCase.Lane(mailbox: $0.content.mailbox, number: $0.content.stream.number)
                })
        }
    }

    /// Whether the broker has recorded it.
    func isKnown(_ entry: OutboxEntry, to session: BrokerSession) async throws -> Bool {
        do {
            _ = try await session.connection.evidence(of: entry.consignment)
            return true
        } catch let error as BrokerClientError where error.problem == .unknownDeposit {
            return false
        }
    }

    /// Signs and keeps, for each mailbox, that its number will never be delivered.
    ///
    /// Of what was put on a carrier nobody can say that: it may arrive.
    func giveUp(_ entry: OutboxEntry, _ deposit: SignedStatement) throws {
        guard entry.carriedTime == nil else { return }
        let outbox = Outbox(home)
        let own = try OwnOrganisation(home)
        let device = try KeyRing(home).device()
        let mode = own.organisation.mode
        let terms = try deposit.unverified(as: DepositStatement.self, mode: mode)
        for destination in terms.destinations {
            guard let stream = destination.stream, stream.device == device.publicKey.id else {
                throw SkipError.otherDevice(entry.consignment)
            }
            let content = SkippedStatement(
                deposit: deposit.digest, consignment: entry.consignment, sender: own.reference,
                mailbox: destination.mailbox, stream: stream, claimedTime: clock.now)
            let folder = outbox.evidence(entry, of: destination.mailbox)
            if try folder.load(.skipped) != nil { continue }
            try folder.store(
                SignedStatement.sign(content, mode: mode, with: device), as: .skipped)
        }
    }

    /// Hands over what was given up and the broker has not recorded.
    func submitSkipped(of entry: OutboxEntry, by session: BrokerSession) async throws {
        let outbox = Outbox(home)
        for skipped in try outbox.skipped(entry) where !skipped.isRecorded {
            let files = SignedFiles(skipped.signed)
            let proof: [UInt8]?
            do {
                proof = try await session.connection.skip(files, in: skipped.content.mailbox)
            } catch let error as BrokerClientError
                where error.problem == .unknownMailbox || error.problem == .notFound
            {
                // Nobody is there to miss the number, or a broker of a version that carries none.
                continue
            }
            guard let logKey = session.trust.logKey else { continue }
            let verified = try await LogMemory(home, logKey).verify(proof, of: files, by: session)
            try outbox.evidence(entry, of: skipped.content.mailbox)
                .store(proof: verified, as: Event.skipped.fileStem)
        }
    }
}

extension SubmissionRejectionReason {
    /// Whether the refused deposit had numbers that nothing else bears.
    var burnsNumbers: Bool {
        self != .streamConflict && self != .streamMissing && self != .wrongMode
    }
}

/// Why a case is not given up.
package enum SkipError: PlainFailure, Equatable {
    case delivered(ConsignmentID)
    case noNumber(ConsignmentID)
    case otherDevice(ConsignmentID)
    case carried(ConsignmentID)

    package var code: String {
        switch self {
        case .delivered: "skip.delivered"
        case .noNumber: "skip.no-number"
        case .otherDevice: "skip.other-device"
        case .carried: "skip.carried"
        }
    }

    package var message: String {
        switch self {
        case .delivered(let id): "the broker has \(id.text)"
        case .noNumber(let id): "\(id.text) was never on its way: there is nothing to give up"
        case .carried(let id): "\(id.text) was put on a stick or in a folder: it may arrive by hand"
        case .otherDevice(let id): "another computer gave \(id.text) its number"
        }
    }

    package var hint: String? {
        switch self {
        case .delivered(let id):
            "run plomba sync; to call it back: plomba withdraw \(id.text) --reason CODE"
        case .noNumber: "do not send it; nobody else knows of it"
        case .carried(let id): "to call it back: plomba withdraw \(id.text) --reason CODE"
        case .otherDevice: "give it up on the computer that tried to send it"
        }
    }
}
