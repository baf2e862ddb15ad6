import Foundation

// Answers one line of JSON for each line of JSON on standard input: the real client and the real
// witnesses in one process, so that thousands of trials cost no start of a program. For tests only:
// torture test T14 has them talk to a broker that lies.
//
// {"do": "send", "home": "...", "passphrase": "...", "paths": ["..."], "case": "...", "to": ["..."]}
// {"ok": false, "code": "receipt.two-histories", "message": "...", "file": "..."}
let parties = Parties()
while let line = readLine() {
    let answer = await parties.answer(to: line)
    FileHandle.standardOutput.write(Data((answer + "\n").utf8))
}
await parties.stop()
