import Broker
import BrokerAPI
import BrokerClient
import Listening
import Logging
import NIOCore
import Primitives
import ServiceLifecycle

/// Hands on what is for mailboxes at other brokers. (`Protocol/relay.md`)
///
/// Each peer has its own turn: one that is away holds up nobody else's deliveries, and one delivery that
/// a peer does not take holds up no other.
struct Relayer: Service {
    private static let pause = Duration.seconds(1)

    let service: BrokerService
    let peers: [PeerConfiguration]
    /// Makes a copy of the service key, which signs the requests.
    let key: @Sendable () throws -> SigningKey
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                for peer in peers {
                    group.addTask {
                        while !Task.isCancelled {
                            await round(peer)
                            // Ends early only when the broker stops.
                            try? await Task.sleep(for: Self.pause)
                        }
                    }
                }
            }
        }
    }

    private func round(_ peer: PeerConfiguration) async {
        do {
            let jobs = try await service.relayJobs(
                for: RelayPeer(name: peer.name, serviceKey: peer.serviceKey))
            guard !jobs.isEmpty else { return }
            var open: [RelayJob] = []
            for job in jobs {
                // What is over needs no connection to be given up, once the peer was asked a last time.
                if job.state == .waiting, service.isOver(job), !job.isUncertain {
                    try await service.giveUpRelay(job, isUncertain: false)
                } else {
                    open.append(job)
                }
            }
            if !open.isEmpty { await turn(peer, open) }
        } catch let error as any PlainFailure {
            warn("deliveries to another broker could not be looked up", error.code)
        } catch {}
    }

    private func turn(_ peer: PeerConfiguration, _ jobs: [RelayJob]) async {
        let connection: BrokerConnection
        do {
            let address = try await PeerAddress.resolve(peer.origin, isPrivate: peer.isPrivate)
            connection = try BrokerConnection(
                origin: peer.origin, pin: peer.pin, deviceKey: key(), at: address,
                retries: RetryPolicy(
                    attempts: 1, firstPause: .seconds(1), longestPause: .seconds(1)),
                clock: { service.now })
            // Before the first byte of a delivery: who it is, and that it can be reached.
            let info = try await connection.info()
            guard let shown = try? PublicKey(openSSH: info.serviceKey), shown == peer.serviceKey,
                info.name.utf8.elementsEqual(peer.name.text.utf8)
            else { throw BrokerClientError.otherKey }
        } catch {
            warn("another broker cannot be reached", Self.code(of: error))
            for job in jobs { await putOff(job, isUncertain: job.isUncertain) }
            return
        }
        for job in jobs {
            guard !Task.isCancelled else { break }
            await handle(job, connection)
        }
        await connection.shutdown()
    }

    private func handle(_ job: RelayJob, _ connection: BrokerConnection) async {
        do {
            if job.state == .waiting, !service.isOver(job) {
                try await handOn(job, connection)
            } else {
                try await ask(job, connection)
            }
        } catch {
            warn("a delivery was not handed on", Self.code(of: error))
            // What was not written down as begun was not sent.
            await putOff(job, isUncertain: job.isUncertain || error is AfterSending)
        }
    }

    private func handOn(_ job: RelayJob, _ connection: BrokerConnection) async throws {
        let parcel = try await service.relayParcel(job)
        let payload = try await Self.bytes(of: parcel.payload)
        try await service.beginRelay(job)
        do {
            let answer = try await connection.relay(
                parcel.files, preview: parcel.preview, payload: payload)
            switch answer {
            case .accepted(let list): try await service.recordRelay(job, list)
            case .rejected(let files): try await service.refuseRelay(job, files)
            }
        } catch let error as BrokerClientError where Self.isCertain(error) {
            // It was told that this attempt was not taken; of those before nothing new is known.
            throw error
        } catch {
            throw AfterSending(code: Self.code(of: error))
        }
    }

    private func ask(_ job: RelayJob, _ connection: BrokerConnection) async throws {
        guard let list = try await connection.relayed(job.consignment, of: job.sender) else {
            if job.state == .waiting {
                try await service.giveUpRelay(job, isUncertain: job.isUncertain)
            } else {
                await putOff(job, isUncertain: job.isUncertain)
            }
            return
        }
        try await service.recordRelay(job, list)
    }

    /// Whether a problem document says that nothing was taken. That another deposit bears the identifier
    /// says that the home broker has something.
    private static func isCertain(_ error: BrokerClientError) -> Bool {
        guard let problem = error.problem else { return false }
        return problem != .duplicateIdentifier && problem.status < 500
    }

    private static func bytes(of place: StoredContent.Place) async throws -> [UInt8] {
        switch place {
        case .memory(let bytes): return bytes
        case .file(let path):
            let file = try await OpenContent.open(path)
            var bytes: [UInt8] = []
            let limit = Int64(BrokerLimits.oneRequestPayloadBytes)
            while Int64(bytes.count) < limit {
                guard
                    let piece = try? await file.piece(at: Int64(bytes.count), upTo: limit)
                else { break }
                bytes += piece.readableBytesView
            }
            return bytes
        }
    }

    private func putOff(_ job: RelayJob, isUncertain: Bool) async {
        do throws(BrokerError) {
            // At its deadline nobody is left to be asked: what is known then is what is said.
            if job.state == .waiting, service.isOver(job) {
                try await service.giveUpRelay(job, isUncertain: isUncertain)
            } else {
                try await service.postponeRelay(job, isUncertain: isUncertain)
            }
        } catch {
            warn("a delivery to another broker could not be written down", error.code)
        }
    }

    private func warn(_ what: String, _ code: String) {
        logger.warning("\(what)", metadata: LogField.metadata([.code: code]))
    }

    private static func code(of error: any Error) -> String {
        switch error {
        case let error as AfterSending: error.code
        case let error as PeerAddressError: error.rawValue
        case let error as any PlainFailure: error.code
        default: "relay.failed"
        }
    }

    /// An attempt that may have sent its last byte.
    private struct AfterSending: Error {
        let code: String
    }
}
