import Foundation

// Answers one line of JSON for each line of JSON on standard input: what our verifier says. For
// tests only: torture test T32 holds the answers against those of Protocol/verifier.
//
// {"what": "bundle", "path": "...", "identity": "...", "mode": "live", "time": "...",
//  "organisations": [{"path": "...", "fingerprint": "..."}]}
// {"verified": false, "check": "bag.manifests", "code": "bundle.originals-differ"}
var examiner = Examiner()
while let line = readLine() {
    let answer = examiner.answer(to: line)
    FileHandle.standardOutput.write(Data((answer + "\n").utf8))
}
