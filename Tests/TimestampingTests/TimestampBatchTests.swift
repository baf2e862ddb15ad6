import Primitives
import Testing

@testable import Timestamping

/// Collecting tokens: who is asked when, and what is on record if nobody answers.
@Suite struct `Timestamp batch` {
    private static let note = Array("log.example.org\n7\nSGVsbG8=\n".utf8)
    private let first: AuthorityName
    private let second: AuthorityName

    init() throws {
        first = try #require(AuthorityName("tsa.example.org"))
        second = try #require(AuthorityName("tsb.example.org"))
    }

    @Test func `an authority that is down holds up no other`() throws {
        let authority = try TestAuthority()
        let (request, token) = try authority.stamp(Self.note)
        let verified = try token.verify(answering: request, by: authority.known)
        var batch = TimestampBatch(imprint: request.imprint, authorities: [first, second])
        #expect(batch.due(at: try instant(0)) == [first, second])
        batch.recordFailure(of: second, code: "network.unreachable", at: try instant(0))
        let isKept = batch.record(verified)
        #expect(isKept)
        #expect(batch.states[first] == .stamped(verified))
        #expect(batch.due(at: try instant(59)) == [])
        #expect(batch.due(at: try instant(60)) == [second])
        #expect(!batch.isComplete && batch.gaps == [])
        // A failure that comes late undoes no token, and a second token does not replace the first.
        batch.recordFailure(of: first, code: "network.unreachable", at: try instant(1))
        let again = try authority.stamp(Self.note)
        batch.record(try again.token.verify(answering: again.request, by: authority.known))
        #expect(batch.states[first] == .stamped(verified))
    }

    @Test func `a token over another checkpoint, or of a stranger, is not kept`() throws {
        let authority = try TestAuthority()
        let (request, token) = try authority.stamp(Self.note)
        let verified = try token.verify(answering: request, by: authority.known)
        for batch in [
            TimestampBatch(imprint: .of(Self.note + [0]), authorities: [first]),
            TimestampBatch(imprint: request.imprint, authorities: [second]),
        ] {
            var changed = batch
            let isKept = changed.record(verified)
            #expect(!isKept)
            #expect(changed == batch)
        }
    }

    @Test func `the waits double to an hour, and after a week there is a gap`() throws {
        var batch = TimestampBatch(imprint: .of(Self.note), authorities: [first])
        var now = try instant(1000)
        var waits: [Int64] = []
        while !batch.isComplete {
            try #require(waits.count <= CollectingSchedule.attempts)
            #expect(batch.due(at: now) == [first])
            batch.recordFailure(of: first, code: "time.request-rejected", at: now)
            let wait = CollectingSchedule.wait(afterAttempts: waits.count + 1)
            waits.append(wait)
            #expect(batch.due(at: try #require(now.adding(seconds: wait - 1))) == [])
            now = try #require(now.adding(seconds: wait))
        }
        #expect(waits.prefix(8) == [60, 120, 240, 480, 960, 1920, 3600, 3600])
        #expect(waits.dropLast().reduce(0, +) > 6 * 86_400)
        #expect(waits.reduce(0, +) < 8 * 86_400)
        #expect(batch.gaps == [first] && batch.due(at: now) == [])
        guard case .gap(let attempts)? = batch.states[first] else {
            Issue.record("there is no gap")
            return
        }
        #expect(attempts.count == CollectingSchedule.attempts)
        #expect(attempts.failure == "time.request-rejected")
    }

    @Test func `a token that comes after all closes the gap`() throws {
        let authority = try TestAuthority()
        let (request, token) = try authority.stamp(Self.note)
        let gone = TimestampBatch.Attempts(count: 174, last: try instant(5), failure: "x")
        var batch = TimestampBatch(imprint: request.imprint, states: [first: .gap(gone)])
        batch.record(try token.verify(answering: request, by: authority.known))
        #expect(batch.gaps == [] && batch.isComplete)
    }

    @Test func `a batch that is given up has gaps where nobody answered`() throws {
        let second = try #require(AuthorityName("b.example"))
        var batch = TimestampBatch(imprint: .of(Self.note), authorities: [first, second])
        batch.recordFailure(of: first, code: "x", at: try instant(5))
        batch.giveUp()
        #expect(batch.isComplete && Set(batch.gaps) == [first, second])
        #expect(batch.due(at: try instant(9_000_000_000)) == [])
        guard case .gap(let attempts)? = batch.states[first] else {
            Issue.record("there is no gap")
            return
        }
        #expect(attempts.count == 1 && attempts.failure == "x")
    }

    @Test func `a clock that jumps neither stops the asking nor makes gaps`() throws {
        var batch = TimestampBatch(imprint: .of(Self.note), authorities: [first])
        batch.recordFailure(of: first, code: "x", at: try instant(4_000_000_000))
        #expect(batch.due(at: try instant(1_700_000_000)) == [first])
        batch.recordFailure(of: first, code: "x", at: try instant(1_700_000_000))
        #expect(batch.due(at: try instant(1_700_000_119)) == [])
        #expect(batch.due(at: try instant(9_000_000_000)) == [first])
        #expect(batch.gaps == [])
    }

    private func instant(_ seconds: Int64) throws -> Timestamp {
        try #require(Timestamp(secondsSinceEpoch: seconds))
    }

    @Test func `so many wait and no more: the oldest has its gaps, of whom it still waited for`()
        throws
    {
        let authority = try TestAuthority()
        let (request, token) = try authority.stamp(Self.note)
        let verified = try token.verify(answering: request, by: authority.known)
        var open = OpenBatches()
        let batch = TimestampBatch(imprint: request.imprint, authorities: [first, second])
        for size in 1...UInt64(CollectingSchedule.openBatches) { open[size] = batch }
        open[1]?.record(verified)
        let early = open.giveUpOldest()
        #expect(early == nil && open.count == 4096)
        // One that all have answered for makes room.
        open[2] = TimestampBatch(imprint: request.imprint, states: [first: .stamped(verified)])
        #expect(open.count == 4095 && open[2] == nil)
        open[5000] = batch
        open[5001] = batch
        let found = open.giveUpOldest()
        let (size, given) = try #require(found)
        #expect(size == 1 && given.gaps == [second] && given.states[first] == .stamped(verified))
        #expect(open.count == 4096 && open[1] == nil)
        let more = open.giveUpOldest()
        #expect(more == nil)
        #expect(open.due(second, at: try instant(0)).first == 3)
        #expect(open.due(second, at: try instant(0)).last == 5001)
    }
}
