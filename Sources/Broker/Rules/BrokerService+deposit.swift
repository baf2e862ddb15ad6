import BrokerAPI
import Custody
import Primitives

extension BrokerService {
    /// Begins to take in a payload.
    package func beginPayload() -> PayloadIntake {
        PayloadIntake(store)
    }

    /// Takes a deposit: checks it, makes it durable, and answers with the signed acceptance.
    ///
    /// The same bytes again give the same answer; other bytes under the same identifier throw
    /// `BrokerError.duplicateIdentifier`.
    package func deposit(
        _ request: DepositRequest, from caller: Caller
    ) async throws(BrokerError) -> DepositOutcome {
        try await deposit(request, from: caller, broughtBy: nil)
    }

    /// - Parameter peer: the broker that brings it in its sender's place.
    func deposit(
        _ request: DepositRequest, from caller: Caller, broughtBy peer: BrokerIssuer?
    ) async throws(BrokerError) -> DepositOutcome {
        let received = now
        let check = DepositCheck(
            configuration: configuration, organisations: organisations, now: received,
            ownKeys: ownKeys, peer: peer)
        let verified: VerifiedStatement<DepositStatement>
        do throws(BrokerError) {
            verified = try check.authenticate(request.files, from: caller)
        } catch {
            // A key may end after its deposit was accepted; the answer to a retry does not.
            guard let known = try await knownExactly(request.files, caller) else { throw error }
            return known
        }
        let terms = verified.content
        let payload: PayloadInHand
        switch request.payload {
        case .received(let received): payload = PayloadInHand(received)
        case .upload(let upload):
            // The upload of a deposit that was made before is gone: ask for the deposit first.
            if let known = try await known(request.files, terms, caller) { return known }
            payload = try await takeUpload(upload, caller)
        }
        let reason = check.refusal(of: terms, preview: request.preview, payload: payload)
        guard reason == nil, let route = check.route(of: terms) else {
            return try await refuse(
                request, verified, reason ?? .mailboxUnknown, caller, received, peer)
        }
        let (lanes, relay) = route.parts
        let evidence = SubmissionEvidence(
            of: terms, deposit: verified.digest, issuer: issuer, receivedTime: received)
        let acceptance = try sign(SubmissionAcceptance(evidence))
        let deposit = CheckedDeposit(
            sender: caller.row, senderFingerprint: caller.organisation.fingerprint,
            consignment: terms.consignment, deadline: terms.deadline,
            digest: verified.digest, files: request.files,
            sealedCommitment: terms.sealedCommitment, preview: request.preview, payload: payload,
            lanes: lanes, relay: relay,
            broughtBy: try broughtBy(peer, verified, lanes, at: received),
            quota: quotaCheck(caller), acceptance: acceptance,
            consign: { lane, number throws(BrokerError) in
                try self.consign(verified, to: lane, number, after: acceptance, at: received)
            }, received: received)
        if let known = try await requireRoom(for: deposit, terms, caller) { return known }
        switch try await commit(deposit) {
        case .new(let position):
            for lane in lanes { signals.signal(lane.mailbox) }
            let receipt = try await receipt(deposit.acceptance, at: position)
            return .accepted(receipt, isRepeated: false)
        case .known(let known): return try await answer(known, to: request.files)
        case .streamConflict:
            return try await refuse(
                request, verified, .streamConflict, caller, received, peer)
        case .uploadGone: throw .unknownUpload
        case .senderBlocked: throw .senderBlocked
        case .overQuota(let excess): throw exceeded(excess)
        }
    }

    /// A payload that goes into the database leaves its reserve alone too: what is said about the cases that are
    /// here must find room after the last new one has.
    ///
    /// - Returns: the answer of before, where the deposit is there already.
    private func requireRoom(
        for deposit: CheckedDeposit, _ terms: DepositStatement, _ caller: Caller
    ) async throws(BrokerError) -> DepositOutcome? {
        guard case .bytes = deposit.payload.place else { return nil }
        let store = store
        let room = try await mapped { () async throws(StoreError) in
            try await BlockingCalls.run { () throws(StoreError) in try store.room().inDatabase }
        }
        guard room < deposit.payload.sizeInBytes + Int64(deposit.preview.count) else { return nil }
        guard let known = try await known(deposit.files, terms, caller) else {
            throw .store(.insufficientStorage)
        }
        return known
    }

