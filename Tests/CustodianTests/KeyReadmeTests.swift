import Testing

@testable import Custodian

/// README-VERIFY holds each line of the keys against the records that the roots have signed.
@Suite(.timeLimit(.minutes(5))) struct `The text that verifies keys`: ReadmeFollower {
    private static let list = "folder/keys/allowed_signers"

    @Test(arguments: [
        "accepted", "two-lanes", "revoked-and-shown-by-the-quorum", "revoked-and-dated-too-late",
    ])
    func `takes the lines that the records give`(_ name: String) throws {
        let told = try follow(folder(name).0)
        #expect(told.status == 0, "\(told.text)")
    }

    /// Each makes one line say more than a record does.
    private static let changes: [(what: String, from: String, to: String)] = [
        ("no end", #",valid-before="[^"]*""#, ""),
        ("no start", #",valid-after="[^"]*""#, ""),
        ("any namespace", #"namespaces="[^"]*","#, ""),
        ("a later end", #"valid-before="[^"]*""#, #"valid-before="20991231000000Z""#),
        ("an earlier start", #"valid-after="[^"]*""#, #"valid-after="19700101000000Z""#),
        ("two ends", #"(valid-before="[^"]*")"#, #"valid-before="20991231000000Z",$1"#),
    ]

    @Test(arguments: changes.map(\.what))
    func `refuses a line that says more`(_ what: String) throws {
        let change = try #require(Self.changes.first { $0.what == what })
        for name in ["accepted", "revoked-and-shown-by-the-quorum"] {
            let (folder, _) = try folder(name)
            let text = String(decoding: try folder.read(Self.list), as: UTF8.self)
            let changed = try text.replacing(Regex(change.from)) { match in
                change.to.replacing(
                    "$1", with: match.output.count > 1 ? "\(match.output[1].substring ?? "")" : "")
            }
            try #require(changed != text)
            try folder.write(Self.list, changed)
            let told = try follow(folder)
            #expect(
                told.status == 1 && told.text.contains("FAILED at step 3"), "\(name): \(told.text)")
        }
    }

    @Test func `refuses the times of another key`() throws {
        let (folder, _) = try folder("revoked-and-shown-by-the-quorum")
        let text = String(decoding: try folder.read(Self.list), as: UTF8.self)
        let ends = text.matches(of: /valid-before="[0-9]*Z"/).map { String($0.output) }
        let (first, last) = (try #require(ends.min()), try #require(ends.max()))
        try #require(first != last)
        try folder.write(Self.list, text.replacing(first, with: last))
        let told = try follow(folder)
        #expect(told.status == 1 && told.text.contains("FAILED at step 3"), "\(told.text)")
    }
}
