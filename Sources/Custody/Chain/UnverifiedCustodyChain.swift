package import Primitives

/// Statements in the order somebody kept them, nothing of them checked.
package struct UnverifiedCustodyChain: Sendable {
    package let statements: [SignedStatement]

    package init(_ statements: [SignedStatement]) throws(CustodyError) {
        guard statements.count <= StatementLimits.chainLength else {
            throw .tooLong(limit: StatementLimits.chainLength)
        }
        self.statements = statements
    }

    /// Verifies each signature and that the statements tell one story.
    ///
    /// Each statement stands after its predecessor; each lane has at most one end; nothing follows
    /// an end but a `Transfer` or a `Disposal`; later statements agree with earlier ones on digests, sizes, senders
    /// and mailboxes. Opening files that are present must match. Claimed times are not compared.
    ///
    /// - Parameters:
    ///   - expiry: judges whether a delivery expired at its deadline or before.
    ///   - signer: answers from a key directory; see `SignerClaim`.
    package func verify(
        mode: Mode, expiry: ExpiryPolicy, signer: (SignerClaim) -> PublicKey?
    ) throws(CustodyError) -> VerifiedCustodyChain {
        try verify(mode: mode, expiry: expiry) { _, claim in signer(claim) }
    }

    /// The same for a directory whose answer depends on where in the chain a statement stands.
    ///
    /// - Parameters:
    ///   - expiry: as above.
    ///   - signer: is given the position, from 0, and what the statement there claims.
    package func verify(
        mode: Mode, expiry: ExpiryPolicy, signerAt signer: (Int, SignerClaim) -> PublicKey?
    ) throws(CustodyError) -> VerifiedCustodyChain {
        var lanes = LaneBook(expiry: expiry)
        var links: [CustodyLink] = []
        for (position, statement) in statements.enumerated() {
            let link = try link(statement, at: position, mode: mode) { claim in
                signer(position, claim)
            }
            try lanes.record(link, at: position)
            links.append(link)
        }
        return VerifiedCustodyChain(links: links, mode: mode)
    }

    private func link(
        _ statement: SignedStatement, at position: Int, mode: Mode,
        signer: (SignerClaim) -> PublicKey?
    ) throws(CustodyError) -> CustodyLink {
        do throws(StatementError) {
            if statement.entry != nil { _ = try statement.openingFile() }
            if let link = try statement.link(mode: mode, signer: signer) { return link }
        } catch {
            throw .statement(position: position, error)
        }
        throw .signerUnknown(position: position)
    }
}

/// Statements whose signatures and order hold.
///
/// It comes only from `UnverifiedCustodyChain.verify`.
package struct VerifiedCustodyChain: Sendable {
    package let links: [CustodyLink]
    package let mode: Mode

    fileprivate init(links: [CustodyLink], mode: Mode) {
        self.links = links
        self.mode = mode
    }
}
