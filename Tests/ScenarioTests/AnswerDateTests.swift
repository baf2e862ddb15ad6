import Foundation
import Testing

/// Until when an answer is wanted, and until when the broker waits for one.
@Suite struct `The date of the answer` {
    /// What `seal` says of a case that asks for an answer in so many days.
    private func sealed(answerIn days: Int, _ more: String...) throws -> (Outcome, asked: String) {
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let read = try JSONSerialization.jsonObject(with: Data(folder.read("case.json")))
        var document = try #require(read as? [String: Any])
        var preview = try #require(document["preview"] as? [String: Any])
        let asked = Date(timeIntervalSinceNow: Double(days) * 86_400).formatted(.iso8601)
        preview["respond_by"] = asked
        document["preview"] = preview
        try folder.write("case.json", Array(JSONSerialization.data(withJSONObject: document)))
        let outcome = try sender.plomba(
            arguments: [
                "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o",
                "case.plomba", "--format", "json",
            ] + more)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return (outcome, asked)
    }

    private func date(_ text: Any?) throws -> Date {
        try Date(#require(text as? String), strategy: .iso8601)
    }

    private func said(_ outcome: Outcome) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    @Test func `is that of the case, and the case stays open for two weeks`() throws {
        let (outcome, asked) = try sealed(answerIn: 3)
        let said = try said(outcome)
        #expect(said["respondBy"] as? String == asked)
        let open = try date(said["deadline"]).timeIntervalSinceNow / 86_400
        #expect((13.9...14.1).contains(open), "\(open) days")
    }

    @Test func `that is later than two weeks keeps the case open until then`() throws {
        let (outcome, asked) = try sealed(answerIn: 30)
        let said = try said(outcome)
        let rest = try date(said["deadline"]).timeIntervalSince(date(asked))
        #expect((0..<3600).contains(rest), "closed \(rest) seconds after the answer is due")
    }

    @Test func `in a year that is far away keeps the case open for 90 days`() throws {
        let (outcome, _) = try sealed(answerIn: 1200)
        let open = try date(said(outcome)["deadline"]).timeIntervalSinceNow / 86_400
        #expect((89.9...90.1).contains(open), "\(open) days")
    }

    @Test func `that comes after the given deadline is told`() throws {
        let early = Date(timeIntervalSinceNow: 2 * 86_400).formatted(.iso8601)
        let hour = early.prefix(13) + ":00:00Z"
        let folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        try Scene.writeCase(folder)
        let outcome = try sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", receiver.mailbox, "-o",
            "case.plomba", "--deadline", String(hour))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("closes before the answer"), "\(outcome.output)")
    }
}
