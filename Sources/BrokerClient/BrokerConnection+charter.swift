import BrokerAPI
import HTTPTypes

/// The network's charter: it proves itself, whoever hands it out.
extension BrokerConnection {
    /// The charter file that the broker hands out, nothing of it checked; nil when it hands out none.
    ///
    /// - Throws: `.wrongSize` for one that is larger than a charter file may be.
    package func charter() async throws -> [UInt8]? {
        var request = BrokerRequest(.get, .charter)
        request.answerLimit = BrokerLimits.charterFileBytes
        let answer = try await exchange(request, expecting: [200, 404])
        return answer.status == 200 ? answer.body : nil
    }
}
