import BrokerAPI
import Custody
import Primitives
import Testing

@testable import Broker

/// A mailbox that takes nothing from a sender takes nothing of it from another broker either.
extension RelayTests {
    @Test func `a blocked sender is not brought by a peer, and nothing is signed about it`()
        async throws
    {
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await first.deposit(deposit)
        let job = try #require(try await jobs().first)
        let caller = try home.caller(recipient.laptop)
        let fingerprint = sender.reference.fingerprint
        _ = try await home.service.block(fingerprint, in: recipient.mailbox(), by: caller)
        await #expect(throws: BrokerError.senderBlocked) { _ = try await bring(job) }
        #expect(try await home.deliveries(of: recipient).deliveries.isEmpty)
        await #expect(throws: BrokerError.unknownDeposit) {
            try await home.service.relayedEvidence(
                deposit.consignment, of: fingerprint, for: firstPeer)
        }
        // The same goes through once it is taken back, and a block does not undo it.
        try await home.service.unblock(fingerprint, in: recipient.mailbox(), by: caller)
        try await handOn(job)
        _ = try await home.service.block(fingerprint, in: recipient.mailbox(), by: caller)
        guard case .accepted(_, let isRepeated) = try await bring(job) else {
            throw TestFailure("not accepted")
        }
        #expect(isRepeated)
    }
}
