import Custody
import Primitives
import Report
import Testing
import Wording

/// What a report makes of acts after receipt: where the material lies, and what it leaves alone.
@Suite struct `Acts in a report` {
    private func act(
        _ seed: String, _ kind: String, _ more: String,
        standing: FoundStatement.Standing = .confirmed
    ) throws -> FoundStatement {
        var found = Found.statement("2026-11-26T12:00:00Z", standing: standing, seed: seed)
        found.isAct = true
        found.predicate = try JSONValue.parse(
            Array(
                """
                {"act": "\(kind)", "startTime": "2026-11-26T11:00:00Z", "outcome": "ok", \(more)}
                """.utf8))
        return found
    }

    private func front(_ statements: [FoundStatement]) throws -> String {
        var found = try Found()
        found.findings.statements = statements
        return try found.front(.english)
    }

    @Test func `give the place that was written down last, of each exhibit`() throws {
        let all = try act("1", "stored", #""exhibits": null, "location": "safe 2""#)
        #expect(try front([all]).contains("safe 2"))
        let given = try act(
            "2", "handed_over", #""exhibits": [{"name": "VP-02"}], "to": "expert E-4""#)
        let page = try front([all, given])
        #expect(page.contains("safe 2") && page.contains("expert E-4") && page.contains("VP-02"))
        let back = try act(
            "3", "received", #""exhibits": [{"name": "VP-02"}], "location": "safe 7""#)
        let after = try front([all, given, back])
        #expect(after.contains("safe 2") && after.contains("safe 7"))
        #expect(!after.contains("expert E-4"))
        let moved = try act("4", "moved", #""exhibits": null, "location": "safe 9""#)
        let last = try front([all, given, back, moved])
        #expect(last.contains("safe 9") && !last.contains("safe 2") && !last.contains("safe 7"))
    }

    @Test func `give no place where they failed, or were corrected since`() throws {
        let first = try act("1", "stored", #""exhibits": null, "location": "safe 2""#)
        var failed = try act("2", "moved", #""exhibits": null, "location": "safe 3""#)
        failed.predicate = try JSONValue.parse(
            Array(#"{"act": "moved", "outcome": "failed", "location": "safe 3"}"#.utf8))
        #expect(try !front([first, failed]).contains("safe 3"))
        let right = try act(
            "3", "corrected",
            #""exhibits": null, "location": "safe 5", "corrects": "\#(first.digest.hex)""#)
        let page = try front([first, right])
        #expect(page.contains("safe 5") && !page.contains("safe 2"))
        let given = try act("4", "handed_over", #""exhibits": null, "to": "court""#)
        let after = try front([first, given, right])
        #expect(after.contains("court") && !after.contains("safe 5"))
    }

    @Test(arguments: [FoundStatement.Standing.broken, .stranger, .notCounting])
    func `give neither place, custodian nor correction where they do not hold`(
        standing: FoundStatement.Standing
    ) throws {
        let first = try act("1", "stored", #""exhibits": null, "location": "safe 2""#)
        let forged = try act(
            "2", "moved", #""exhibits": null, "location": "safe 3""#, standing: standing)
        let correction = try act(
            "3", "corrected",
            #""exhibits": null, "location": "safe 4", "corrects": "\#(first.digest.hex)""#,
            standing: standing)
        let page = try front([first, forged, correction])
        #expect(page.contains("safe 2") && !page.contains("safe 3") && !page.contains("safe 4"))
    }

    /// Open statements keep members that nobody named; they must not become acts.
    @Test func `are not made of the members of other statements`() throws {
        var found = try act("1", "stored", #""exhibits": null, "location": "safe 2""#)
        found.isAct = false
        found.event = .consignmentAcceptance
        var report = try Found()
        report.findings.statements = [found]
        #expect(!report.page(.english).contains("safe 2"))
    }
}
