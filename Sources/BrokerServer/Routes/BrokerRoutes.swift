import Broker
import BrokerAPI
import HTTPTypes
import Hummingbird
import NIOCore
import Primitives

/// Which function answers which method at which resource.
///
/// Everything but the broker's own description, its log, records with their own signatures and the tus
/// options is signed: the signature is verified, and its nonce recorded, before one byte of the body is
/// asked for.
struct BrokerRoutes: Sendable {
    let service: BrokerService
    let origin: ExternalOrigin
    let limiter: DeviceLimiter
    let rate: RequestRate

    func answer(_ request: IncomingRequest, channel: any Channel) async throws -> Response {
        switch (request.resource, request.method) {
        case (.broker, .get), (.broker, .head):
            return Answer.json(service.info.jsonBytes)
        case (.logCheckpoint, .get), (.logCheckpoint, .head):
            return try LogRoutes.checkpoint(service)
        case (.logWitnessed(let index), .get), (.logWitnessed(let index), .head):
            return try await LogRoutes.witnessed(index, service)
        case (.logTime(let index), .get), (.logTime(let index), .head):
            return try await LogRoutes.time(index, service)
        case (.logTimeFile(let size, let authority), .get),
            (.logTimeFile(let size, let authority), .head):
            return try await LogRoutes.timeFile(size, authority, service)
        case (.logTile(let tile), .get), (.logTile(let tile), .head):
            return try await LogRoutes.tile(tile, service)
        case (.organisation(let fingerprint), .put):
            return try await limiter.run(.records) {
                try await OrganisationRoutes.take(request, fingerprint, service, channel)
            }
        case (.uploads, .options), (.upload, .options):
            return UploadRoutes.options(service.configuration.limits)
        default:
            break
        }
        if let answer = try await peerAnswer(request, channel) { return answer }
        guard let route = route(request) else {
            throw BrokerRefusal(ProblemDocument(.methodNotAllowed))
        }
        let caller = try service.authenticate(request.signed(origin: origin))
        try rate.take(caller, at: request.resource, service)
        let call = SignedCall(
            request: request, caller: caller, service: service, channel: channel)
        return try await limiter.run(.device(caller.device)) { try await route(call) }
    }

    /// What another broker asks; nil for everybody else.
    private func peerAnswer(
        _ request: IncomingRequest, _ channel: any Channel
    ) async throws -> Response? {
        switch (request.resource, request.method) {
        case (.deposits, .post), (.relay, .get), (.organisation, .get): break
        default: return nil
        }
        guard let peer = try service.authenticatePeer(request.signed(origin: origin)) else {
            return nil
        }
        return try await limiter.run(.device(peer.serviceKey.id)) {
            switch request.resource {
            case .relay(let sender, let consignment):
                return Answer.json(
                    try await service.relayedEvidence(consignment, of: sender, for: peer)
                        .jsonBytes)
            case .organisation(let fingerprint):
                return Answer.json(try await service.organisation(fingerprint).jsonBytes)
            default: return try await DepositRoutes.relay(request, peer, service, channel)
            }
        }
    }

    private typealias Route = @Sendable (SignedCall) async throws -> Response

    private func route(_ request: IncomingRequest) -> Route? {
        switch (request.resource, request.method) {
        case (.allowance, .get): AllowanceRoutes.own
        case (.deposits, .post): DepositRoutes.deposit
        case (.depositEvidence(let consignment), .get):
            { try await DepositRoutes.evidence($0, consignment) }
        case (.depositEvidence(let consignment), .post):
            { try await DepositRoutes.say($0, consignment) }
        case (.uploads, .post): UploadRoutes.create
        case (.upload(let upload), let method): UploadRoutes.route(method, upload)
        case (.deliveries(let mailbox), .get):
            { try await MailboxRoutes.deliveries($0, mailbox) }
        case (.preview(let mailbox, let number), .get), (.preview(let mailbox, let number), .head):
            { try await MailboxRoutes.preview($0, mailbox, number) }
        case (.payload(let mailbox, let number), .get), (.payload(let mailbox, let number), .head):
            { try await MailboxRoutes.payload($0, mailbox, number) }
        case (.evidence(let mailbox, let number), .post):
            { try await MailboxRoutes.submit($0, mailbox, number) }
        case (.evidence(let mailbox, let number), .get):
            { try await MailboxRoutes.evidence($0, mailbox, number) }
        case (.organisation(let fingerprint), .get):
            { try await OrganisationRoutes.records($0, fingerprint) }
        case (.charter, .get): CharterRoutes.charter
        case (.skipped(let mailbox), .post): { try await MailboxRoutes.skip($0, mailbox) }
        case (.skipped(let mailbox), .get): { try await MailboxRoutes.skipped($0, mailbox) }
        case (.consent(let mailbox), .post): { try await ConsentRoutes.answer($0, mailbox) }
        case (.consent(let mailbox), .get): { try await ConsentRoutes.said($0, in: mailbox) }
        case (.blocks(let mailbox), .get): { try await BlockRoutes.list($0, mailbox) }
        case (.block(let mailbox, let sender), .put):
            { try await BlockRoutes.block($0, mailbox, sender) }
        case (.block(let mailbox, let sender), .delete):
            { try await BlockRoutes.unblock($0, mailbox, sender) }
        case (.depositConsent(let consignment), .post):
            { try await ConsentRoutes.withdraw($0, consignment) }
        case (.depositConsent(let consignment), .get):
            { try await ConsentRoutes.said($0, about: consignment) }
        default: nil
        }
    }
}

/// A request of a known device, with what its route needs.
struct SignedCall: Sendable {
    let request: IncomingRequest
    let caller: Caller
    let service: BrokerService
    let channel: any Channel

    var body: BodyReader { BodyReader(request, channel: channel) }

    /// The three files of a form of evidence.
    func evidenceForm() async throws -> SignedFiles {
        var form = try FormReader(request, .evidence)
        try await body.read(limit: BrokerLimits.evidenceBodyBytes) { bytes in
            try await form.read(bytes) { _ in throw MultipartError.unexpectedPart }
        }
        return try form.finish()
    }
}
