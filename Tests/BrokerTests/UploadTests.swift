import BrokerAPI
import Custody
import Foundation
import Primitives
import Testing

@testable import Broker

@Suite struct UploadTests {
    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    private func broker(
        configure: (inout BrokerConfiguration) -> Void = { _ in }
    ) async throws -> TestBroker {
        try await TestBroker.serving(sender, recipient, configure: configure)
    }

    @discardableResult
    private func add(
        _ piece: ArraySlice<UInt8>, to upload: UploadID, at offset: Int64, _ broker: TestBroker
    ) async throws -> Int64 {
        let writer = try await broker.service.continueUpload(
            upload, at: offset, by: broker.caller(sender.laptop))
        for start in stride(from: piece.startIndex, to: piece.endIndex, by: 70_000) {
            try await writer.append(piece[start..<min(start + 70_000, piece.endIndex)])
        }
        return try await writer.commit()
    }

    private func begin(_ length: Int, _ broker: TestBroker) async throws -> UploadID {
        try await broker.service.createUpload(
            lengthInBytes: Int64(length), metadata: UploadMetadata("a YQ=="),
            by: broker.caller(sender.laptop)
        ).id
    }

    private func deposit(
        _ deposit: TestDeposit, _ upload: UploadID, _ broker: TestBroker
    ) async throws -> DepositOutcome {
        try await broker.service.deposit(
            DepositRequest(
                files: deposit.files, preview: deposit.preview, payload: .upload(upload)),
            from: broker.caller(sender.laptop))
    }

    @Test func `becomes the payload of a deposit, over a kill between two pieces`() async throws {
        let first = try await broker()
        let made = try TestDeposit(from: sender, to: [recipient], payloadSize: 1_500_000)
        let upload = try await begin(made.payload.count, first)
        #expect(try await add(made.payload[..<700_000], to: upload, at: 0, first) == 700_000)
        let second = try first.afterKill()
        let state = try await second.service.upload(upload, for: second.caller(sender.laptop))
        #expect(state.offset == 700_000)
        #expect(state.metadata?.fieldValue == "a YQ==")
        await #expect(throws: BrokerError.uploadIncomplete) {
            try await deposit(made, upload, second)
        }
        try await add(made.payload[700_000...], to: upload, at: 700_000, second)
        let accepted = try await deposit(made, upload, second)
        // The upload is gone, the deposit is not: a retry finds it.
        let again = try await deposit(made, upload, second)
        #expect(again.isRepeated)
        #expect(try again.acceptance == accepted.acceptance)
        await #expect(throws: BrokerError.unknownUpload) {
            try await second.service.upload(upload, for: second.caller(sender.laptop))
        }
        let third = try second.afterKill()
        let payload = try await third.service.payload(
            #require(DeliveryNumber(1)), in: recipient.mailbox(),
            for: third.caller(recipient.laptop))
        guard case .file(let path) = payload.place else {
            Issue.record("the payload is not a file")
            return
        }
        #expect(FileManager.default.contents(atPath: path) == Data(made.payload))
    }

    @Test func `keeps an upload that the deposit did not match, and what it holds`() async throws {
        let broker = try await broker()
        let made = try TestDeposit(from: sender, to: [recipient], payloadSize: 1000) {
            $0.claimedPayload[3] ^= 1
        }
        let upload = try await begin(1000, broker)
        try await add(made.payload[...], to: upload, at: 0, broker)
        #expect(try await deposit(made, upload, broker).reason == .payloadMismatch)
        let right = try TestDeposit(from: sender, to: [recipient]) { right in
            (right.payload, right.claimedPayload) = (made.payload, made.payload)
        }
        _ = try await deposit(right, upload, broker).acceptance
    }

    @Test func `writes nothing at another offset or beyond the length`() async throws {
        let broker = try await broker()
        let upload = try await begin(100, broker)
        for offset in [1, -1, 100] as [Int64] {
            await #expect(throws: BrokerError.offsetMismatch(current: 0)) {
                try await add([1], to: upload, at: offset, broker)
            }
        }
        await #expect(throws: BrokerError.pieceTooLarge) {
            try await add([UInt8](repeating: 0, count: 101)[...], to: upload, at: 0, broker)
        }
        let large = try await begin(BrokerLimits.uploadPieceBytes + 1, broker)
        let piece = [UInt8](repeating: 0, count: BrokerLimits.uploadPieceBytes + 1)
        await #expect(throws: BrokerError.pieceTooLarge) {
            try await add(piece[...], to: large, at: 0, broker)
        }
        #expect(
            try await broker.service.upload(large, for: broker.caller(sender.laptop)).offset == 0)
    }

    @Test func `forgets a piece that was not committed`() async throws {
        let broker = try await broker()
        let made = try TestDeposit(from: sender, to: [recipient], payloadSize: 300_000)
        let upload = try await begin(300_000, broker)
        do {
            let writer = try await broker.service.continueUpload(
                upload, at: 0, by: broker.caller(sender.laptop))
            try await writer.append([UInt8](repeating: 9, count: 300_000)[...])
        }
        try await add(made.payload[...], to: upload, at: 0, broker)
        _ = try await deposit(made, upload, broker).acceptance
    }

    @Test func `lets one request at a time write`() async throws {
        let broker = try await broker()
        let upload = try await begin(100, broker)
        let writer = try await broker.service.continueUpload(
            upload, at: 0, by: broker.caller(sender.laptop))
        await #expect(throws: BrokerError.uploadBusy) {
            try await broker.service.continueUpload(
                upload, at: 0, by: broker.caller(sender.laptop))
        }
        await #expect(throws: BrokerError.uploadBusy) {
            try await broker.service.terminateUpload(upload, by: broker.caller(sender.laptop))
        }
        try await writer.append([1])
        #expect(try await writer.commit() == 1)
    }

    @Test func `shows an upload to the device that began it and to no other`() async throws {
        let broker = try await broker()
        let upload = try await begin(100, broker)
        for device in [sender.desktop, recipient.laptop] {
            await #expect(throws: BrokerError.unknownUpload) {
                try await broker.service.upload(upload, for: broker.caller(device))
            }
            await #expect(throws: BrokerError.unknownUpload) {
                try await broker.service.terminateUpload(upload, by: broker.caller(device))
            }
        }
    }

    @Test func `removes the file when an upload is given up or expires`() async throws {
        let broker = try await broker()
        let (given, expiring) = (try await begin(10, broker), try await begin(10, broker))
        try await broker.service.terminateUpload(given, by: broker.caller(sender.laptop))
        #expect(try broker.folder.payloadFiles() == [expiring.text])
        broker.clock.set(TestTime.later(days: 8))
        await #expect(throws: BrokerError.uploadExpired) {
            try await broker.service.upload(expiring, for: broker.caller(sender.laptop))
        }
        try await broker.service.removeExpiredUploads()
        #expect(try broker.folder.payloadFiles().isEmpty)
    }

    @Test func `limits the number and the size of uploads`() async throws {
        let broker = try await broker { configuration in
            configuration.uploadsPerDevice = 2
            configuration.limits.payloadBytes = 1000
        }
        for length in [0, -1, 1001] {
            await #expect(throws: BrokerError.uploadTooLarge) {
                try await begin(length, broker)
            }
        }
        for _ in 0..<2 { _ = try await begin(1000, broker) }
        await #expect(throws: BrokerError.quota(.deviceUploads)) { try await begin(1000, broker) }
        #expect(try broker.folder.payloadFiles().count == 2)
    }
}
