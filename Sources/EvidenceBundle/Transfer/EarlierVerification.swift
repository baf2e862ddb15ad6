import BagIt
import Custody
import Primitives

/// The checks on what was sealed, accepted and passed on before the bundle's own seal.
///
/// Order: names and story of custody/, the files against the proofs, the first seal, the chain with
/// the bundle's own seal and outer statement at its end. What fails throws; what cannot be judged,
/// because nobody here knows a signer, leaves the check undone and the verdict not positive.
struct EarlierVerification {
    let context: VerificationContext
    let deposit: VerifiedDeposit
    let seal: SignedStatement
    let recipients: [SealedRecipient]

    /// - Returns: nil for a bundle that carries no original.
    /// - Throws: `BundleError.original`; each check that held before stands in the ledger.
    func verify(
        _ bag: BagInspection, _ ledger: inout CheckLedger
    ) throws(BundleError) -> CarriedOriginal? {
        guard !bag.earlier.isEmpty || !bag.proofs.isEmpty else {
            ledger.pass(.custodyChain)
            return nil
        }
        do throws(OriginalError) {
            return try judge(bag, &ledger)
        } catch {
            throw .original(error)
        }
    }

    private func judge(
        _ bag: BagInspection, _ ledger: inout CheckLedger
    ) throws(OriginalError) -> CarriedOriginal? {
        if let stranger = bag.proofs.stranger { throw .reservedName(stranger) }
        guard !bag.earlier.isEmpty else { throw .withoutSeal }
        let story = try EarlierStory(bag.earlier)
        guard !bag.proofs.isEmpty else {
            let signers = EarlierSigners(story, [], context)
            _ = try chain(story.statements, signers)
            ledger.skip(.custodyChain, OriginalDoubt.withoutProof)
            return nil
        }
        let parts = try story.parts(mode: context.mode)
        try OriginalFilesVerification(
            originals: bag.originals, exhibits: bag.exhibits, proofs: bag.proofs
        ).verify(story, parts)
        ledger.pass(.originalFiles)
        let signers = EarlierSigners(story, parts, context)
        let doubt = try doubt(story, parts, bag, signers, &ledger)
        if let doubt { ledger.skip(.custodyChain, doubt) } else { ledger.pass(.custodyChain) }
        return carried(story, parts, bag, doubt)
    }

    /// - Returns: why the chain could not be judged; nil when it holds.
    private func doubt(
        _ story: EarlierStory, _ parts: [EarlierStory.Part], _ bag: BagInspection,
        _ signers: EarlierSigners, _ ledger: inout CheckLedger
    ) throws(OriginalError) -> Check.Reason? {
        let first = try chain(Array(story.statements.prefix(1)), signers)
        if first == nil {
            ledger.skip(.originalSeal, OriginalDoubt.unknown)
        } else if signers.unproven.contains(0) {
            ledger.skip(.originalSeal, OriginalDoubt.unproven)
        } else {
            ledger.pass(.originalSeal)
        }
        let own = [seal, deposit.statement.signed]
        guard let links = try chain(story.statements + own, signers) else {
            return OriginalDoubt.unknown
        }
        try HandingOn(links: links, parts: parts, proofs: bag.proofs.proofs).verify(
            own: deposit.content, recipients: recipients)
        return signers.unproven.isEmpty ? nil : OriginalDoubt.unproven
    }

    /// - Returns: nil when somebody who signed is not known here.
    private func chain(
        _ statements: [SignedStatement], _ signers: EarlierSigners
    ) throws(OriginalError) -> [CustodyLink]? {
        do throws(CustodyError) {
            return try UnverifiedCustodyChain(statements).verify(
                mode: context.mode, expiry: .unwitnessed
            ) { signers.key(at: $0, $1) }.links
        } catch {
            if case .signerUnknown(let position) = error, signers.unknown.contains(position) {
                return nil
            }
            throw .custody(error)
        }
    }

    private func carried(
        _ story: EarlierStory, _ parts: [EarlierStory.Part], _ bag: BagInspection,
        _ doubt: Check.Reason?
    ) -> CarriedOriginal? {
        guard let first = parts.first else { return nil }
        let transfers = story.events.indices.filter { story.events[$0] == .transfer }.compactMap {
            // What does not parse has been refused by now.
            try? story.statements[$0].unverified(as: TransferStatement.self, mode: context.mode)
        }
        return CarriedOriginal(
            kind: first.isDisclosed ? .disclosed : .transferred, sender: first.sealed.sender,
            consignment: first.sealed.consignment, sealedTime: first.sealed.sealedTime,
            files: bag.originals.count { !OriginalPaths.isReserved($0.path) },
            transfers: transfers, doubt: doubt)
    }
}
