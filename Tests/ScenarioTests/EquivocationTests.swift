import Foundation
import Testing

/// A broker that holds its log key itself and lies, against the real programs: each class of torture test
/// T14 once, the control in which nobody lies, and twelve in which what was noticed must stay so, or is
/// covered up. (`Protocol/equivocation.md`)
@Suite(.timeLimit(.minutes(10))) struct `A broker that lies about its log` {
    private func torture(_ arguments: String...) throws -> (outcome: Outcome, result: [String: Any])
    {
        let script = Program.root.appending(path: "Tests/Torture/t14.py").path
        let outcome = try Program.run(
            Interop.python(), [script, "--no-race"] + arguments, in: Program.root.path)
        let last = outcome.output.split(separator: "\n").last.map(String.init) ?? ""
        let value = try JSONSerialization.jsonObject(with: Data(last.utf8))
        return (outcome, try #require(value as? [String: Any]))
    }

    /// Another seed puts each class under another policy, and draws other variants.
    @Test func `is noticed by whom it must be noticed`() throws {
        let (outcome, result) = try torture(
            "--n", "1", "--sample", "--by-programs", "--workers", "2", "--seed", "14")
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.errors)")
        #expect(result["trials"] as? Int == 32 && result["failures"] as? Int == 0)
    }
}
