import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// Our own vectors of requests: as many that hold as that do not, each refused for its one defect.
@Suite struct `Member request vectors` {
    @Test func `every valid request can be taken`() throws {
        let organisation = try RequestVector.organisation("valid")
        let vectors = try RequestVector.read("valid")
        for vector in vectors {
            #expect(throws: Never.self, "\(vector.name)") { try vector.verify(by: organisation) }
        }
        print("vectors plomba-member-requests-valid cases=\(vectors.count)")
    }

    @Test func `every invalid request is refused with its code`() throws {
        let organisation = try RequestVector.organisation("invalid")
        let vectors = try RequestVector.read("invalid")
        for vector in vectors {
            let code = try #require(vector.code)
            #expect("\(vector.name)") {
                try vector.verify(by: organisation)
            } throws: { ($0 as? MemberRequestError)?.code == code }
        }
        print("vectors plomba-member-requests-invalid cases=\(vectors.count)")
        #expect(vectors.count == (try RequestVector.read("valid").count))
    }

    @Test func `the schemas accept every file and every request`() throws {
        let schemas = Tool.path("Protocol/schemas")
        let folder = try Folder()
        for vector in try RequestVector.read("valid") {
            let file = RequestVector.folder + "valid/" + vector.name + ".json"
            let whole = try Tool.python(
                "statement_schema.py", [schemas, "MemberRequestFile", file])
            #expect(whole.status == 0, "\(vector.name): \(whole.text)")
            let request = try folder.write(
                "request.json", MemberRequestFile(parsing: vector.file).request)
            let one = try Tool.python("statement_schema.py", [schemas, "MemberRequest", request])
            #expect(one.status == 0, "\(vector.name): \(one.text)")
        }
    }

    @Test func `the schema refuses a request that breaks it`() throws {
        let schemas = Tool.path("Protocol/schemas")
        let folder = try Folder()
        let request = try Office().request().serialized()
        let changes = [
            ("\"purpose\": \"member\"", "\"purpose\": \"guest\""), ("ssh-ed25519 ", "ssh-rsa "),
            ("age1pq1", "age1pq2"), ("\"caseworker\"", "\"boss\""),
            ("\"label\": \"translator\"", "\"label\": \"Translator\""),
            ("\"device\"", "\"devices\""),
            ("\"purpose\": \"member\"", "\"purpose\": \"device\""),
        ]
        for (from, to) in changes {
            let file = try folder.write("request.json", edit(request, from, to))
            let result = try Tool.python("statement_schema.py", [schemas, "MemberRequest", file])
            #expect(result.status == 2, "\(from) → \(to): \(result.text)")
        }
    }

    /// Stock ssh-keygen agrees on both signatures, and refuses the changed request.
    @Test func `ssh-keygen verifies a request`() throws {
        let vector = try #require(try RequestVector.read("valid").first)
        let file = try MemberRequestFile(parsing: vector.file)
        let request = try file.verify()
        let folder = try Folder()
        for (key, armored) in [
            (request.signingKey, file.signature), (request.deviceKey, file.deviceSignature),
        ] {
            let signers = try folder.write(
                "signers", Array("newcomer \(key.openSSHLine)\n".utf8))
            let signature = try folder.write("request.sig", armored)
            for (bytes, accepted) in [(file.request, true), (file.request + [0x20], false)] {
                let input = try folder.write("request.json", bytes)
                let result = try Tool.run(
                    "ssh-keygen",
                    [
                        "-Y", "verify", "-f", signers, "-I", "newcomer", "-n",
                        "plomba/v1/MemberRequest", "-s", signature,
                    ], input: input)
                #expect((result.status == 0) == accepted, "\(result.text) \(result.errors)")
            }
        }
    }
}
