import BrokerAPI
import Custody
import Primitives

@testable import Broker

/// A statement as a client hands it over.
func sign<Content: StatementPredicate>(
    _ content: Content, _ signer: HeldKey, mode: Mode = .live
) throws -> SignedFiles {
    let signed = try SignedStatement.sign(content, mode: mode, with: signer.key)
    return SignedFiles(
        statement: signed.json, signature: signed.signature, entry: signed.entry ?? [])
}
