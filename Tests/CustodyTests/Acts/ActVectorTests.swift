import Custody
import Primitives
import TestSupport
import Testing

/// Our own vectors: what holds and what does not, each refused for its one defect.
@Suite struct `Custody act vectors` {
    @Test func `every valid case holds, and every invalid one fails where and as it says`() throws {
        let valid = try ActVector.read("valid")
        let invalid = try ActVector.read("invalid")
        for vector in valid + invalid {
            #expect(vector.verify() == vector.failure, "\(vector.name)")
        }
        print("vectors plomba-custody-acts cases=\(valid.count + invalid.count)")
        #expect(valid.allSatisfy { $0.failure == nil } && valid.count >= 30)
        #expect(invalid.allSatisfy { $0.failure != nil } && invalid.count >= valid.count)
        let kinds = try valid.flatMap { vector in
            try vector.texts.map { try CustodyAct(parsing: $0, mode: vector.mode).words.kind }
        }
        #expect(Set(kinds) == Set(CustodyActKind.allCases))
    }

    @Test func `the schema takes every valid text, and none whose form is the defect`() throws {
        let folder = try Folder()
        // What a schema cannot see stands between members, or in how a text is spelt.
        let between = Set(try ActVector.read("invalid").map(\.name)).subtracting(Self.seenBySchema)
        for kind in ["valid", "invalid"] {
            for vector in try ActVector.read(kind) {
                let files = try vector.texts.enumerated().map { index, text in
                    try folder.write("\(vector.name)-\(index).json", text)
                }
                guard !files.isEmpty, vector.failure?.code != "statement.not-json" else { continue }
                let checked = try Tool.python(
                    "statement_schema.py",
                    [Tool.path("Protocol/schemas"), CustodyAct.name] + files)
                let isTaken = kind == "valid" || between.contains(vector.name)
                #expect(checked.status == (isTaken ? 0 : 2), "\(vector.name): \(checked.text)")
            }
        }
    }

    private static let seenBySchema: Set = [
        "a-further-member", "a-further-member-in-a-thing", "a-further-member-of-the-organisation",
        "a-member-is-missing", "version-2", "an-act-that-there-is-not",
        "an-outcome-that-there-is-not", "a-subject-of-another-name",
        "predicate-type-of-another-version", "number-0", "a-time-with-an-offset",
        "an-empty-list-of-exhibits", "two-lines-in-one", "a-purpose-of-no-words",
    ]
}
