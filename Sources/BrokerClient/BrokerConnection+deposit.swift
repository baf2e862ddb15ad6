package import BrokerAPI
import HTTPTypes
import Primitives
package import TransparencyLog

/// What a broker answered to a deposit, signed in both cases.
package enum DepositOutcome: Sendable, Equatable {
    /// Stored; the files are the broker's `SubmissionAcceptance`, with the proofs that the deposit
    /// is in its log unless it is of a version without one.
    case accepted(SignedFiles, DepositProofs?)
    /// Refused for good; the files are its `SubmissionRejection`.
    case rejected(SignedFiles, detail: String?)
}

/// Where the payload of a deposit is.
package enum DepositPayload: Sendable {
    /// Sent with the deposit; at most ``BrokerLimits/oneRequestPayloadBytes``.
    case bytes([UInt8])
    /// Sent before; see ``BrokerConnection/upload(_:resuming:began:progress:)``.
    case upload(UploadID)
}

/// Deposits, and what the broker says about itself.
extension BrokerConnection {
    /// The broker's published name, key, time and limits; none of it is proven by this answer.
    package func info() async throws -> BrokerInfo {
        var request = BrokerRequest(.get, .broker)
        request.isSigned = false
        request.answerLimit = BrokerLimits.answerBytes
        return try BrokerInfo(jsonBytes: try await exchange(request, expecting: [200]).body)
    }

    /// The bytes of a tile of the broker's log; none of it is proven by this answer.
    package func logTile(_ tile: Tile) async throws -> [UInt8] {
        var request = BrokerRequest(.get, .logTile(tile))
        request.isSigned = false
        return try await exchange(request, expecting: [200]).body
    }

    /// The newest checkpoint of the broker's log; none of it is proven by this answer.
    package func logCheckpoint() async throws -> [UInt8] {
        var request = BrokerRequest(.get, .logCheckpoint)
        request.isSigned = false
        return try await exchange(request, expecting: [200]).body
    }

    /// The newest checkpoint with a quorum's cosignatures, or the first that covers an entry; none of
    /// it is proven by this answer. Nil when there is none yet, or the broker has no witnesses.
    package func witnessedCheckpoint(covering index: UInt64?) async throws -> [UInt8]? {
        var request = BrokerRequest(.get, .logWitnessed(index))
        request.isSigned = false
        let answer = try await exchange(request, expecting: [200, 404])
        return answer.status == 200 ? answer.body : nil
    }

    /// The newest checkpoint that an authority has stamped, or the first that covers an entry, with
    /// the tokens; none of it is proven by this answer. Nil when there is none yet, or the broker
    /// asks no authorities.
    package func stampedCheckpoint(
        covering index: UInt64?
    ) async throws -> StampedCheckpoint? {
        var request = BrokerRequest(.get, .logTime(index))
        request.isSigned = false
        let answer = try await exchange(request, expecting: [200, 404])
        return answer.status == 200 ? try StampedCheckpoint(jsonBytes: answer.body) : nil
    }

    /// Deposits a sealed bundle. An exact retry is harmless: the broker returns the same bytes.
    ///
    /// The caller verifies the answer's signature with the broker's service key.
    package func deposit(
        _ statement: SignedFiles, preview: [UInt8], payload: DepositPayload
    ) async throws -> DepositOutcome {
        var form = MultipartWriter()
        form.add("statement", statement.statement)
        form.add("signature", statement.signature)
        form.add("entry", statement.entry)
        form.add("preview", preview)
        switch payload {
        case .bytes(let bytes):
            guard bytes.count <= BrokerLimits.oneRequestPayloadBytes else {
                throw BrokerClientError.tooLarge(limit: BrokerLimits.oneRequestPayloadBytes)
            }
            form.add("payload", bytes)
        case .upload(let upload):
            form.add("upload", Array(upload.text.utf8))
        }
        var request = BrokerRequest(.post, .deposits)
        let type = form.boundary.contentType
        request.setBody(form.finish(), type: type)
        request.answerLimit = BrokerLimits.answerBytes
        let answer = try await exchange(request, expecting: [200, 201, 422])
        guard answer.status == 422 else {
            let deposit = try DepositAnswer(jsonBytes: answer.body)
            return .accepted(deposit.acceptance, deposit.proofs)
        }
        return try Self.rejection(answer.body)
    }

    /// A 422 with a signed statement is an outcome; one without is a refusal.
    private static func rejection(_ body: [UInt8]) throws -> DepositOutcome {
        guard let rejection = try? RejectionAnswer(jsonBytes: body) else {
            throw BrokerClientError.refused(try ProblemDocument(jsonBytes: body))
        }
        return .rejected(rejection.rejection, detail: rejection.detail)
    }

    /// Deposits from a source of any size: in one request when it fits, else in pieces.
    ///
    /// - Parameters:
    ///   - resuming: an upload that was begun before and not finished.
    ///   - began: told the name of a new upload before its first piece is sent, to be kept.
    ///   - progress: told how many bytes the broker has confirmed.
    package func deposit(
        _ statement: SignedFiles, preview: [UInt8], source: UploadSource,
        resuming upload: UploadID? = nil, began: (UploadID) async throws -> Void,
        progress: (Int64) -> Void
    ) async throws -> DepositOutcome {
        if upload == nil, source.size <= BrokerLimits.oneRequestPayloadBytes {
            let bytes = try await source.piece(at: 0, count: Int(source.size))
            let outcome = try await deposit(statement, preview: preview, payload: .bytes(bytes))
            progress(source.size)
            return outcome
        }
        let finished = try await self.upload(
            source, resuming: upload, began: began, progress: progress)
        return try await deposit(statement, preview: preview, payload: .upload(finished))
    }
}
