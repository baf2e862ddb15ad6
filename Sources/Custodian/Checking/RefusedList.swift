import BrokerAPI
import Custody
package import Primitives
import SystemPackage
import TransparencyLog
import Verification

extension [RecordedLane] {
    /// Judges what a broker lists about these lanes, before anything of it is taken.
    ///
    /// Of a list that is refused it is kept by what its signers can be held to it, in `conflict/`: a
    /// broker can leave it out again tomorrow.
    ///
    /// - Parameters:
    ///   - listed: all of the list.
    ///   - items: what of it belongs to the chain.
    ///   - first: what comes before it in the chain.
    ///   - rules: what the whole chain must stand besides.
    /// - Returns: the links of the items.
    /// - Throws: ``RefusedListError``, or the reason itself where nothing was signed that could be kept.
    func judge(
        _ listed: [EvidenceItem], _ items: [EvidenceItem], after first: [SignedStatement],
        by builder: StatusBuilder, rules: ([CustodyLink]) throws -> Void
    ) throws -> ArraySlice<CustodyLink> {
        var chain = first
        do {
            for lane in self { try lane.compare(listed, isSigned: builder.isSigned) }
            chain += try items.map { try SignedStatement($0.files) }
            let links = try builder.verify(chain).links
            try rules(links)
            return links.suffix(items.count)
        } catch let reason as any PlainFailure where reason.isAboutList {
            let position = (reason as? CustodyError)?.position
            let failing = position.flatMap { chain.indices.contains($0) ? chain[$0] : nil }
            throw keeping(listed, failing, of: reason, by: builder)
        }
    }

    /// - Returns: what is to be thrown.
    private func keeping(
        _ listed: [EvidenceItem], _ failing: SignedStatement?, of reason: any PlainFailure,
        by builder: StatusBuilder
    ) -> any PlainFailure {
        var folders: [String] = []
        do {
            for lane in self
            where try lane.keep(refused: listed, failing, of: reason, by: builder) {
                folders.append(lane.conflict.path.string)
            }
        } catch let problem as any PlainFailure {
            return RefusedListError(reason: reason, folders: folders, problem: problem.message)
        } catch {
            return RefusedListError(reason: reason, folders: folders, problem: "\(error)")
        }
        // It names the folder itself.
        if case .secondEnd? = reason as? RecordedLaneError { return reason }
        return folders.isEmpty ? reason : RefusedListError(reason: reason, folders: folders)
    }
}

extension RecordedLane {
    /// Most statements of refused lists that are kept of one lane: a broker that lies more often is
    /// convicted by these.
    private static let maximumRefused = 32

    /// Keeps what its signers can be held to: the ends, the hops between brokers, and what failed itself.
    ///
    /// - Returns: whether there is any, here by now or among so many others.
    fileprivate func keep(
        refused listed: [EvidenceItem], _ failing: SignedStatement?, of reason: any PlainFailure,
        by builder: StatusBuilder
    ) throws -> Bool {
        var known = try conflict.all().map(\.statement)
        var isFound = false
        for item in listed where item.mailbox == mailbox {
            guard let statement = try? SignedStatement(item.files), !isKept(statement),
                let event = statement.claimedEvent,
                event.isTerminal || event.isHop || statement == failing
                    || (reason is NumberError && event == .contentConsignment),
                builder.isSignedByBroker(statement)
                    || event.isTerminal && builder.isSigned(statement)
            else { continue }
            isFound = true
            guard known.count < Self.maximumRefused, !known.contains(statement) else { continue }
            try conflict.add(statement, as: event, proof(of: item, by: builder))
            known.append(statement)
        }
        return isFound
    }

    /// The proof as the broker gives it, where it holds by itself: no further word of the broker is asked.
    private func proof(
        of item: EvidenceItem, by builder: StatusBuilder
    ) -> UnverifiedLogProof? {
        guard let log = builder.trust?.logKey, let bytes = item.proof,
            let proof = try? UnverifiedLogProof(parsing: bytes)
        else { return nil }
        let entry = AuditLogEntry.commitment(.of(item.files.entry))
        return (try? proof.verify(entry: entry.bytes, log: log)) == nil ? nil : proof
    }
}

/// What a broker lists about a delivery does not hold, and what was signed of it is kept here.
package struct RefusedListError: PlainFailure {
    package let reason: any PlainFailure
    let folders: [String]
    /// Why not all of it could be kept.
    let problem: String?

    init(reason: any PlainFailure, folders: [String], problem: String? = nil) {
        (self.reason, self.folders, self.problem) = (reason, folders, problem)
    }

    package var code: String { reason.code }

    package var message: String {
        let kept = folders.map(SafeText.shown).joined(separator: ", ")
        return reason.message
            + (kept.isEmpty ? "" : "; what was signed of it is kept in \(kept)")
            + (problem.map { "; it could not be kept here: \($0)" } ?? "")
    }

    package var hint: String? {
        reason.hint
            ?? "what was known before counts; show what is kept to your partners and to the broker's operator"
    }
}

extension PlainFailure {
    /// The file or folder that shows it to others.
    package var evidencePath: String? {
        if case .twoHistories(let file, _)? = self as? LogReceiptError { return file }
        if case .leavesOut(_, let file)? = self as? LogSuccessionFault { return file }
        if let refused = self as? RefusedListError {
            return refused.reason.evidencePath ?? refused.folders.first
        }
        return (self as? RecordedLaneError)?.evidence
    }

    /// Whether it says that the signer of a statement is not known.
    var isOfUnknownSigner: Bool {
        let reason = (self as? RefusedListError)?.reason ?? self
        if case .signerUnknown? = reason as? CustodyError { return true }
        return false
    }

    /// Whether it says what is wrong with a list, rather than with our own disk.
    fileprivate var isAboutList: Bool {
        self is CustodyError || self is StatementError || self is RecordedLaneError
            || self is NumberError
    }
}

extension Event {
    /// What one broker says of another.
    fileprivate var isHop: Bool {
        switch self {
        case .relayAcceptance, .relayRejection, .relayFailure: true
        default: false
        }
    }
}
