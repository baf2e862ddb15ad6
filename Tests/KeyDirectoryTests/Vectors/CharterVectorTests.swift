import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// Our own vectors: as many that hold as that do not, each refused for its one defect.
@Suite struct `Charter vectors` {
    @Test func `every valid case verifies`() throws {
        let vectors = try CharterVector.read("valid")
        for vector in vectors {
            #expect(try vector.verify().fingerprint == vector.fingerprint, "\(vector.name)")
        }
        print("vectors plomba-charters-valid cases=\(vectors.count)")
    }

    @Test func `every invalid case is refused with its code`() throws {
        let vectors = try CharterVector.read("invalid")
        for vector in vectors {
            let code = try #require(vector.code)
            #expect("\(vector.name)") {
                try vector.verify()
            } throws: { ($0 as? RecordError)?.code == code }
        }
        print("vectors plomba-charters-invalid cases=\(vectors.count)")
        #expect(vectors.count == (try CharterVector.read("valid").count))
    }

    @Test func `the schemas accept every file and every charter`() throws {
        let schemas = Tool.path("Protocol/schemas")
        let folder = try Folder()
        for vector in try CharterVector.read("valid") {
            let file = CharterVector.folder + "valid/" + vector.name + ".json"
            let whole = try Tool.python(
                "statement_schema.py", [schemas, "CharterHistory", file])
            #expect(whole.status == 0, "\(vector.name): \(whole.text)")
            for record in try vector.verify().records {
                let file = try folder.write("charter.json", record.bytes)
                let one = try Tool.python("statement_schema.py", [schemas, "Charter", file])
                #expect(one.status == 0, "\(vector.name): \(one.text)")
            }
        }
    }

    @Test func `the schema refuses a charter that breaks it`() throws {
        let schemas = Tool.path("Protocol/schemas")
        let folder = try Folder()
        let charter = try Network().charter().serialized()
        let changes = [
            ("\"quorum\": 2", "\"quorum\": -1"), ("ssh-ed25519 ", "ssh-rsa "),
            ("\"operator\"", "\"operators\""), ("https://broker", "http://broker"),
            ("group484.rs", "Group484.rs"), ("broker.example.org/log", "broker log"),
            ("\"deadlineDays\": 90", "\"deadlineDays\": 4000"), ("1.3.6.1", "1..6.1"),
        ]
        for (from, to) in changes {
            let file = try folder.write("charter.json", edit(charter, from, to))
            let result = try Tool.python("statement_schema.py", [schemas, "Charter", file])
            #expect(result.status == 2, "\(from) → \(to): \(result.text)")
        }
    }

    /// Stock ssh-keygen agrees on a root's signature, and refuses the changed charter.
    @Test func `ssh-keygen verifies a charter`() throws {
        let vector = try #require(try CharterVector.read("valid").first)
        let charter = try vector.verify()
        let folder = try Folder()
        let root = charter.current.roots[0]
        let signers = try folder.write(
            "signers", Array("\(root.label.text)@network.example \(root.openSSHLine)\n".utf8))
        let signature = try folder.write("charter.sig", charter.records[0].signatures[0])
        for (bytes, accepted) in [
            (charter.records[0].bytes, true), (charter.records[0].bytes + [0x20], false),
        ] {
            let file = try folder.write("charter.json", bytes)
            let result = try Tool.run(
                "ssh-keygen",
                [
                    "-Y", "verify", "-f", signers, "-I", root.label.text + "@network.example",
                    "-n", "plomba/v1/Charter", "-s", signature,
                ], input: file)
            #expect((result.status == 0) == accepted, "\(result.text) \(result.errors)")
        }
    }
}
