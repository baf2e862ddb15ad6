import BrokerAPI
import BrokerClient
import Custody
import EvidenceBundle
import KeyDirectory
import Primitives
import PrivateFiles
import SystemPackage
import Verification

/// A case whose copy may be destroyed: what its statement says besides reason and basis.
struct DisposableCase: Sendable {
    let consignment: ConsignmentID
    let sender: OrganisationReference
    /// Nil for the sender's own copy.
    let mailbox: MailboxAddress?
    let record: DisposalRecord
    /// Where it was opened, or sealed, outside the home.
    let knownCopy: String?
    /// Whether a broker has the case, and is told.
    var isCarried = true

    var isOurs: Bool { mailbox == nil }
}

/// What a `Disposal` of a case stands on.
struct DisposalBasis: Sendable {
    let deposit: SHA256Digest
    let previous: SHA256Digest
}

extension DisposableCase {
    func plan(_ copies: [FilePath], absent: [AbsentCopy]) throws -> DisposalPlan {
        DisposalPlan(
            consignment: consignment, sender: sender.name, isOurs: isOurs,
            copies: try copies.filter(PrivateFolder.isThere).map { path in
                DisposalPlan.Copy(path: path.string, files: try CopyRemoval.count(path))
            },
            absent: absent)
    }

    func disposed(
        _ plan: DisposalPlan, _ telling: DisposedCase.Telling
    ) -> DisposedCase {
        DisposedCase(
            consignment: consignment, sender: sender.name, isOurs: isOurs,
            copies: plan.copies.map(\.path), absent: plan.absent,
            record: record.folder.path.string, telling: telling)
    }

    func standing(_ path: FilePath) -> CopyStanding {
        CopyStanding(path, of: consignment, from: sender)
    }
}

/// What a statement of disposal needs to be true.
extension Office {
    /// - Throws: ``DisposalError/notACopy(_:)``; ``DisposalError/copyNotLookedAt(_:path:reason:)``.
    func copies(
        of subject: DisposableCase, _ named: [String], _ gone: [FilePath]
    ) throws -> [FilePath] {
        guard named.count <= DisposalRecord.maximumCopies else {
            throw DisposalError.copiesTooMany(limit: DisposalRecord.maximumCopies)
        }
        let begun = try subject.record.work()?.copies ?? []
        var paths: [FilePath] = []
        for text in named {
            let path = try absolute(text)
            if gone.contains(path) { continue }
            // One that was named before may be half gone.
            let isKnown = subject.record.isSigned && begun.contains(path)
            let standing = subject.standing(path)
            if !isKnown, standing != .copy {
                // The same command again names what it has removed.
                if subject.record.isSigned, standing.isNothing(at: path) { continue }
                guard case .unseen = standing, let reason = standing.doubt(at: path) else {
                    throw DisposalError.notACopy(text)
                }
                throw DisposalError.copyNotLookedAt(
                    subject.consignment, path: path.string, reason: reason)
            }
            if !paths.contains(path) { paths.append(path) }
        }
        return paths
    }

    /// Places of which the person says that nothing is there, which no copy in sight may contradict.
    func goneByWord(
        of subject: DisposableCase, _ named: [String]
    ) throws -> [FilePath] {
        guard named.count <= DisposalRecord.maximumCopies else {
            throw DisposalError.copiesTooMany(limit: DisposalRecord.maximumCopies)
        }
        return try named.map { text in
            let path = try absolute(text)
            guard subject.standing(path) != .copy else { throw DisposalError.notGone(text) }
            return path
        }
    }

    /// A statement that a copy was destroyed must not be signed beside one that lies where it was put,
    /// nor, without the person's word, while nobody can look there.
    ///
    /// - Returns: where it was put and is not, or where nobody looked.
    func requireAccounted(
        _ subject: DisposableCase, _ named: [FilePath], _ gone: [FilePath]
    ) throws -> [AbsentCopy] {
        guard let known = subject.knownCopy, !named.contains(FilePath(known)) else { return [] }
        let path = FilePath(known)
        let standing = subject.standing(path)
        if standing == .copy {
            throw DisposalError.copyNotNamed(subject.consignment, path: known)
        }
        guard let reason = standing.doubt(at: path) else {
            return [AbsentCopy(path: known, finding: .gone)]
        }
        guard gone.contains(path) else {
            throw DisposalError.copyNotLookedAt(
                subject.consignment, path: known, reason: reason)
        }
        return [AbsentCopy(path: known, finding: .notLookedAt)]
    }

