import Custody
import Primitives
import Testing

@testable import Custodian

/// What a receiver remembers of the numbers that the broker has signed in its mailboxes.
@Suite struct `Remembered numbers of a mailbox` {
    private let mailbox = MailboxAddress("intake@group484.rs")

    private func home(_ folder: TestFolder) async throws -> Home {
        try await TestOffice.make("group484.rs", in: folder).office.home
    }

    private func numbers(_ signed: ClosedRange<Int64>...) -> NumberWatch.Numbers {
        var numbers = NumberWatch.Numbers()
        for range in signed { numbers.signed.insert(range) }
        return numbers
    }

    @Test func `what was signed and is not listed is missing, at the end too`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        var memory = try MailboxMemory(home)
        for number: Int64 in 1...5 {
            let isNew = memory.take(.of([UInt8(number)]), as: number, in: mailbox)
            #expect(isNew)
        }
        try memory.store()
        memory = try MailboxMemory(home)
        #expect(memory.missing(numbers(1...5), filled: [], in: mailbox).isEmpty)
        #expect(memory.missing(numbers(1...1, 3...3), filled: [], in: mailbox) == [2...2, 4...5])
    }

    @Test func `an unsigned number fills its place and adds none`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        let memory = try MailboxMemory(home)
        let largest: Int64 = 9_007_199_254_740_991
        #expect(memory.missing(numbers(1...1, 3...3), filled: [2, largest], in: mailbox).isEmpty)
        #expect(memory.missing(numbers(1...1), filled: [3], in: mailbox).isEmpty)
        var unjudged = numbers(1...1, 5...5)
        unjudged.unjudged.insert(2...3)
        unjudged.unjudged.insert(largest)
        #expect(memory.missing(unjudged, filled: [], in: mailbox) == [4...4])
    }

    @Test func `one number is not two deliveries', and the first stays noted`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        var memory = try MailboxMemory(home)
        let first = memory.take(.of([1]), as: 1, in: mailbox)
        let again = memory.take(.of([1]), as: 1, in: mailbox)
        let other = memory.take(.of([2]), as: 1, in: mailbox)
        #expect(first && again && !other)
        #expect(memory.has(.of([1]), as: 1, in: mailbox))
        #expect(!memory.has(.of([2]), as: 1, in: mailbox))
    }

    @Test func `the oldest are forgotten, and count as looked at`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        var memory = try MailboxMemory(home)
        for number: Int64 in 1...4100 {
            _ = memory.take(.of(Array("\(number)".utf8)), as: number, in: mailbox)
        }
        try memory.store()
        memory = try MailboxMemory(home)
        #expect(memory.has(.of([9]), as: 4, in: mailbox))
        #expect(!memory.has(.of([9]), as: 5, in: mailbox))
        #expect(memory.has(.of(Array("4100".utf8)), as: 4100, in: mailbox))
        #expect(memory.missing(numbers(1...4098), filled: [], in: mailbox) == [4099...4100])
    }

    @Test func `unsigned numbers of before are not taken over, and damage is told`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        let file = "group484.rs/mailboxes-seen.json"
        func write(_ version: Int, _ members: String) throws {
            try folder.write(
                file,
                "{\"type\": \"urn:plomba:v1:MailboxMemory\", \"version\": \(version), \"mailboxes\": "
                    + "[{\"address\": \"\(mailbox.text)\", \(members)}]}")
        }
        try write(1, "\"largest\": 9007199254740991")
        let memory = try MailboxMemory(home)
        #expect(memory.missing(numbers(1...2), filled: [], in: mailbox).isEmpty)
        for members in [
            "\"largest\": -1, \"floor\": 1, \"signed\": []", "\"largest\": 2, \"signed\": []",
            "\"largest\": 2, \"floor\": 1, \"signed\": [{\"number\": 0, \"deposit\": \"00\"}]",
        ] {
            try write(2, members)
            #expect(throws: HomeError.self) { _ = try MailboxMemory(home) }
        }
    }
}
