package import Custody
package import KeyDirectory
package import Primitives

/// Finds the service key of a broker that is in use here; nil for every other broker or key.
package typealias BrokerLookup = @Sendable (OrganisationName, KeyID) -> PublicKey?

/// What every verification is told from outside.
package struct VerificationContext: Sendable {
    /// The only mode that is accepted.
    package let mode: Mode
    /// The moment as of which keys and records must be valid: the earliest trusted time of the
    /// deposit when there is one, else the present.
    package let time: Timestamp
    private let confirmed: [VerifiedOrganisation]
    /// Who answers for the receipts in earlier statements.
    package let broker: BrokerLookup

    /// Where no broker is known.
    package init(mode: Mode, time: Timestamp, confirmed: [VerifiedOrganisation]) {
        self.init(mode: mode, time: time, confirmed: confirmed, broker: { _, _ in nil })
    }

    /// - Parameter confirmed: whose fingerprints a person compared; whoever calls vouches for it.
    package init(
        mode: Mode, time: Timestamp, confirmed: [VerifiedOrganisation],
        broker: @escaping BrokerLookup
    ) {
        (self.mode, self.time) = (mode, time)
        (self.confirmed, self.broker) = (confirmed, broker)
    }

    /// Nil when it is none of ours.
    package func organisation(_ fingerprint: Fingerprint) -> VerifiedOrganisation? {
        confirmed.first { $0.fingerprint == fingerprint }
    }

    /// Whether somebody of this name was confirmed.
    func knows(_ name: OrganisationName) -> Bool { confirmed.contains { $0.name == name } }

    /// The same as of another time.
    package func at(_ time: Timestamp) -> VerificationContext {
        VerificationContext(mode: mode, time: time, confirmed: confirmed, broker: broker)
    }
}

/// An outer statement whose signature and signer hold.
package struct VerifiedDeposit: Sendable {
    package let statement: VerifiedStatement<DepositStatement>
    /// The sender, as its own record describes it.
    package let sender: VerifiedOrganisation

    package var content: DepositStatement { statement.content }
}

/// The checks on the outer statement, in their order. Nothing is decrypted here.
struct OuterVerification {
    let context: VerificationContext

    /// - Throws: `BundleError`; each check that held before stands in the ledger.
    func verify(
        _ statement: SignedStatement, _ ledger: inout CheckLedger
    ) throws(BundleError) -> VerifiedDeposit {
        let claimed = try claims(of: statement)
        ledger.pass(.outerEncoding)
        try checkEntry(statement)
        ledger.pass(.outerEntry)
        guard let sender = context.organisation(claimed.sender.fingerprint) else {
            throw .unknownSigner
        }
        guard sender.name == claimed.sender.name else { throw .senderNameDiffers }
        guard !sender.isExpired(at: context.time) else { throw .recordExpired }
        let verified = try verify(statement, by: sender)
        ledger.pass(.outerSignature)
        return VerifiedDeposit(statement: verified, sender: sender)
    }

    /// What the statement says, before anybody is believed.
    func claims(of statement: SignedStatement) throws(BundleError) -> DepositStatement {
        do {
            return try statement.unverified(as: DepositStatement.self, mode: context.mode)
        } catch {
            if case .modeUnexpected = error { throw .otherMode }
            throw .statement(error)
        }
    }

    private func checkEntry(_ statement: SignedStatement) throws(BundleError) {
        do {
            _ = try statement.openingFile()
        } catch {
            throw .entry(error)
        }
    }

    private func verify(
        _ statement: SignedStatement, by sender: VerifiedOrganisation
    ) throws(BundleError) -> VerifiedStatement<DepositStatement> {
        do {
            let signer = try statement.claimedSigner()
            guard let device = sender.device(signer, at: context.time) else {
                throw BundleError.deviceKeyNotValid
            }
            return try statement.verify(
                as: DepositStatement.self, mode: context.mode, by: device.key)
        } catch let error as StatementError {
            throw .statementSignature(error)
        } catch let error as BundleError {
            throw error
        } catch {
            throw .deviceKeyNotValid
        }
    }
}