    /// Whether a broker has taken a case of ours, or may have.
    func isCarried(_ entry: OutboxEntry) throws -> Bool {
        let outbox = Outbox(home)
        if try outbox.receipt(entry) != nil { return true }
        if let signed = try outbox.disposal(entry).content() {
            return signed.previous != signed.deposit
        }
        let given = try outbox.skipped(entry)
        if !given.isEmpty {
            guard given.allSatisfy(\.isRecorded) else {
                throw DisposalError.notRecorded(entry.consignment)
            }
            return false
        }
        // The outer statement is numbered before any of it leaves this computer.
        guard try outbox.refusal(entry) != nil || outbox.deposit(entry).load(.deposit) == nil else {
            throw DisposalError.notSent(entry.consignment)
        }
        return false
    }

    /// What no broker took: the statement is about the outer statement, which nothing follows.
    func basisOfUncarried(
        _ entry: OutboxEntry, _ copies: [String]
    ) throws -> DisposalBasis {
        if let numbered = try Outbox(home).deposit(entry).load(.deposit) {
            return DisposalBasis(deposit: numbered.digest, previous: numbered.digest)
        }
        let own = try OwnOrganisation(home).reference
        let places = try [Outbox(home).path(entry)] + copies.map { try absolute($0).string }
        for place in places {
            let path = FilePath(place)
            guard CopyStanding(path, of: entry.consignment, from: own) == .copy,
                !PrivateFolder.isFolder(path)
            else { continue }
            let digest = try BundleFile(path: place).parts.statement.digest
            return DisposalBasis(deposit: digest, previous: digest)
        }
        throw DisposalError.sealedFileGone(entry.consignment)
    }

    /// A sender keeps what it needs until every lane has ended.
    func basis(of entry: OutboxEntry) async throws -> DisposalBasis {
        let outbox = Outbox(home)
        guard try outbox.receipt(entry) != nil,
            let deposit = try outbox.deposit(entry).load(.deposit)
        else { throw DisposalError.notSent(entry.consignment) }
        if try !isEnded(entry) {
            _ = try await reach { _ = try await evidence(of: entry, by: $0) }
        }
        guard try isEnded(entry), let mailbox = entry.mailboxes.first,
            let event = try outbox.end(entry, of: mailbox),
            let end = try outbox.evidence(entry, of: mailbox).load(event)
        else { throw DisposalError.notEnded(entry.consignment, isOurs: true) }
        return DisposalBasis(deposit: deposit.digest, previous: end.digest)
    }

    /// A recipient disposes after the end, which the broker has recorded.
    func basis(of known: InboxEntry) async throws -> DisposalBasis {
        // Nothing was recorded that a disposal could follow.
        guard known.number != nil else { throw DisposalError.cameByHand(known.consignment) }
        let work = try LaneWork(known, office: self, trust: BrokerTrust.load(home))
        var entry = known
        if entry.recorded < entry.signed.count {
            guard try await work.submitIfReachable(&entry) else {
                throw DisposalError.notRecorded(entry.consignment)
            }
        }
        if let decision = entry.decision, !entry.isTooLate,
            let signed = try work.inbox.evidence(entry).load(decision)
        {
            return DisposalBasis(deposit: work.statement.digest, previous: signed.digest)
        }
        if try work.inbox.end(entry) == nil {
            let asked = entry
            _ = try await reach { try await work.keepRecorded(of: asked, by: $0) }
        }
        guard let end = try work.inbox.end(entry) else {
            throw DisposalError.notEnded(entry.consignment, isOurs: false)
        }
        return DisposalBasis(deposit: work.statement.digest, previous: end.digest)
    }
}
