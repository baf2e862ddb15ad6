import BrokerAPI
import Custody
import Primitives

extension BrokerService {
    /// A statement of one event that a sender hands in about its own deposits, after its form, its
    /// signature by the key that `key` answers with, and its opening file.
    ///
    /// - Throws: `evidence(.wrongEvent)`, `evidence(.wrongSigner)` where `key` has no answer, `statement`.
    func verify<Content: StatementPredicate>(
        _ files: SignedFiles, as type: Content.Type, by key: (KeyID) -> PublicKey?
    ) throws(BrokerError) -> VerifiedStatement<Content> {
        do throws(StatementError) {
            let signed = try SignedStatement(
                json: files.statement, signature: files.signature, entry: files.entry)
            let event = try Statement(parsing: files.statement).event
            guard event == Content.event else {
                throw .eventUnexpected(expected: Content.event, found: event)
            }
            guard let key = key(try signed.claimedSigner()) else { throw .signerMismatch }
            let verified = try signed.verify(as: type, mode: configuration.mode, by: key)
            _ = try signed.openingFile()
            return verified
        } catch .signerMismatch {
            throw .evidence(.wrongSigner)
        } catch .eventUnexpected {
            throw .evidence(.wrongEvent)
        } catch {
            throw .statement(error)
        }
    }
}
