import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import Primitives
package import TransparencyLog

/// Asks witnesses over HTTP. (C2SP tlog-witness)
///
/// Whatever a witness answers is verified by its key, and what it is sent is signed by the log: so
/// TLS, where a witness has it, is held to the system's certificates and is not relied on. No
/// redirect is followed, no proxy is used, no body is decompressed.
package struct WitnessClient: Sendable {
    private static let connectTimeout = TimeAmount.seconds(5)
    private static let idleLimit = TimeAmount.seconds(20)
    /// A whole request and its answer.
    package static let patience = Duration.seconds(10)

    private let owner: Owner
    private let clock: @Sendable () -> Timestamp

    /// Closes the connections when the last copy goes.
    private final class Owner: Sendable {
        let client: HTTPClient

        init(_ client: HTTPClient) { self.client = client }

        deinit {
            let client = client
            // It fails only when it was closed before, as it should have been.
            Task { try? await client.shutdown() }
        }
    }

    package init(clock: @escaping @Sendable () -> Timestamp) {
        self.clock = clock
        var pool = HTTPClient.Configuration.ConnectionPool(idleTimeout: Self.idleLimit)
        pool.retryConnectionEstablishment = false
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: Self.connectTimeout), connectionPool: pool,
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        owner = Owner(
            HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration))
    }

    package func shutdown() async {
        // Closing can only fail when it was done before.
        try? await owner.client.shutdown()
    }

    /// What a witness says to a checkpoint.
    package enum Reply: Sendable, Equatable {
        case cosigned(VerifiedNote.Signature)
        /// It has cosigned a checkpoint of this size last.
        case otherOldSize(UInt64)
    }

    /// Sends a checkpoint to be cosigned.
    package func submit(
        _ request: AddCheckpointRequest, to witness: WitnessAddress
    ) async throws(WitnessFault) -> Reply {
        var outgoing = HTTPClientRequest(url: witness.url + "add-checkpoint")
        outgoing.method = .POST
        outgoing.headers.add(name: "content-type", value: "text/plain; charset=utf-8")
        outgoing.body = .bytes(ByteBuffer(bytes: request.bytes))
        let (status, body) = try await exchange(
            outgoing, limit: LogLimits.witnessAnswerSizeInBytes)
        switch status {
        case 200:
            do throws(NoteError) {
                return .cosigned(
                    try WitnessAnswer.cosignature(
                        in: body, of: request.checkpoint.claimed, by: witness.key, now: clock()))
            } catch {
                throw .answer(error)
            }
        case 409:
            guard let size = WitnessAnswer.size(in: body) else { throw .unusableAnswer }
            return .otherOldSize(size)
        default:
            throw .refused(status: status)
        }
    }

    /// The checkpoint that a witness has cosigned last, not verified; nil if it has none, or does not
    /// say.
    package func latest(
        of origin: KeyName, from witness: WitnessAddress
    ) async throws(WitnessFault) -> UnverifiedCheckpoint? {
        let name = SHA256Digest.of(origin.bytes).hex
        let (status, body) = try await exchange(
            HTTPClientRequest(url: witness.url + name + "/checkpoint"),
            limit: LogLimits.noteSizeInBytes)
        guard status != 404 else { return nil }
        guard status == 200 else { throw .refused(status: status) }
        guard let checkpoint = try? UnverifiedCheckpoint(parsing: body) else {
            throw .unusableAnswer
        }
        return checkpoint
    }

    private func exchange(
        _ request: HTTPClientRequest, limit: Int
    ) async throws(WitnessFault) -> (Int, [UInt8]) {
        do {
            return try await Self.inTime {
                let response = try await owner.client.execute(
                    request, timeout: .seconds(Self.patience.components.seconds))
                var bytes: [UInt8] = []
                for try await buffer in response.body {
                    guard bytes.count + buffer.readableBytes <= limit else {
                        throw WitnessFault.tooLarge
                    }
                    bytes += buffer.readableBytesView
                }
                return (Int(response.status.code), bytes)
            }
        } catch let fault as WitnessFault {
            throw fault
        } catch {
            let late: [HTTPClientError] = [.deadlineExceeded, .readTimeout]
            throw (error as? HTTPClientError).map(late.contains) == true ? .silent : .unreachable
        }
    }

    /// The library's own limit ends with the first line of an answer: one that comes byte by byte
    /// would never end.
    private static func inTime(
        _ ask: @escaping @Sendable () async throws -> (Int, [UInt8])
    ) async throws -> (Int, [UInt8]) {
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            defer { group.cancelAll() }
            group.addTask { try await ask() }
            group.addTask {
                try await Task.sleep(for: patience)
                throw WitnessFault.silent
            }
            guard let answer = try await group.next() else { throw WitnessFault.silent }
            return answer
        }
    }
}
