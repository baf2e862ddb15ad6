import KeyDirectory
import Primitives
import Testing

/// Histories with several people: as many that hold as that do not, each refused for its one defect.
@Suite struct `Member vectors` {
    private static let valid = "../members/valid"
    private static let invalid = "../members/invalid"

    @Test func `every valid case verifies`() throws {
        let vectors = try RecordVector.read(Self.valid)
        for vector in vectors {
            #expect(try vector.verify().fingerprint == vector.fingerprint, "\(vector.name)")
        }
        print("vectors plomba-members-valid cases=\(vectors.count)")
    }

    @Test func `every invalid case is refused with its code`() throws {
        let vectors = try RecordVector.read(Self.invalid)
        for vector in vectors {
            let code = try #require(vector.code)
            #expect("\(vector.name)") {
                try vector.verify()
            } throws: { ($0 as? RecordError)?.code == code }
        }
        print("vectors plomba-members-invalid cases=\(vectors.count)")
        #expect(vectors.count == (try RecordVector.read(Self.valid).count))
    }

    /// Who opens the mailbox, and whose computers count, by the vectors that people can read too.
    @Test(arguments: [
        ("two-members-with-two-computers", ["intake-officer", "translator"]),
        ("handed-over", ["translator"]), ("member-left", ["intake-officer"]),
        ("lost-keys-replaced", ["intake-officer"]),
    ])
    func `new bundles are sealed to active members only`(_ name: String, _ labels: [String]) throws
    {
        let vector = try #require(
            try RecordVector.read(Self.valid).first { $0.name == name })
        let mailbox = try #require(try vector.verify().mailbox("intake"))
        let readers = mailbox.activeMembers(at: try Roots.time("2026-12-10"))
        #expect(readers.map(\.label.text) == labels)
    }
}
