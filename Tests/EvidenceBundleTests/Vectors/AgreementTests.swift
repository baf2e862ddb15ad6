import TestSupport
import Testing

/// A few hundred cases of torture test T32 in every run; `make torture TEST=T32 N=100000` runs many.
@Suite struct `Agreement on mutated files` {
    @Test func `both implementations give the same verdict and name the same failing check`() throws
    {
        let outcome = try Tool.run(
            Tool.python(),
            [
                Tool.path("Tests/Torture/t32.py"), "--n", "300", "--seed", "1",
                "--agent", Tool.built("agreement"),
            ])
        #expect(outcome.status == 0, "\(outcome.everything)")
        let last = try #require(outcome.text.split(separator: "\n").last)
        #expect(last.contains("\"n\": 300"), "\(last)")
        #expect(last.contains("\"disagreements\": 0"), "\(last)")
    }
}
