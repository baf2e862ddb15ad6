import AsyncHTTPClient
package import BrokerAPI
import HTTPTypes
import NIOCore
import NIOHTTP1
package import Primitives

/// The payload of a delivery, resumed at the byte where a connection was lost.
extension BrokerConnection {
    /// Hands the payload to `sink` in order, from `start` to the signed size, or to `end` where the bytes
    /// after it are here already.
    ///
    /// Each answer must name the digest of the outer statement as its entity tag, and the bytes are
    /// hashed as they pass; of a part only the caller can compare the whole digest.
    /// The next bytes are asked for when `sink` returns, so memory stays small.
    ///
    /// - Throws: `.wrongSize`, `.wrongDigest`, and whatever `sink` throws.
    package func payload(
        of number: DeliveryNumber, in mailbox: MailboxAddress, size: Int64, digest: SHA256Digest,
        from start: Int64 = 0, upTo end: Int64? = nil, to sink: ([UInt8]) async throws -> Void
    ) async throws {
        let end = min(end ?? size, size)
        var download = Download(size: size, end: end, tag: EntityTag(digest), position: start)
        var attempt = 0
        while download.position < end {
            let before = download.position
            do {
                try await continueDownload(
                    &download, BrokerRequest(.get, .payload(mailbox, number)), sink)
            } catch {
                let failure = Self.classify(error)
                attempt = download.position > before ? 1 : attempt + 1
                guard failure.isWorthRetrying, !download.hasSinkFailed,
                    let pause = retries.pause(after: attempt)
                else { throw download.hasSinkFailed ? error : failure.error }
                try await Task.sleep(for: pause)
            }
        }
        let received = download.finish()
        guard start > 0 || end < size || received == digest else {
            throw BrokerClientError.wrongDigest
        }
    }

    private func continueDownload(
        _ download: inout Download, _ request: BrokerRequest,
        _ sink: ([UInt8]) async throws -> Void
    ) async throws {
        var request = request
        if download.isPart {
            request.fields[.range] = download.range.fieldValue
            request.fields[.ifRange] = download.tag.fieldValue
        }
        let response = try await open(request, expecting: [200, 206])
        try download.check(response)
        for try await buffer in response.body {
            let bytes = Array(buffer.readableBytesView)
            try download.take(bytes)
            do {
                try await sink(bytes)
            } catch {
                download.hasSinkFailed = true
                throw error
            }
        }
        guard download.position == download.end else { throw BrokerClientError.unreachable }
    }
}

/// How far a download has come.
private struct Download: ~Copyable {
    let size: Int64
    /// What is after the last byte that is wanted.
    let end: Int64
    let tag: EntityTag
    private(set) var position: Int64
    var hasSinkFailed = false
    private var hasher = SHA256Hasher()

    init(size: Int64, end: Int64, tag: EntityTag, position: Int64) {
        self.size = size
        self.end = end
        self.tag = tag
        self.position = position
    }

    var isPart: Bool { position > 0 || end < size }

    var range: ByteRange { .from(position, through: end < size ? end - 1 : nil) }

    /// The answer must be about the same content and begin where we are.
    func check(_ response: HTTPClientResponse) throws {
        let fields = HTTPFields(response.headers)
        guard fields[.eTag].flatMap(EntityTag.init) == tag else {
            throw BrokerClientError.wrongDigest
        }
        let isWhole = response.status.code == 200
        let expected = ByteRange.contentRange(position..<end, size: size)
        guard isWhole ? !isPart : fields[.contentRange] == expected else {
            throw BrokerClientError.unexpectedAnswer("another range than was asked for")
        }
    }

    mutating func take(_ bytes: [UInt8]) throws {
        guard Int64(bytes.count) <= end - position else { throw BrokerClientError.wrongSize }
        hasher.update(bytes)
        position += Int64(bytes.count)
    }

    consuming func finish() -> SHA256Digest {
        hasher.finalize()
    }
}
