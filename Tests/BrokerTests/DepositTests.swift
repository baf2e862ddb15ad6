import BrokerAPI
import Custody
import Foundation
import KeyDirectory
import Primitives
import Testing

@testable import Broker

@Suite struct DepositTests {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    private func broker(
        _ options: StoreOptions? = nil,
        configure: (inout BrokerConfiguration) -> Void = { _ in }
    ) async throws -> TestBroker {
        try await TestBroker.serving(sender, recipient, options: options, configure: configure)
    }

    @Test(arguments: [0, 1, 65_536, 65_537, 1_000_000])
    func `signs an acceptance that names the deposit`(payloadSize: Int) async throws {
        let broker = try await broker()
        let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: payloadSize)
        let acceptance = try await broker.deposit(deposit).acceptance
        let signed = try SignedStatement(
            json: acceptance.statement, signature: acceptance.signature, entry: acceptance.entry)
        let verified = try signed.verify(
            as: SubmissionAcceptance.self, mode: .live, by: broker.service.publicKey)
        #expect(verified.content.evidence.deposit == deposit.digest)
        #expect(verified.content.evidence.consignment == deposit.consignment)
        #expect(verified.content.evidence.mailboxes == deposit.mailboxes)
        #expect(verified.content.evidence.receivedTime == broker.clock.now)
        _ = try signed.openingFile()
        #expect(try broker.folder.payloadFiles().count == (payloadSize > 65_536 ? 1 : 0))
    }

    @Test func `gives back the payload and the preview`() async throws {
        let broker = try await broker()
        let one = try #require(DeliveryNumber(1))
        for (index, size) in [1000, 200_000].enumerated() {
            let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: size)
            _ = try await broker.deposit(deposit).acceptance
            let number = try #require(DeliveryNumber(Int64(index + 1)))
            let caller = try broker.caller(recipient.laptop)
            let payload = try await broker.service.payload(
                number, in: recipient.mailbox(), for: caller)
            #expect(payload.digest == .of(deposit.payload))
            #expect(payload.sizeInBytes == Int64(size))
            switch payload.place {
            case .memory(let bytes): #expect(bytes == deposit.payload)
            case .file(let path):
                #expect(FileManager.default.contents(atPath: path) == Data(deposit.payload))
            }
            let preview = try await broker.service.preview(
                number, in: recipient.mailbox(), for: caller)
            #expect(preview.digest == .of(deposit.preview))
        }
        await #expect(throws: BrokerError.unknownDelivery) {
            try await broker.service.payload(
                .start, in: recipient.mailbox(), for: broker.caller(recipient.laptop))
        }
        #expect(one.value == 1)
    }

    @Test func `answers an exact retry with the same bytes, also after a kill and the deadline`()
        async throws
    {
        let broker = try await broker()
        let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 100_000)
        let first = try await broker.deposit(deposit)
        #expect(!first.isRepeated)
        let second = try await broker.deposit(deposit)
        #expect(second.isRepeated)
        #expect(try second.acceptance == first.acceptance)
        let restarted = try broker.afterKill()
        restarted.clock.set(TestTime.later(days: 8))
        let third = try await restarted.deposit(deposit)
        #expect(third.isRepeated)
        #expect(try third.acceptance == first.acceptance)
        #expect(try await restarted.deliveries(of: recipient).deliveries.count == 1)
        #expect(try restarted.folder.payloadFiles().count == 1)
    }

    @Test func `answers an exact retry after the signing device was revoked`() async throws {
        let broker = try await broker()
        let deposit = try TestDeposit(from: sender, to: [recipient])
        let first = try await broker.deposit(deposit)
        try sender.addRecord(
            issued: TestTime.later(seconds: 60), laptop: .revoked,
            laptopUntil: TestTime.later(seconds: 30))
        try await broker.admit(sender)
        let second = try await broker.deposit(deposit, by: sender.desktop)
        #expect(second.isRepeated)
        #expect(try second.acceptance == first.acceptance)
        let new = try TestDeposit(from: sender, to: [recipient])
        let again = try TestDeposit(from: sender, to: [recipient]) {
            $0.consignment = deposit.consignment
        }
        for refused in [new, again] {
            await #expect(throws: BrokerError.statement(.signatureInvalid)) {
                try await broker.deposit(refused, by: sender.desktop)
            }
        }
    }

    @Test func `answers a retry of a deposit whose asking task was cancelled`() async throws {
        let broker = try await broker()
        let deposit = try TestDeposit(from: sender, to: [recipient])
        let task = Task { try await broker.deposit(deposit) }
        task.cancel()
        // Whether the cancelled one got through or not, the retry has one answer.
        let first = try? await task.value
        let second = try await broker.deposit(deposit)
        if let first { #expect(try first.acceptance == second.acceptance) }
        #expect(try await broker.deliveries(of: recipient).deliveries.count == 1)
    }

    @Test func `accepts from any device of the organisation what one of them signed`() async throws
    {
        let broker = try await broker()
        let deposit = try TestDeposit(from: sender, to: [recipient])
        _ = try await broker.deposit(deposit, by: sender.desktop).acceptance
    }

    @Test func `numbers 64 deposits at once without a gap and answers each`() async throws {
        let broker = try await broker()
        let deposits = try (0..<64).map { index in
            try TestDeposit(
                from: sender, to: [recipient], payloadSize: index.isMultiple(of: 8) ? 90_000 : 500)
        }
        let acceptances = try await withThrowingTaskGroup(of: SignedFiles.self) { group in
            for deposit in deposits {
                group.addTask { try await broker.deposit(deposit).acceptance }
            }
            return try await group.reduce(into: Set<SignedFiles>()) { $0.insert($1) }
        }
        #expect(acceptances.count == 64)
        let list = try await broker.deliveries(of: recipient, DeliveryQuery(limit: 100))
        #expect(list.deliveries.map(\.number.value) == Array(1...64))
        #expect(
            Set(list.deliveries.map(\.statement)) == Set(deposits.map(\.files)))
        #expect(try broker.folder.payloadFiles().count == 8)
    }

    @Test func `answers 64 retries of one deposit alike`() async throws {
        let broker = try await broker()
        let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 80_000)
        let outcomes = try await withThrowingTaskGroup(of: DepositOutcome.self) { group in
            for _ in 0..<64 { group.addTask { try await broker.deposit(deposit) } }
            return try await group.reduce(into: [DepositOutcome]()) { $0.append($1) }
        }
        #expect(outcomes.filter { !$0.isRepeated }.count == 1)
        #expect(try Set(outcomes.map { try $0.acceptance }).count == 1)
        #expect(try await broker.deliveries(of: recipient).deliveries.count == 1)
        #expect(try broker.folder.payloadFiles().count == 1)
    }

    @Test func `has every acknowledged deposit after a kill at any moment`() async throws {
        let broker = try await broker()
        for round in 0..<6 {
            let deposits = try (0..<10).map { _ in
                try TestDeposit(from: sender, to: [recipient], payloadSize: 70_000)
            }
            let answers = try await withThrowingTaskGroup(of: SignedFiles.self) { group in
                for deposit in deposits {
                    group.addTask { try await broker.deposit(deposit).acceptance }
                }
                return try await group.reduce(into: [SignedFiles]()) { $0.append($1) }
            }
            let survivor = try broker.afterKill()
            let list = try await survivor.deliveries(of: recipient, DeliveryQuery(limit: 100))
            #expect(list.deliveries.count == (round + 1) * 10)
            #expect(Set(answers).isSubset(of: Set(list.deliveries.map(\.acceptance))))
            for delivery in list.deliveries {
                let payload = try await survivor.service.payload(
                    delivery.number, in: recipient.mailbox(),
                    for: survivor.caller(recipient.laptop))
                guard case .file(let path) = payload.place else { continue }
                let bytes = try #require(FileManager.default.contents(atPath: path))
                #expect(payload.digest == .of(Array(bytes)))
            }
        }
    }
}
