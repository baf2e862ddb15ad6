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

    private func deposit(_ number: Int64) -> SHA256Digest { .of(Array("\(number)".utf8)) }

    private func list(_ numbers: ClosedRange<Int64>) -> [(number: Int64, deposit: SHA256Digest)] {
        numbers.map { ($0, deposit($0)) }
    }

    /// Takes some, as looks of that many do, each with a memory read from the disk.
    private func look(
        _ home: Home, _ mailbox: MailboxAddress, _ numbers: ClosedRange<Int64>,
        without left: Set<Int64> = []
    ) throws -> MailboxMemory {
        var memory = try MailboxMemory(home)
        for number in numbers where !left.contains(number) {
            _ = memory.take(deposit(number), as: number, in: mailbox)
        }
        try memory.store()
        return try MailboxMemory(home)
    }

    @Test func `ten thousand are known after five looks, and the file stays small`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        var memory = try MailboxMemory(home)
        let step = Int64(NumberWatch.maximumAsked)
        for look: Int64 in 0..<5 {
            let first = look * step + 1
            let last = first + step - 1
            memory = try self.look(home, mailbox, first...last)
            // Nothing that was proven is asked for again, and nothing else is taken for proven.
            let known = memory.folded(in: mailbox)
            #expect(known.agreement(with: list(1...last)) == .same)
            for number in 1...last where !known.numbers.contains(number) {
                #expect(memory.has(deposit(number), as: number, in: mailbox))
            }
            #expect(!known.numbers.contains(last + 1))
            #expect(!memory.has(deposit(last + 1), as: last + 1, in: mailbox))
        }
        #expect(memory.folded(in: mailbox).numbers == NumberSet(1...5904))
        #expect(memory.missing(numbers(1...9998), filled: [], in: mailbox) == [9999...10_000])
        #expect(try folder.read("group484.rs/mailboxes-seen.json").count < 1 << 20)
    }

    @Test func `what was folded can neither be exchanged nor left out`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        let folded = try look(home, mailbox, 1...4200).folded(in: mailbox)
        #expect(folded.numbers == NumberSet(1...104))
        var shown = list(1...4200)
        #expect(folded.agreement(with: shown) == .same)
        shown[49].deposit = .of([9])
        #expect(folded.agreement(with: shown) == .exchanged)
        shown = list(1...4200)
        (shown[2].deposit, shown[3].deposit) = (shown[3].deposit, shown[2].deposit)
        #expect(folded.agreement(with: shown) == .exchanged)
        #expect(folded.agreement(with: list(1...49) + list(51...4200)) == .incomplete)
        #expect(folded.agreement(with: list(1...50)) == .incomplete)
        #expect(folded.agreement(with: []) == .incomplete)
        // A number that is not folded changes nothing.
        #expect(folded.agreement(with: list(1...104)) == .same)
    }

    @Test func `one that was never looked at does not count as such below the others`() async throws
    {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        var memory = try look(home, mailbox, 1...6000, without: [5, 700])
        for number: Int64 in [5, 700] {
            #expect(!memory.has(deposit(number), as: number, in: mailbox))
            #expect(!memory.folded(in: mailbox).numbers.contains(number))
        }
        memory = try look(home, mailbox, 5...5)
        #expect(memory.has(deposit(5), as: 5, in: mailbox))
        #expect(!memory.has(deposit(700), as: 700, in: mailbox))
        // It stays, whatever comes after it.
        memory = try look(home, mailbox, 6001...9000)
        #expect(memory.has(deposit(5), as: 5, in: mailbox))
        #expect(memory.folded(in: mailbox).agreement(with: list(1...9000)) == .same)
    }

    @Test func `with too many gaps nothing counts as looked at that is not kept`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        let even = Set((1...5000).filter { $0 % 2 == 0 }.map(Int64.init))
        let memory = try look(home, mailbox, 1...12_000, without: even)
        let known = memory.folded(in: mailbox).numbers
        #expect(known.ranges.count <= FoldedNumbers.maximumRanges)
        for number in even { #expect(!known.contains(number)) }
        let kept = (1...12_000).filter {
            known.contains($0) || memory.has(deposit($0), as: $0, in: mailbox)
        }
        #expect(kept.count < 12_000 - even.count)
        #expect(try folder.read("group484.rs/mailboxes-seen.json").count < 1 << 20)
    }

    @Test func `that signatures were shown is remembered`() async throws {
        let folder = try TestFolder()
        let (home, mailbox) = (try await home(folder), try #require(mailbox))
        var memory = try MailboxMemory(home)
        #expect(!memory.hasSignatures)
        memory.noteShown()
        try memory.store()
        #expect(try MailboxMemory(home).hasSignatures)
        #expect(try look(home, mailbox, 1...1).hasSignatures)
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
        // Version 2 took every number below its floor for looked at.
        try write(2, "\"largest\": 9, \"floor\": 8, \"signed\": []")
        let second = try MailboxMemory(home)
        #expect(second.folded(in: mailbox).isEmpty && !second.has(deposit(3), as: 3, in: mailbox))
        #expect(second.hasSignatures)
        #expect(second.missing(numbers(1...7), filled: [], in: mailbox) == [8...9])
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
        for members in [
            "\"folded\": [\"1-3\"]", "\"folded\": [\"3-1\"], \"chain\": \"00\"", "\"floor\": 1",
        ] {
            try write(3, "\"largest\": 3, \(members), \"signed\": []")
            #expect(throws: HomeError.self) { _ = try MailboxMemory(home) }
        }
    }
}
