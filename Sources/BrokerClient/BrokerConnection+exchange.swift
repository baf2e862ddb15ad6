import AsyncHTTPClient
import BrokerAPI
import HTTPTypes
import NIOCore
import NIOHTTP1
import Primitives

/// Signing, sending, and trying again.
extension BrokerConnection {
    /// Sends a request until there is an answer with one of the expected statuses.
    ///
    /// - Throws: `.refused` for a problem document; everything else as the case says.
    func exchange(
        _ request: BrokerRequest, expecting statuses: Set<Int>
    ) async throws -> BrokerAnswer {
        try await retrying(request) { answer, patience in
            let body = try await Self.collect(
                answer.body, limit: request.answerLimit, within: patience)
            return BrokerAnswer(
                status: Int(answer.status.code), fields: HTTPFields(answer.headers), body: body)
        } isExpected: {
            statuses.contains($0)
        }
    }

    /// The same for an answer whose body is consumed as it arrives; a loss after the answer has
    /// begun is the caller's to resume.
    func open(
        _ request: BrokerRequest, expecting statuses: Set<Int>
    ) async throws -> HTTPClientResponse {
        try await retrying(request) { answer, _ in
            answer
        } isExpected: {
            statuses.contains($0)
        }
    }

    private func retrying<Answer>(
        _ request: BrokerRequest, _ read: (HTTPClientResponse, Duration) async throws -> Answer,
        isExpected: (Int) -> Bool
    ) async throws -> Answer {
        var attempt = 0
        var hasCorrectedClock = false
        while true {
            attempt += 1
            var asked = Duration.zero
            do {
                let response = try await send(request, within: patience(of: request))
                if isExpected(Int(response.status.code)) {
                    return try await read(response, patience(of: request))
                }
                asked = Self.retryAfter(response)
                let refusal = try await refusal(response, within: patience(of: request))
                if !hasCorrectedClock, let time = brokerTime(request, response, refusal) {
                    hasCorrectedClock = true
                    setBrokerTime(time)
                    continue
                }
                throw refusal
            } catch {
                let failure = Self.classify(error)
                try requireTime(after: failure)
                guard failure.isWorthRetrying, request.isRepeated,
                    let pause = retries.pause(after: attempt)
                else {
                    throw failure.error
                }
                let next = ContinuousClock.now + max(pause, asked)
                try await Task.sleep(until: min(next, questionsEnd ?? next))
            }
        }
    }

    private static let longestRetryAfter = 60

    /// How long the broker asks to wait, within what we wait for anybody.
    private static func retryAfter(_ response: HTTPClientResponse) -> Duration {
        let field = response.headers.first(name: "retry-after") ?? ""
        return .seconds(min(max(0, Int(field) ?? 0), longestRetryAfter))
    }

    /// The broker's clock, when it is the reason for the refusal.
    ///
    /// An answer to HEAD has no body that could say so; there the `Date` has to tell.
    private func brokerTime(
        _ request: BrokerRequest, _ response: HTTPClientResponse, _ refusal: BrokerClientError
    ) -> Timestamp? {
        guard let date = response.headers.first(name: "date"), let time = HTTPDate.parse(date)
        else { return nil }
        if refusal.problem == .clockSkew { return time }
        guard request.method == .head, response.status == .unauthorized else { return nil }
        let difference = abs(time.secondsSinceEpoch - signingTime().secondsSinceEpoch)
        return difference > BrokerLimits.createdAheadSeconds ? time : nil
    }

    /// Tells an answer that did not come within the caller's time from one that did not come at all.
    private func requireTime(after failure: Failure) throws(BrokerClientError) {
        guard let end = questionsEnd, ContinuousClock.now >= end else { return }
        switch failure.error as? BrokerClientError {
        case .silent, .unreachable: throw .outOfTime
        default: return
        }
    }

    private func send(
        _ request: BrokerRequest, within patience: Duration
    ) async throws -> HTTPClientResponse {
        let signed = SignedRequest(
            method: request.method.rawValue, targetURI: origin.targetURI(request.target),
            fields: request.fields, hasBody: request.body != nil)
        let signature =
            request.isSigned
            ? try RequestSignature.sign(signed, with: deviceKey, created: signingTime()) : [:]
        var outgoing = HTTPClientRequest(url: signed.targetURI)
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.fields {
            outgoing.headers.add(name: field.name.canonicalName, value: field.value)
        }
        for field in signature {
            outgoing.headers.add(name: field.name.canonicalName, value: field.value)
        }
        if let body = request.body { outgoing.body = .bytes(ByteBuffer(bytes: body)) }
        let (seconds, fraction) = patience.components
        return try await client.execute(
            outgoing, limit: .seconds(seconds) + .nanoseconds(fraction / 1_000_000_000))
    }

    /// The refusal in an answer that was not expected.
    private func refusal(
        _ response: HTTPClientResponse, within patience: Duration
    ) async throws -> BrokerClientError {
        let body = try await Self.collect(
            response.body, limit: BrokerLimits.answerBytes, within: patience)
        guard let problem = try? ProblemDocument(jsonBytes: body) else {
            return .unexpectedAnswer("status \(response.status.code)")
        }
        return .refused(problem)
    }

    /// The whole of a small answer. The library's own limit ends with its first line: one that comes byte
    /// by byte would never end.
    private static func collect(
        _ body: HTTPClientResponse.Body, limit: Int, within patience: Duration
    ) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            defer { group.cancelAll() }
            group.addTask { try await collect(body, limit: limit) }
            group.addTask {
                try await Task.sleep(for: patience)
                throw BrokerClientError.silent
            }
            guard let bytes = try await group.next() else { throw BrokerClientError.silent }
            return bytes
        }
    }

    private static func collect(
        _ body: HTTPClientResponse.Body, limit: Int
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in body {
            guard bytes.count + buffer.readableBytes <= limit else {
                throw BrokerClientError.wrongSize
            }
            bytes += buffer.readableBytesView
        }
        return bytes
    }

    /// A failed attempt in our words.
    struct Failure {
        let error: any Error
        let isWorthRetrying: Bool

        fileprivate init(_ error: any Error, _ isWorthRetrying: Bool) {
            self.error = error
            self.isWorthRetrying = isWorthRetrying
        }
    }

    /// Tells what happened in our words, and whether it may be different next time.
    static func classify(_ error: any Error) -> Failure {
        if let error = error as? BrokerClientError {
            let isPassing = [
                .unavailable, .awaitingWitnesses, .uploadBusy, .tooManyRequests, .requestTimeout,
            ].contains(error.problem)
            return Failure(error, isPassing || error == .unreachable)
        }
        if error is CancellationError || error is any PlainFailure {
            return Failure(error, false)
        }
        switch error as? HTTPClientError {
        case .readTimeout, .deadlineExceeded: return Failure(BrokerClientError.silent, true)
        default: return Failure(BrokerClientError.unreachable, true)
        }
    }
}

extension HTTPFields {
    /// The fields of an answer, as the API names them.
    init(_ headers: HTTPHeaders) {
        self.init()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            append(HTTPField(name: name, value: value))
        }
    }
}
