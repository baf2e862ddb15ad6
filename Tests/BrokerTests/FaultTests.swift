import BrokerAPI
import Foundation
import Glibc
import Primitives
import Synchronization
import Testing

@testable import Broker

@Suite struct FaultTests {
    /// A disk whose flushes fail when told to.
    final class Disk: Sendable {
        let isBroken = Mutex(false)

        var options: StoreOptions {
            var options = StoreOptions()
            options.reserveInBytes = 0
            options.flush = { file in
                guard self.isBroken.withLock({ $0 }) else { return fdatasync(file) }
                errno = EIO
                return -1
            }
            return options
        }
    }

    private let sender: TestOrganisation
    private let recipient: TestOrganisation

    init() throws {
        sender = try TestOrganisation("a.example")
        recipient = try TestOrganisation("b.example")
    }

    @Test func `accepts nothing after a flush failed, and goes on reading`() async throws {
        let disk = Disk()
        let broker = try await TestBroker.serving(sender, recipient, options: disk.options)
        let before = try TestDeposit(from: sender, to: [recipient], payloadSize: 100_000)
        _ = try await broker.deposit(before).acceptance
        disk.isBroken.withLock { $0 = true }
        let lost = try TestDeposit(from: sender, to: [recipient], payloadSize: 100_000)
        let error = await #expect(throws: StoreError.self) { try await broker.deposit(lost) }
        #expect(error == .system("fdatasync", errno: EIO))
        #expect(error?.problem == .readOnly)
        // The disk pretends to be well again: nobody believes it before a restart.
        disk.isBroken.withLock { $0 = false }
        let small = try TestDeposit(from: sender, to: [recipient])
        await #expect(throws: BrokerError.store(.readOnly)) { try await broker.deposit(small) }
        #expect(broker.service.store.fault != nil)
        #expect(try await broker.deliveries(of: recipient).deliveries.count == 1)
        let restarted = try broker.afterKill()
        _ = try await restarted.deposit(small).acceptance
        _ = try await restarted.deposit(lost).acceptance
    }

    @Test func `moves no offset after a flush failed`() async throws {
        let disk = Disk()
        let broker = try await TestBroker.serving(sender, options: disk.options)
        let caller = try broker.caller(sender.laptop)
        let upload = try await broker.service.createUpload(
            lengthInBytes: 10, metadata: nil, by: caller)
        disk.isBroken.withLock { $0 = true }
        let writer = try await broker.service.continueUpload(upload.id, at: 0, by: caller)
        try await writer.append([1, 2, 3])
        await #expect(throws: BrokerError.store(.system("fdatasync", errno: EIO))) {
            try await writer.commit()
        }
        #expect(try await broker.service.upload(upload.id, for: caller).offset == 0)
    }

    /// A real volume of a few MiB, filled to the last byte.
    @Test func `refuses cleanly on a full volume and accepts again when there is room`()
        async throws
    {
        let volume = try SmallVolume(mebibytes: 8)
        var options = StoreOptions()
        options.reserveInBytes = 0
        let broker = try TestBroker(folder: volume.folder, options: options)
        try await broker.admit(sender)
        try await broker.admit(recipient)
        var accepted: [SignedFiles] = []
        var refusals = 0
        for size in [60_000, 1000, 200_000, 60_000] {
            while true {
                let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: size)
                do {
                    accepted.append(try await broker.deposit(deposit).acceptance)
                } catch let error as BrokerError {
                    #expect(error.problem == .insufficientStorage)
                    refusals += 1
                    break
                } catch let error as StoreError {
                    #expect(error.problem == .insufficientStorage)
                    refusals += 1
                    break
                }
                try #require(accepted.count < 1000, "the volume never fills")
            }
        }
        #expect(refusals == 4)
        #expect(broker.service.store.fault == nil)
        let list = try await broker.deliveries(of: recipient, DeliveryQuery(limit: 100))
        #expect(list.deliveries.map(\.acceptance) == Array(accepted.prefix(100)))
        try volume.grow(mebibytes: 32)
        let deposit = try TestDeposit(from: sender, to: [recipient], payloadSize: 200_000)
        accepted.append(try await broker.deposit(deposit).acceptance)
        let survivor = try broker.afterKill()
        let after = try await survivor.deliveries(of: recipient, DeliveryQuery(limit: 100))
        #expect(after.deliveries.map(\.acceptance) == Array(accepted.prefix(100)))
        let files =
            accepted.count == after.deliveries.count ? try survivor.folder.payloadFiles() : []
        #expect(files.count == after.deliveries.filter { $0.payloadSize > 65_536 }.count)
    }

    @Test func `begins no payload when the reserve would be touched`() async throws {
        var options = StoreOptions()
        options.reserveInBytes = .max / 2
        let broker = try await TestBroker.serving(sender, recipient, options: options)
        let large = try TestDeposit(from: sender, to: [recipient], payloadSize: 100_000)
        await #expect(throws: StoreError.insufficientStorage) { try await broker.deposit(large) }
        // The database has a reserve too: for what is said about the cases that are here.
        let small = try TestDeposit(from: sender, to: [recipient])
        await #expect(throws: BrokerError.store(.insufficientStorage)) {
            try await broker.deposit(small)
        }
        #expect(try broker.folder.payloadFiles().isEmpty)
    }
}

/// A tmpfs of its own, which is full when it is full.
final class SmallVolume: Sendable {
    let folder: TestFolder

    init(mebibytes: Int) throws {
        folder = try TestFolder()
        try Self.run("mount", ["-t", "tmpfs", "-o", "size=\(mebibytes)m", "tmpfs", folder.path])
    }

    func grow(mebibytes: Int) throws {
        try Self.run("mount", ["-o", "remount,size=\(mebibytes)m", folder.path])
    }

    deinit {
        // Lazily: the broker under test may still have files open.
        try? Self.run("umount", ["-l", folder.path])
    }

    private static func run(_ tool: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/\(tool)")
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw TestFailure(
                "'\(tool)' failed: the test of a full volume mounts a small tmpfs and needs root")
        }
    }
}
