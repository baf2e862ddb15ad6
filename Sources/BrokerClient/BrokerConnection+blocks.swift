package import BrokerAPI
import HTTPTypes
package import Primitives

/// From whom an own mailbox takes nothing new.
extension BrokerConnection {
    /// - Returns: whether it was not blocked before.
    @discardableResult
    package func block(
        _ sender: Fingerprint, in mailbox: MailboxAddress
    ) async throws -> Bool {
        let answer = try await exchange(
            BrokerRequest(.put, .block(mailbox, sender)), expecting: [201, 204])
        return answer.status == 201
    }

    package func unblock(_ sender: Fingerprint, in mailbox: MailboxAddress) async throws {
        _ = try await exchange(BrokerRequest(.delete, .block(mailbox, sender)), expecting: [204])
    }

    package func blocks(in mailbox: MailboxAddress) async throws -> BlockList {
        var request = BrokerRequest(.get, .blocks(mailbox))
        request.answerLimit = BrokerLimits.answerBytes
        return try BlockList(jsonBytes: try await exchange(request, expecting: [200]).body)
    }
}
