import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// The work on one delivery: its statements, and the statements that are made about it.
struct LaneWork: Sendable {
    let office: Office
    let directory: Directory
    let statement: SignedStatement
    let deposit: DepositStatement
    /// Nil for what came by hand and no broker is known to have.
    let receipt: VerifiedStatement<SubmissionAcceptance>?

    var inbox: Inbox { Inbox(office.home) }

    /// Reads what is kept about the delivery and checks it once more.
    ///
    /// - Parameter trust: nil where no broker was chosen: only what came by hand can be dealt with then.
    init(_ entry: InboxEntry, office: Office, trust: BrokerTrust?) throws {
        try office.requireKept(Inbox(office.home).disposal(entry), entry.consignment)
        let folder = Inbox(office.home).delivery(entry)
        guard let statement = try folder.load(.deposit) else {
            throw InboxError.unknown(entry.consignment.text)
        }
        let acceptance = try folder.load(.submissionAcceptance)
        guard acceptance != nil || entry.number == nil else {
            throw InboxError.unknown(entry.consignment.text)
        }
        self.office = office
        self.statement = statement
        directory = try Directory(office.home, at: office.clock.now)
        deposit = try statement.unverified(
            as: DepositStatement.self, mode: directory.own.organisation.mode)
        receipt = try acceptance.map { acceptance in
            guard let trust else { throw BrokerTrustError.none }
            return try Receipt.acceptance(SignedFiles(acceptance), of: statement, trust: trust)
        }
    }

    /// The sender's keys are judged at the time when the broker had the deposit; where none had it, now.
    var context: VerificationContext { directory.context(at: time) }

    private var time: Timestamp {
        receipt?.content.evidence.receivedTime ?? office.clock.now
    }

    /// Whether the key that sent it was in the wrong hands, by the sender's own word, when the broker had it.
    var isByStolenKey: Bool {
        guard let sender = directory[deposit.sender.fingerprint],
            let key = try? statement.claimedSigner()
        else { return false }
        return sender.device(key, at: time) == nil && sender.isRevoked(device: key, at: time)
    }

    /// The parts for a reader; `preview` are the bytes of preview.age.
    func parts(preview: [UInt8]) throws -> BundleParts {
        let name = Event.submissionAcceptance.fileStem
        let evidence = receipt.map { receipt in
            [
                EvidenceFile(name: name + ".json", content: receipt.signed.json),
                EvidenceFile(name: name + ".json.sig", content: receipt.signed.signature),
                EvidenceFile(name: name + ".entry", content: receipt.signed.entry ?? []),
            ]
        }
        return try BundleParts(
            statement: statement, preview: preview, payloadSize: deposit.payloadSize,
            evidence: evidence ?? [])
    }

    /// The members that every statement of ours about this lane begins with.
    func step(_ entry: InboxEntry, signer: KeyID) throws -> LaneStep {
        let evidence = inbox.evidence(entry)
        let latest =
            try entry.signed.last.flatMap { try evidence.load($0) } ?? receipt?.signed ?? statement
        return LaneStep(
            consignment: entry.consignment, sender: entry.sender, mailbox: entry.mailbox,
            issuer: OrganisationIssuer(organisation: directory.own.reference, keyID: signer),
            claimedTime: office.clock.now, previous: latest.digest)
    }

    /// preview.age as it came by hand.
    ///
    /// - Throws: ``InboxError/notAtBroker(_:)`` for what nobody brought.
    func carriedPreview(_ entry: InboxEntry) throws -> [UInt8] {
        let path = inbox.preview(entry)
        guard PrivateFolder.isThere(path) else { throw InboxError.notAtBroker(entry.consignment) }
        return try PrivateFile.read(path, limit: BrokerLimits.previewBytes)
    }

    /// preview.age: from the disk, or fetched and kept.
    func preview(_ entry: InboxEntry, by session: BrokerSession) async throws -> [UInt8] {
        let path = inbox.preview(entry)
        if PrivateFolder.isThere(path) {
            return try PrivateFile.read(path, limit: BrokerLimits.previewBytes)
        }
        let preview = try await session.connection.preview(
            of: entry.numberAtBroker(), in: entry.mailbox, digest: deposit.previewDigest)
        try PrivateFile.write(preview, to: path)
        return preview
    }

    /// Hands over what was signed and not yet recorded, in order.
    func submit(_ entry: inout InboxEntry, by session: BrokerSession) async throws {
        while entry.recorded < entry.signed.count {
            let event = entry.signed[entry.recorded]
            guard let statement = try inbox.evidence(entry).load(event) else {
                throw HomeError.damaged(
                    file: inbox.evidence(entry).path, reason: "\(event.rawValue) is missing")
            }
            do {
                let files = SignedFiles(statement)
                let proof = try await session.connection.submit(
                    files, for: entry.numberAtBroker(), in: entry.mailbox)
                if let log = session.trust.logKey {
                    let verified = try await LogMemory(office.home, log)
                        .verify(proof, of: files, by: session)
                    try inbox.evidence(entry).store(proof: verified, as: event.fileStem)
                }
            } catch let error as BrokerClientError where error.problem == .tooLate {
                // A broker that calls a statement late must show what ended the delivery instead.
                guard try await keepRecorded(of: entry, by: session) else {
                    throw InboxError.endNotShown(entry.consignment)
                }
                entry.isTooLate = event.isTerminal
            }
            entry.recorded += 1
            try inbox.store(entry)
        }
    }

    /// The same, except that a broker that is away is waited for by `sync`.
    ///
    /// - Returns: whether the broker has recorded everything.
    func submitIfReachable(_ entry: inout InboxEntry) async throws -> Bool {
        guard entry.number != nil else { return false }
        var current = entry
        do {
            current = try await office.withBroker { session in
                var copy = current
                try await submit(&copy, by: session)
                return copy
            }
        } catch let error as BrokerClientError where error.isOffline {
            return false
        }
        entry = current
        return true
    }
}
