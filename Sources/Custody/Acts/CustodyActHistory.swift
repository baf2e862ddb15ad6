package import Primitives

/// The two files of one act as they lie in a folder.
package struct CustodyActFiles: Sendable {
    package let number: Int
    /// What has not even the size of an act; nil where one of the two is missing.
    package let signed: Result<SignedCustodyAct, StatementError>?

    package init(number: Int, signed: Result<SignedCustodyAct, StatementError>?) {
        (self.number, self.signed) = (number, signed)
    }
}

/// Every act that was found about one copy, read and held against those before it, until one does not hold.
///
/// - SeeAlso: Protocol/custody-acts.md, "Verification"
package struct CustodyActHistory: Sendable {
    /// An act whose form, signature and position hold.
    package struct Entry: Sendable {
        package let number: Int
        package let signed: SignedCustodyAct
        package let act: CustodyAct
        /// Whether somebody answers for its signer, or only the signature file does.
        package let isSignerKnown: Bool
    }

    /// Why the next act is not taken.
    package struct Failure: Equatable, Sendable {
        package let number: Int
        package let reason: Check.Reason
    }

    package private(set) var entries: [Entry] = []
    package private(set) var chain: CustodyActChain
    package private(set) var failure: Failure?
    /// The one that does not hold, where it is there, and all that come after it.
    package private(set) var refused: [CustodyActFiles] = []

    /// - Parameters:
    ///   - files: in any order.
    ///   - signer: the key of a member of this organisation that counts at this time, from a key
    ///     directory; nil where nobody answers for it.
    package init(
        _ files: [CustodyActFiles], about copy: CustodyCopy, mode: Mode,
        signer: (OrganisationIssuer, Timestamp) -> PublicKey?
    ) {
        chain = CustodyActChain(copy)
        let ordered = files.sorted { $0.number < $1.number }
        for (index, one) in ordered.enumerated() {
            guard let reason = take(one, mode, signer) else { continue }
            failure = Failure(number: one.number, reason: reason)
            refused = Array(ordered[index...])
            return
        }
    }

    /// Nil where it holds.
    private mutating func take(
        _ one: CustodyActFiles, _ mode: Mode,
        _ signer: (OrganisationIssuer, Timestamp) -> PublicKey?
    ) -> Check.Reason? {
        guard let files = one.signed else {
            return Check.Reason(CustodyActError.hole(number: one.number))
        }
        let (signed, act, known): (SignedCustodyAct, CustodyAct, PublicKey?)
        do throws(StatementError) {
            signed = try files.get()
            let claimed = try CustodyAct(parsing: signed.json, mode: mode)
            known = signer(claimed.issuer, claimed.claimedTime)
            let key = if let known { known } else { try signed.carriedKey() }
            act = try signed.verify(mode: mode, by: key)
        } catch {
            return Check.Reason(error)
        }
        do throws(CustodyActError) {
            try chain.accept(act, signed.digest, inFile: one.number)
        } catch {
            return Check.Reason(error)
        }
        entries.append(
            Entry(number: one.number, signed: signed, act: act, isSignerKnown: known != nil))
        return nil
    }
}
