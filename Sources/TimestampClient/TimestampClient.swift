import Asking
package import Primitives
package import Timestamping

/// Asks time-stamping authorities over HTTP. (RFC 3161, section 3.4)
///
/// What comes back is a token that was verified by the authority's own roots, against the request,
/// or a fault: nothing else is believed, and the type of the answer is not looked at.
package struct TimestampClient: Sendable {
    private let asker = Asker()

    package init() {}

    package func shutdown() async { await asker.shutdown() }

    /// A new token over bytes with this SHA-256.
    package func stamp(
        _ imprint: SHA256Digest, by asked: AskedAuthority
    ) async throws(TimestampFault) -> VerifiedTimestampToken {
        let request = TimestampRequest(imprint: imprint, nonce: .random(), policy: asked.policy)
        let body = try await exchange(request.der, asked.url)
        do throws(TimestampError) {
            return try TimestampResponse(der: body).token
                .verify(answering: request, by: asked.authority)
        } catch {
            throw .answer(error)
        }
    }

    private func exchange(
        _ query: [UInt8], _ url: AuthorityURL
    ) async throws(TimestampFault) -> [UInt8] {
        let limit = TimestampLimits.tokenSizeInBytes
        let answer: ServerAnswer
        do throws(AskingFault) {
            answer = try await asker.post(
                query, type: "application/timestamp-query",
                accepting: "application/timestamp-reply", to: url.text, limit: limit)
        } catch {
            switch error {
            case .unreachable: throw .unreachable
            case .silent: throw .silent
            case .tooLarge: throw .answer(.tooLarge(limit: limit))
            }
        }
        guard answer.status == 200 else { throw .refused(status: answer.status) }
        return answer.body
    }
}