    /// What a deposit with this identifier was answered; nil when there is none.
    private func known(
        _ files: SignedFiles, _ terms: DepositStatement, _ caller: Caller
    ) async throws(BrokerError) -> DepositOutcome? {
        let sender = caller.row
        let consignment = terms.consignment
        let known = try await mapped { () async throws(StoreError) in
            try await self.store.read {
                try DepositRows.find($0, sender: sender, consignment: consignment)
            }
        }
        guard let known else { return nil }
        return try await answer(known, to: files)
    }

    /// The answer to a retry whose statement can no longer be verified; only the same bytes count.
    private func knownExactly(
        _ files: SignedFiles, _ caller: Caller
    ) async throws(BrokerError) -> DepositOutcome? {
        guard let statement = try? Statement(parsing: files.statement),
            let terms = try? statement.content(as: DepositStatement.self)
        else { return nil }
        do throws(BrokerError) {
            return try await known(files, terms, caller)
        } catch .duplicateIdentifier {
            return nil
        }
    }

    private func answer(
        _ known: DepositRows.Known, to files: SignedFiles
    ) async throws(BrokerError) -> DepositOutcome {
        guard known.statement == files else { throw .duplicateIdentifier }
        let receipt = try await receipt(known.acceptance, at: known.position)
        return .accepted(receipt, isRepeated: true)
    }

    /// The acceptance with the proofs of the three entries that begin at `position`.
    private func receipt(
        _ acceptance: SignedFiles, at position: UInt64
    ) async throws(BrokerError) -> DepositReceipt {
        let proofs = try await proofs(of: [position, position + 1, position + 2])
        return DepositReceipt(
            acceptance: acceptance,
            proofs: DepositProofs(statement: proofs[0], seal: proofs[1], acceptance: proofs[2]))
    }

    /// Signs why the deposit is refused, unless it was accepted before.
    private func refuse(
        _ request: DepositRequest, _ verified: VerifiedStatement<DepositStatement>,
        _ reason: SubmissionRejectionReason, _ caller: Caller, _ received: Timestamp,
        _ peer: BrokerIssuer?
    ) async throws(BrokerError) -> DepositOutcome {
        if let known = try await known(request.files, verified.content, caller) { return known }
        if let peer {
            guard reason.isForGood else { throw .relayRefused(reason) }
            return .rejected(try reject(verified, reason, broughtBy: peer, at: received), reason)
        }
        let evidence = SubmissionEvidence(
            of: verified.content, deposit: verified.digest, issuer: issuer, receivedTime: received)
        return .rejected(try sign(SubmissionRejection(evidence, reason: reason)), reason)
    }

    private func commit(_ deposit: CheckedDeposit) async throws(BrokerError) -> DepositCommit {
        do throws(StoreError) {
            let outcome = try await store.committer.submit { database in
                try DepositCommit.run(database, deposit)
            }
            if case .new = outcome { deposit.payload.file?.keep() }
            return outcome
        } catch {
            // After a fault the rows may be there or not: the next start decides about the file.
            if error.isFault || error.isCommitted { deposit.payload.file?.keep() }
            throw .store(error)
        }
    }
}

extension SubmissionRejectionReason {
    /// Whether the same deposit is refused for it whenever, however and by whomever it is brought. A peer can
    /// damage what it brings and bring it again, and its sender can come itself: a signed refusal must not be
    /// what the next acceptance contradicts.
    fileprivate var isForGood: Bool {
        switch self {
        case .wrongMode, .streamMissing, .streamConflict, .deadlinePassed: true
        case .mailboxUnknown, .deadlineTooFar, .payloadTooLarge, .payloadMismatch,
            .previewMismatch, .tooManyMailboxes:
            false
        }
    }
}

extension DepositRoute {
    fileprivate var parts: (lanes: [DepositLane], relay: RelayRoute?) {
        switch self {
        case .here(let lanes): (lanes, nil)
        case .elsewhere(let relay): ([], relay)
        }
    }
}
