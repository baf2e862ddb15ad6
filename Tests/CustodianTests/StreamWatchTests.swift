import BrokerAPI
import Custody
import KeyDirectory
import Primitives
import Testing

@testable import Custodian

/// What a receiver remembers of the numbers that partners' devices give.
@Suite struct `Watched streams` {
    @Test func `are kept on the disk and told as gaps`() async throws {
        let scene = try await Scene()
        try scene.note([1, 2, 5])
        let gap = try #require(try scene.gaps().first)
        #expect(gap.missing == ["3-4"])
        #expect(gap.sender == scene.sender.name && gap.mailbox == scene.mailbox)
        try scene.note([3, 4])
        #expect(try scene.gaps().isEmpty)
    }

    @Test func `only confirmed partners are told of`() async throws {
        let scene = try await Scene()
        try scene.note([1, 3])
        #expect(try scene.gaps().count == 1)
        let stranger = StreamRecord.Stream(
            sender: Fingerprint(.of([1])), device: scene.device.key.publicKey.id,
            mailbox: scene.mailbox)
        var watch = try StreamWatch(scene.receiver.office.home)
        for number: Int64 in [1, 9] { watch.note(stranger) { $0.deliver(number) } }
        try watch.store()
        #expect(try scene.gaps().count == 1)
    }

    @Test func `a number that was given up is not missing, and must not come`() async throws {
        let scene = try await Scene()
        try scene.note([1, 2, 5])
        try scene.skip([3, 4])
        #expect(try scene.gaps().isEmpty)
        try scene.note([4])
        let gap = try #require(try scene.gaps().first)
        #expect(gap.missing.isEmpty && gap.contradicted == ["4"])
    }

    @Test func `one too many is told, and takes no place of one that is watched`() async throws {
        let scene = try await Scene()
        try scene.note([1, 3])
        var watch = try StreamWatch(scene.receiver.office.home)
        for number in 1...StreamWatch.maximumStreams + 1 {
            let stream = StreamRecord.Stream(
                sender: Fingerprint(.of(Array("\(number)".utf8))),
                device: scene.device.key.publicKey.id, mailbox: scene.mailbox)
            for _ in 0..<2 { watch.note(stream) { $0.deliver(1) } }
        }
        #expect(watch.leftOut.count == 2)
        #expect(watch.records.count == StreamWatch.maximumStreams)
        try watch.store()
        #expect(try scene.gaps().count == 1)
    }

    @Test func `the place in the broker's list is kept, and only goes where it is set`()
        async throws
    {
        let scene = try await Scene()
        var watch = try StreamWatch(scene.receiver.office.home)
        #expect(watch[cursor: scene.mailbox] == .start)
        watch[cursor: scene.mailbox] = try #require(DeliveryNumber(7))
        try watch.store()
        let again = try StreamWatch(scene.receiver.office.home)
        #expect(again[cursor: scene.mailbox].value == 7)
    }

    @Test func `damage is told, not repaired`() async throws {
        let scene = try await Scene()
        try scene.note([1, 3])
        try scene.folder.write(
            "group484.rs/streams-seen.json",
            "{\"type\": \"urn:plomba:v1:StreamWatch\", \"version\": 1, \"streams\": [{}], \"mailboxes\": []}"
        )
        #expect(throws: HomeError.self) { try scene.gaps() }
    }

    /// A receiver that has confirmed a sender.
    private struct Scene {
        let folder: TestFolder
        let sender: TestOffice
        let receiver: TestOffice
        let device: SigningKeyHolder
        let mailbox: MailboxAddress

        init() async throws {
            folder = try TestFolder()
            sender = try await TestOffice.make("vasaprava.ba", in: folder)
            receiver = try await TestOffice.make("group484.rs", in: folder)
            try sender.introduce(to: receiver)
            device = SigningKeyHolder(key: try KeyRing(sender.office.home).device())
            mailbox = try #require(MailboxAddress("intake@group484.rs"))
        }

        func note(_ numbers: [Int64]) throws {
            var watch = try StreamWatch(receiver.office.home)
            let stream = StreamRecord.Stream(
                sender: try sender.own.organisation.fingerprint, device: device.key.publicKey.id,
                mailbox: mailbox)
            for number in numbers { watch.note(stream) { $0.deliver(number) } }
            try watch.store()
        }

        func skip(_ numbers: [Int64]) throws {
            var watch = try StreamWatch(receiver.office.home)
            let stream = StreamRecord.Stream(
                sender: try sender.own.organisation.fingerprint, device: device.key.publicKey.id,
                mailbox: mailbox)
            for number in numbers { watch.note(stream) { $0.skip(number) } }
            try watch.store()
        }

        func gaps() throws -> [StreamGap] { try receiver.office.gaps(from: nil) }
    }

    /// Keys cannot be copied; a struct that is may hold one so.
    private final class SigningKeyHolder: Sendable {
        let key: SigningKey
        init(key: consuming SigningKey) { self.key = key }
    }
}
