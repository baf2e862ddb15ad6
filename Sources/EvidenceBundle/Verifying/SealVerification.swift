package import Custody
import KeyDirectory
import Primitives

/// What the inside of a bundle proves once everything held.
package struct VerifiedSeal: Sendable {
    package let statement: VerifiedStatement<SealedStatement>
    /// The role label of the member who sealed, in the sender's record.
    package let member: String
    package let caseID: String
    package let recipients: [SealedRecipient]
}

/// The checks that bind a bag to its seal, to the outer statement and to its readers.
struct SealVerification {
    let context: VerificationContext
    let deposit: VerifiedDeposit

    /// - Throws: `BundleError`; each check that held before stands in the ledger.
    func verify(
        _ bag: BagInspection, _ facts: SealedFacts, _ ledger: inout CheckLedger
    ) throws(BundleError) -> VerifiedSeal {
        let signed = try statement(bag)
        let (verified, member) = try verify(signed)
        ledger.pass(.sealSignature)
        guard verified.content.commitmentsDigest == .of(bag.commitments) else {
            throw .sealOfOtherCommitments
        }
        ledger.pass(.sealOpenings)
        try checkCommitment(bag)
        ledger.pass(.sealCommitment)
        guard verified.content.consignment == deposit.content.consignment else {
            throw .consignmentDiffers
        }
        guard verified.content.sender == deposit.content.sender else { throw .senderDiffers }
        ledger.pass(.sealAgreement)
        try checkPreview(bag)
        ledger.pass(.bagPreview)
        try checkCase(bag, facts)
        ledger.pass(.sealCase)
        return VerifiedSeal(
            statement: verified, member: member, caseID: facts.caseID,
            recipients: facts.recipients)
    }

    private func statement(_ bag: BagInspection) throws(BundleError) -> SignedStatement {
        do {
            return try SignedStatement(
                json: bag.seal, signature: bag.sealSignature, entry: nil)
        } catch {
            throw .sealMalformed(error)
        }
    }

    /// The member must belong to the organisation of the device that signed outside.
    private func verify(
        _ signed: SignedStatement
    ) throws(BundleError) -> (VerifiedStatement<SealedStatement>, String) {
        let claimed: SealedStatement
        do {
            claimed = try signed.unverified(as: SealedStatement.self, mode: context.mode)
        } catch {
            throw .sealMalformed(error)
        }
        guard let member = deposit.sender.member(signing: claimed.keyID, at: context.time) else {
            throw .sealKeyNotValid
        }
        do {
            let verified = try signed.verify(
                as: SealedStatement.self, mode: context.mode, by: member.signingKey)
            return (verified, member.label.text)
        } catch {
            throw .sealSignature(error)
        }
    }

    private func checkCommitment(_ bag: BagInspection) throws(BundleError) {
        guard let opening = try? SealedOpening(parsing: bag.sealedOpening),
            opening.matches(sealed: bag.seal, signature: bag.sealSignature),
            opening.commitment == deposit.content.sealedCommitment
        else { throw .sealedCommitmentDiffers }
    }

    /// The preview is what somebody decided on: it must describe this bundle and no other.
    private func checkPreview(_ bag: BagInspection) throws(BundleError) {
        guard let preview = try? Preview(parsing: bag.preview) else { throw .previewMalformed }
        guard preview.consignment == deposit.content.consignment, preview.mode == context.mode,
            preview.items == UInt64(bag.originals.count), preview.totalBytes == bag.totalSize
        else { throw .previewUntrue }
    }

    private func checkCase(_ bag: BagInspection, _ facts: SealedFacts) throws(BundleError) {
        let document: JSONValue
        do {
            document = try CaseDocument.strictJSON(bag.caseDocument)
        } catch {
            throw .caseMalformed(error)
        }
        guard let caseID = document["referral"]?["sender_ref"]?.text,
            caseID.utf8.elementsEqual(facts.caseID.utf8)
        else { throw .caseIDDiffers }
        for name in CaseSchema.previewMembers where document[name] != nil {
            throw .caseRepeatsPreview(name)
        }
    }
}
