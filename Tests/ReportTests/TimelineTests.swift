import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives
import Report
import Testing
import Wording

@Suite struct `The sequence of events in a report` {
    private func page(_ times: [String?]) throws -> String {
        var found = try Found()
        found.findings.statements = times.enumerated().map { index, time in
            Found.statement(time, seed: "\(index)")
        }
        return found.page(.english)
    }

    @Test func `draws a gap longer than a day, and no shorter one`() throws {
        let gap = try page(["2026-03-12T14:05:00Z", "2026-03-13T14:05:01Z"])
        #expect(gap.contains("GAP of 24 hours: between no. 1 and no. 2"))
        #expect(gap.contains("not recorded"))
        let none = try page(["2026-03-12T14:05:00Z", "2026-03-13T14:05:00Z"])
        #expect(!none.contains("class=\"gap\""))
        let over = try page(["2026-03-12T14:05:00Z", nil, "2026-03-15T14:05:00Z"])
        #expect(over.contains("GAP of 3 days: between no. 1 and no. 3"))
    }

    @Test(arguments: [
        (FoundStatement.Standing.broken, "does not hold"), (.notCounting, "key did not count then"),
        (.stranger, "signer unknown"),
    ])
    func `remarks on every statement that is not by a known key`(
        standing: FoundStatement.Standing, words: String
    ) throws {
        var found = try Found()
        found.findings.statements = [
            Found.statement("2026-03-12T14:05:00Z", seed: "a"),
            Found.statement("2026-03-12T14:06:00Z", standing: standing, seed: "b"),
        ]
        let page = found.page(.english)
        #expect(page.contains("Entry no. 2: "))
        #expect(page.contains(words))
        #expect(try found.front(.english).contains("found: 2; with a signature that holds: 1."))
        #expect(try found.front(.english).contains("1 remark, see section 4."))
    }

    @Test func `remarks on clocks that run against the order`() throws {
        var found = try Found()
        var later = Found.statement("2026-03-12T14:00:00Z", seed: "b")
        later.previous = Found.statement(nil, seed: "a").digest
        found.findings.statements = [Found.statement("2026-03-12T14:05:00Z", seed: "a"), later]
        #expect(found.page(.english).contains("the clocks disagree, or a time is wrong"))
    }

    @Test func `tells what is shown of a key that was revoked since`() throws {
        var found = try Found()
        var one = Found.statement("2026-03-12T14:05:00Z", seed: "a")
        let until = try #require(Timestamp("2026-04-01T00:00:00Z"))
        one.period = FoundStatement.KeyPeriod(
            from: try #require(Timestamp("2026-01-01T00:00:00Z")), until: until, isRevoked: true)
        found.findings.statements = [one]
        #expect(
            found.page(.english).contains("nothing independent shows that it had signed before"))
        one.bound = Timestamp("2026-03-13T00:00:00Z")
        found.findings.statements = [one]
        #expect(
            found.page(.english).contains("independent signatures show that it had signed before"))
        one.bound = until
        found.findings.statements = [one]
        #expect(
            found.page(.english).contains("nothing independent shows that it had signed before"))
    }
}
