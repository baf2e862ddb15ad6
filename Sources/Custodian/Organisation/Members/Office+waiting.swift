import BrokerAPI
import Custody
import KeyDirectory
package import Primitives

extension Office {
    /// Deliveries of a mailbox that nobody has decided yet: sealed to those who are its members now.
    ///
    /// Empty also when the broker cannot be asked: a hand-over does not wait for that.
    package func undecided(in name: String) async -> [ConsignmentID] {
        do {
            guard try BrokerTrust.loadIfThere(home) != nil else { return [] }
            let listed = try await withBroker { try await listing($0) }
            if let failure = listed.failures.first?.failure { throw failure }
            return listed.deliveries
                .filter {
                    $0.entry.mailbox.local.utf8.elementsEqual(name.utf8) && !$0.brokerState.isFinal
                }
                .map(\.entry.consignment)
        } catch {
            notices.warn("the broker did not say what waits in this mailbox")
            return []
        }
    }
}
