import Custody
import Primitives
import Testing

/// What a receiver counts: which numbers came, which were given up, which are missing.
@Suite struct `Streams` {
    @Test func `numbers join to ranges, in any order`() {
        var numbers = NumberSet()
        for number: Int64 in [5, 1, 3, 2, 9, 5] { numbers.insert(number) }
        #expect(numbers.ranges == [1...3, 5...5, 9...9])
        #expect(numbers.gaps == [4...4, 6...8])
        #expect(numbers.contains(2) && !numbers.contains(4))
        numbers.insert(4...8)
        #expect(numbers.ranges == [1...9] && numbers.gaps.isEmpty)
        #expect(NumberSet(1...3, 5...5).gaps == [4...4])
        #expect(NumberSet(4...4).gaps == [1...3])
        #expect(NumberSet().gaps.isEmpty && NumberSet().largest == nil)
    }

    @Test func `no number from outside is too much`() {
        var numbers = NumberSet()
        for number in [Int64.min, -1, 0, .max] { numbers.insert(number) }
        #expect(numbers == NumberSet())
        numbers.insert(.max - 1)
        #expect(numbers.gaps == [1...(.max - 2)])
        numbers.insert(1)
        #expect(numbers.ranges.count == 2)
    }

    @Test func `many gaps are kept within bounds by forgetting the oldest`() {
        var numbers = NumberSet()
        for number in stride(from: Int64(1), to: 200, by: 2) { numbers.insert(number) }
        numbers.closeOldestGaps(keeping: 10)
        #expect(numbers.ranges.count == 10)
        #expect(numbers.ranges.first == 1...181 && numbers.largest == 199)
    }

    @Test(arguments: [
        ("1", true), ("3-9", true), ("0", false), ("3-3", false), ("9-3", false), ("-3", false),
        ("3-", false), ("1-2-3", false), ("", false), ("+1", false), ("01", false),
        ("9223372036854775807", false), ("a", false),
    ])
    func `ranges have one text`(text: String, isRange: Bool) {
        #expect((NumberSet.range(text) != nil) == isRange)
        if let range = NumberSet.range(text) { #expect(NumberSet.text(range) == text) }
    }

    @Test func `what was skipped is not missing, and what came after all is a contradiction`()
        throws
    {
        let samples = try Samples()
        var record = StreamRecord(
            .init(
                sender: samples.sender.fingerprint, device: samples.senderDevice.publicKey.id,
                mailbox: samples.mailbox))
        for number: Int64 in [1, 2, 5] { record.deliver(number) }
        #expect(record.missing == [3...4] && record.contradicted.isEmpty)
        record.skip(3)
        #expect(record.missing == [4...4])
        record.skip(6)
        // A later number that was skipped shows that there was one.
        #expect(record.missing == [4...4])
        record.deliver(3)
        #expect(record.contradicted == [3])
        record.deliver(4)
        #expect(record.missing.isEmpty)
    }
}

/// `Skipped` in a chain.
@Suite struct `Skipped numbers` {
    @Test func `end the lane of what was never taken, or was refused`() throws {
        let story = try Story()
        let skipped = try story.skipped()
        #expect(try story.verify([story.deposit, skipped]).links.last?.event == .skipped)
        let refused = [story.deposit, try story.submissionRejection(), skipped]
        #expect(try story.verify(refused).links.count == 3)
    }

    @Test func `are refused for what the broker or the recipient has`() throws {
        let story = try Story()
        let skipped = try story.skipped()
        #expect(throws: CustodyError.contradiction(position: 2, member: "stream")) {
            try story.verify([story.deposit, story.submission, skipped])
        }
        #expect(throws: CustodyError.afterEnd(position: 2)) {
            try story.verify([story.deposit, skipped, story.submission])
        }
    }

    @Test func `are refused without their deposit, and for another number`() throws {
        let story = try Story()
        #expect(throws: CustodyError.predecessorMissing(position: 0)) {
            try story.verify([story.skipped()])
        }
        #expect(throws: CustodyError.contradiction(position: 1, member: "stream")) {
            try story.verify([story.deposit, story.skipped(number: 8)])
        }
    }

    @Test func `are signed by the device of the stream and nobody else`() throws {
        let story = try Story()
        let content = try story.skipped().unverified(as: SkippedStatement.self, mode: .live)
        #expect(throws: StatementError.signerMismatch) {
            try SignedStatement.sign(content, mode: .live, with: story.samples.senderMember)
        }
        #expect(throws: StatementError.signatureInvalid) {
            try story.skipped().verify(
                as: SkippedStatement.self, mode: .live,
                by: story.samples.receiverDevice.publicKey)
        }
    }
}

extension Story {
    func skipped(number: Int64 = 7) throws -> SignedStatement {
        try .sign(
            SkippedStatement(
                deposit: deposit.digest, consignment: samples.consignment, sender: samples.sender,
                mailbox: samples.mailbox,
                stream: .init(device: samples.senderDevice.publicKey.id, number: number),
                claimedTime: samples.time),
            mode: samples.mode, with: samples.senderDevice)
    }
}
