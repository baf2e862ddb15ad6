import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

/// Cases that were passed on, and what becomes of them at the third.
extension PassedOn {
    static let originals: [(String, [UInt8])] = [
        ("photos/1.jpg", Array("one".utf8)), ("snimak.mov", Array("video".utf8)),
    ]

    static func made(memberUntil: Timestamp = Times.expiry) throws -> PassedOn {
        let first = try Scene(
            from: TestOrganisation("vasaprava.ba", memberUntil: memberUntil),
            to: TestOrganisation("group484.rs"))
        try first.seal(originals)
        try first.open(context: first.context(at: Times.sealed))
        return try PassedOn(
            transferring: first, to: TestOrganisation("myla.example"), by: TestBroker())
    }

    /// Why the third does not take it; nil when it does.
    func refusal() -> OriginalError? {
        do {
            try pass()
            return nil
        } catch BundleError.original(let error) {
            #expect(!scene.exists("case"), "nothing is left after a refusal")
            return error
        } catch {
            Issue.record("another error: \(error)")
            return nil
        }
    }

    /// The same story with another transfer at its end.
    mutating func retell(_ transfer: (TakenDelivery) throws -> SignedStatement) throws {
        let taken = try #require(taken)
        let seal = try statements()[0]
        custody = SealedOriginal.custody(
            [seal] + taken.steps + [(.transfer, try transfer(taken))], from: 1)
    }

    func statements() throws -> [(event: Event, signed: SignedStatement)] {
        try stride(from: 0, to: custody.count, by: 2).map { index in
            let signed = try SignedStatement(
                json: custody[index].content, signature: custody[index + 1].content, entry: nil)
            return (try Statement(parsing: signed.json).event, signed)
        }
    }
}
