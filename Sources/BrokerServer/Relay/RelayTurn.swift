import Broker
import BrokerAPI
import BrokerClient
import Custody
import Listening
import Logging
import NIOCore
import Primitives

/// What is due for one peer, once: handed on, asked about, or given up.
struct RelayTurn: Sendable {
    let service: BrokerService
    let peer: PeerConfiguration
    let key: @Sendable () throws -> SigningKey
    let watch: ClockWatch
    let logger: Logger

    func run() async {
        do {
            let jobs = try await service.relayJobs(
                for: RelayPeer(name: peer.name, serviceKey: peer.serviceKey))
            guard !jobs.isEmpty else { return }
            // What is over needs no connection to be given up, where nothing of it was sent.
            let (over, open) = jobs.partitioned {
                $0.state == .waiting && service.isOver($0) && !$0.isUncertain
            }
            for job in over { await putOff(job, isUncertain: false) }
            if !open.isEmpty { await meet(open) }
        } catch let error as any PlainFailure {
            warn("deliveries to another broker could not be looked up", error.code)
        } catch {}
    }

    private func meet(_ jobs: [RelayJob]) async {
        let link: PeerLink
        do {
            link = try await PeerLink(
                peer, key: key, clock: { [service] in service.now },
                // Nothing is begun with a broker that would not even answer about it.
                asking: jobs.first { $0.state == .waiting && !$0.isUncertain })
        } catch {
            warn("another broker cannot be reached", Self.code(of: error))
            for job in jobs { await putOff(job, isUncertain: job.isUncertain) }
            return
        }
        for job in jobs {
            guard !Task.isCancelled else { break }
            await handle(job, link)
        }
        await link.connection.shutdown()
    }

    private func handle(_ job: RelayJob, _ link: PeerLink) async {
        do {
            // What may be there is asked about before it is sent again.
            if job.state != .waiting || job.isUncertain || service.isOver(job) {
                if try await ask(job, link) { return }
                if try await service.loseRelay(job) {
                    warn("another broker does not have what it has accepted", "relay.lost")
                }
                guard job.state == .waiting, !service.isOver(job) else {
                    await putOff(job, isUncertain: job.isUncertain)
                    return
                }
            }
            try await handOn(job, link)
        } catch {
            warn("a delivery was not handed on", Self.code(of: error))
            // What was not written down as begun was not sent.
            await putOff(job, isUncertain: job.isUncertain || error is AfterSending)
        }
    }

    /// From the first byte on nothing but the peer's signature says that it was not taken: a broker that
    /// has taken it can answer with any problem, or with none.
    private func handOn(_ job: RelayJob, _ link: PeerLink) async throws {
        let parcel = try await service.relayParcel(job)
        let payload = try await Self.bytes(of: parcel.payload)
        guard payload.count <= link.payloadBytes else {
            throw BrokerClientError.tooLarge(limit: link.payloadBytes)
        }
        try await service.beginRelay(job)
        do {
            let answer = try await link.connection.relay(
                parcel.files, preview: parcel.preview, payload: payload)
            switch answer {
            case .accepted(let list): try await record(job, list, link)
            case .rejected(let files): try await service.refuseRelay(job, files)
            }
        } catch {
            throw AfterSending(code: Self.code(of: error))
        }
    }

    /// - Returns: whether the peer has it.
    private func ask(_ job: RelayJob, _ link: PeerLink) async throws -> Bool {
        guard let list = try await link.connection.relayed(job.consignment, of: job.sender) else {
            return false
        }
        try await record(job, list, link)
        return true
    }

    private func record(
        _ job: RelayJob, _ list: EvidenceList, _ link: PeerLink
    ) async throws {
        guard var rest = try await service.recordRelay(job, list, at: vouchedTime) else { return }
        // Its home broker has the newer records of an organisation, as a rule.
        if case .statement(.signerMismatch) = rest, await learnRecords(job, link) {
            guard
                let left = try await service.recordRelay(job.there, list, at: vouchedTime)
            else { return }
            rest = left
        }
        warn("not all that another broker lists was recorded", rest.code)
    }

    /// Takes newer records of the recipient from its home broker: they are signed by its roots.
    ///
    /// - Returns: whether anything was new.
    private func learnRecords(_ job: RelayJob, _ link: PeerLink) async -> Bool {
        do {
            guard let recipient = service.recipient(of: job),
                let answer = try await link.connection.organisation(recipient)
            else { return false }
            return try await service.take(answer.file, of: recipient)
        } catch {
            warn("newer records of a recipient were not taken", Self.code(of: error))
            return false
        }
    }

    /// The time that may end something; nil while the clock has jumped.
    private var vouchedTime: Timestamp? {
        // The time that was looked at is the time that is signed.
        let time = service.now
        return watch.agrees(time: time, instant: .now) ? time : nil
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
                if let time = vouchedTime {
                    let isGivenUp = try await service.giveUpRelay(
                        job, isUncertain: isUncertain, at: time)
                    if isGivenUp { return }
                } else {
                    warn("the clock has jumped: no delivery is given up", "clock.jumped")
                }
            }
            if job.state != .waiting, let time = vouchedTime,
                try await service.finishRelay(job, at: time)
            {
                warn("what became of a delivery is not asked any more", "relay.not-answered")
                return
            }
            try await service.postponeRelay(job, isUncertain: isUncertain)
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

extension [RelayJob] {
    fileprivate func partitioned(
        _ belongs: (RelayJob) -> Bool
    ) -> (those: [RelayJob], others: [RelayJob]) {
        (filter(belongs), filter { !belongs($0) })
    }
}
