package import BrokerAPI
import HTTPTypes
package import Primitives

extension BrokerConnection {
    /// What the own organisation has at the broker and may have, and its share of these mailboxes.
    ///
    /// - Returns: nil from a broker of a version that does not say.
    package func allowance(for mailboxes: [MailboxAddress] = []) async throws -> Allowance? {
        var request = BrokerRequest(.get, .allowance)
        request.query = AllowanceQuery(mailboxes).text
        request.answerLimit = BrokerLimits.answerBytes
        do {
            return try Allowance(jsonBytes: try await exchange(request, expecting: [200]).body)
        } catch let error as BrokerClientError where error.problem == .notFound {
            return nil
        }
    }
}
