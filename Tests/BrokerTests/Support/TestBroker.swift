import BrokerAPI
import Custody
import HTTPTypes
import Primitives
import Synchronization

@testable import Broker

/// A broker over a real database in a temporary folder, with a clock that the test moves.
final class TestBroker: Sendable {
    let folder: TestFolder
    let clock: TestClock
    let service: BrokerService
    private let seed: [UInt8]
    private let configuration: BrokerConfiguration

    init(
        folder: TestFolder? = nil, seed: [UInt8]? = nil, clock: TestClock = TestClock(),
        called label: String = "broker.example",
        options: StoreOptions? = nil,
        configure: (inout BrokerConfiguration) -> Void = { _ in }
    ) throws {
        let folder = try folder ?? TestFolder()
        let seed = seed ?? Randomness.bytes(32)
        guard let name = OrganisationName(label) else { throw TestFailure("name") }
        var configuration = BrokerConfiguration(name: name, mode: .live)
        configure(&configuration)
        var defaults = StoreOptions()
        defaults.reserveInBytes = 1 << 20
        let store = try BrokerStore(
            folder: folder.path, options: options ?? defaults, now: clock.now)
        self.folder = folder
        self.clock = clock
        self.seed = seed
        self.configuration = configuration
        let key = try SigningKey(seed: SecretBytes(copying: seed.span))
        service = try BrokerService(
            configuration, store: store, serviceKey: key,
            logKey: SigningKey(seed: SecretBytes(copying: seed.reversed().span)),
            checkpoints: folder.path + "/log", clock: { clock.now })
    }

    /// A broker with organisations admitted.
    static func serving(
        _ organisations: TestOrganisation..., options: StoreOptions? = nil,
        configure: (inout BrokerConfiguration) -> Void = { _ in }
    ) async throws -> TestBroker {
        let broker = try TestBroker(options: options, configure: configure)
        for organisation in organisations { try await broker.admit(organisation) }
        return broker
    }

    func admit(_ organisation: TestOrganisation) async throws {
        try await service.admit(organisation.file(), digits: organisation.digits)
    }

    /// What a process started after a kill at this moment would find.
    func afterKill() throws -> TestBroker {
        try afterKill(in: folder.copy())
    }

    /// The same over a folder that the test has made from copies.
    func afterKill(in folder: TestFolder) throws -> TestBroker {
        let configuration = configuration
        return try TestBroker(
            folder: folder, seed: seed, clock: clock, called: configuration.name.text
        ) { $0 = configuration }
    }

    /// A request as a device signs it.
    func request(
        by device: HeldKey, method: String = "GET", created: Timestamp? = nil
    ) throws -> SignedRequest {
        let uri = "https://broker.example/v1/deposits"
        let bare = SignedRequest(method: method, targetURI: uri, fields: [:], hasBody: false)
        let fields = try RequestSignature.sign(
            bare, with: device.key, created: created ?? clock.now)
        return SignedRequest(method: method, targetURI: uri, fields: fields, hasBody: false)
    }

    func caller(_ device: HeldKey) throws -> Caller {
        try service.authenticate(request(by: device))
    }

    /// Takes in a payload as the server does, in pieces.
    func receive(_ payload: [UInt8]) async throws -> ReceivedPayload {
        let intake = service.beginPayload()
        for start in stride(from: 0, to: payload.count, by: 50_000) {
            try await intake.append(payload[start..<min(start + 50_000, payload.count)])
        }
        return try await intake.finish()
    }

    func deposit(
        _ deposit: TestDeposit, by device: HeldKey? = nil
    ) async throws -> DepositOutcome {
        let payload = try await receive(deposit.payload)
        return try await service.deposit(
            DepositRequest(
                files: deposit.files, preview: deposit.preview, payload: .received(payload)),
            from: caller(device ?? deposit.sender.laptop))
    }

    /// Lets expire what has to, by the test's clock.
    func expireLanes() async throws -> Int {
        try await service.expireLanes(at: clock.now)
    }

    func deliveries(
        of organisation: TestOrganisation, _ query: DeliveryQuery = DeliveryQuery()
    ) async throws -> DeliveryList {
        try await service.deliveries(
            in: organisation.mailbox(), query, for: caller(organisation.laptop))
    }
}
