import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// Our own vectors: as many that hold as that do not, each refused for its one defect.
@Suite struct `Record vectors` {
    @Test func `every valid case verifies`() throws {
        let vectors = try RecordVector.read("valid")
        for vector in vectors {
            #expect(try vector.verify().fingerprint == vector.fingerprint, "\(vector.name)")
        }
        print("vectors plomba-records-valid cases=\(vectors.count)")
    }

    @Test func `every invalid case is refused with its code`() throws {
        let vectors = try RecordVector.read("invalid")
        for vector in vectors {
            let code = try #require(vector.code)
            #expect("\(vector.name)") {
                try vector.verify()
            } throws: { error in
                (error as? RecordError)?.code == code
            }
        }
        print("vectors plomba-records-invalid cases=\(vectors.count)")
        #expect(vectors.count == (try RecordVector.read("valid").count))
    }

    @Test func `the schemas accept every file and every record`() throws {
        let schemas = Tool.path("Protocol/schemas")
        let folder = try Folder()
        for vector in try RecordVector.read("valid") {
            let file = RecordVector.folder + "valid/" + vector.name + ".json"
            let whole = try Tool.python(
                "statement_schema.py", [schemas, "OrganisationHistory", file])
            #expect(whole.status == 0, "\(vector.name): \(whole.text)")
            for record in try vector.verify().records {
                let file = try folder.write("record.json", record.bytes)
                let one = try Tool.python(
                    "statement_schema.py", [schemas, "OrganisationRecord", file])
                #expect(one.status == 0, "\(vector.name): \(one.text)")
            }
        }
    }

    @Test func `the schema refuses a record that breaks it`() throws {
        let schemas = Tool.path("Protocol/schemas")
        let folder = try Folder()
        let record = try Roots().genesis().serialized()
        let changes = [
            ("\"threshold\": 1", "\"threshold\": 0"), ("ssh-ed25519 ", "ssh-rsa "),
            ("age1pq1", "age1pq2"), ("https://", "http://"),
            ("\"status\": \"active\"", "\"status\": \"retired\""),
            ("\"label\": \"director\"", "\"name\": \"director\""),
        ]
        for (from, to) in changes {
            let file = try folder.write("record.json", edit(record, from, to))
            let result = try Tool.python(
                "statement_schema.py", [schemas, "OrganisationRecord", file])
            #expect(result.status == 2, "\(from) → \(to): \(result.text)")
        }
    }
}
