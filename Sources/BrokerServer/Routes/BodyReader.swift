import BrokerAPI
import Hummingbird
import Listening
import NIOCore

/// Reads the body of a verified request once, within its limit, and compares it with its digest.
struct BodyReader: Sendable {
    private let request: IncomingRequest
    private let channel: any Channel

    /// - Parameter request: one whose signature was verified, so that its digest can be believed.
    init(_ request: IncomingRequest, channel: any Channel) {
        self.request = request
        self.channel = channel
    }

    /// Hands over the body as it arrives; what was handed over counts only when this returns.
    ///
    /// The next bytes are taken from the connection when `consume` returns.
    func read(
        limit: Int, _ consume: ([UInt8]) async throws -> Void
    ) async throws {
        guard request.hasBody else { throw BrokerRefusal(ProblemDocument(.lengthRequired)) }
        guard request.bodySize <= limit else {
            throw BrokerRefusal(ProblemDocument(.bodyTooLarge))
        }
        guard let digest = request.fields[.contentDigest].flatMap({ ContentDigest($0) }) else {
            throw BrokerRefusal(ProblemDocument(.missingDigest))
        }
        try await channel.triggerUserOutboundEvent(BodyWanted()).get()
        var check = BodyCheck(digest: digest, size: request.bodySize)
        for try await buffer in request.body {
            let bytes = Array(buffer.readableBytesView)
            try check.update(bytes)
            try await consume(bytes)
        }
        guard check.finish() else { throw BrokerRefusal(ProblemDocument(.digestMismatch)) }
    }

    /// A small body as a whole.
    func collect(limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(min(request.bodySize, limit))
        try await read(limit: limit) { body += $0 }
        return body
    }
}

/// The size and digest of a body, as they should be and as they are so far.
private struct BodyCheck: ~Copyable {
    private var digest: ContentDigestCheck
    private var missing: Int

    init(digest: ContentDigest, size: Int) {
        self.digest = ContentDigestCheck(digest)
        missing = size
    }

    mutating func update(_ bytes: [UInt8]) throws(BrokerRefusal) {
        guard bytes.count <= missing else {
            throw BrokerRefusal(ProblemDocument(.malformedRequest))
        }
        missing -= bytes.count
        digest.update(bytes.span)
    }

    consuming func finish() -> Bool {
        let isComplete = missing == 0
        return digest.finish() && isComplete
    }
}
