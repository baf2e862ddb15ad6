import Foundation
import Testing

/// A few hundred cases of torture test T32 in every run; `make torture TEST=T32 N=100000` runs many.
@Suite struct `Agreement on mutated files` {
    @Test func `both implementations give the same verdict and name the same failing check`() throws
    {
        let agent = Tool.root.appending(path: ".build/debug/agreement").path
        let outcome = try Tool.run(
            Tool.existing(Tool.interpreter()),
            [
                Tool.root.appending(path: "Tests/Torture/t32.py").path, "--n", "300", "--seed", "1",
                "--agent", try Tool.existing(agent),
            ])
        #expect(outcome.status == 0, "\(outcome.output)")
        let last = try #require(outcome.output.split(separator: "\n").last)
        #expect(last.contains("\"n\": 300"), "\(last)")
        #expect(last.contains("\"disagreements\": 0"), "\(last)")
    }
}
