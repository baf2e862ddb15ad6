import Custody
import Foundation
import Primitives
import TestSupport
import Testing

/// Our own vectors: as many that hold as that do not, each refused for its one defect.
@Suite struct `Statement vectors` {
    @Test func `every valid case verifies`() throws {
        let vectors = try Self.all("valid")
        for vector in vectors { try vector.verify() }
        print("vectors plomba-statements-valid cases=\(vectors.count)")
        #expect(Set(vectors.map(\.event)) == Set(Event.allCases))
    }

    @Test func `every invalid case is refused with its code`() throws {
        let vectors = try Self.all("invalid")
        for vector in vectors {
            let code = try #require(vector.code)
            #expect("\(vector.name)") {
                try vector.verify()
            } throws: { error in
                (error as? StatementError)?.code == code
            }
        }
        print("vectors plomba-statements-invalid cases=\(vectors.count)")
        for series in StatementVector.Series.allCases {
            let valid = try StatementVector.read("valid", of: series)
            #expect(try StatementVector.read("invalid", of: series).count == valid.count)
        }
    }

    @Test func `ssh-keygen agrees with us on every signature`() throws {
        let folder = try Folder()
        let vectors = try Self.all("valid") + Self.all("invalid")
        for vector in vectors {
            let allowed = try folder.write(
                "allowed_signers", Array("signer \(vector.signer.openSSHLine)\n".utf8))
            let status = try Tool.run(
                "ssh-keygen",
                [
                    "-Y", "verify", "-f", allowed, "-I", "signer", "-n",
                    vector.mode.namespace(vector.event.rawValue), "-s",
                    folder.write("s.sig", vector.signature),
                ], input: folder.write("s.json", vector.json)
            ).status
            #expect(
                (status == 0) == (vector.code != "statement.signature-invalid"), "\(vector.name)")
        }
    }

    @Test func `the schemas accept what holds and refuse what they can see`() throws {
        let schemas = Tool.path("Protocol/schemas")
        for series in StatementVector.Series.allCases {
            for vector in try StatementVector.read("valid", of: series) {
                let file = series.folder + "valid/" + vector.name + ".json"
                let result = try Tool.python(
                    "statement_schema.py", [schemas, vector.event.rawValue, file])
                #expect(result.status == 0, "\(vector.name): \(result.text)")
            }
            // Those that JSON Schema cannot see are about signatures, duplicates, number syntax,
            // and rules between members.
            let seen = try StatementVector.read("invalid", of: series).filter {
                ["statement.schema", "statement.event-unknown"].contains($0.code)
                    && !Self.betweenMembers.contains($0.name)
            }
            #expect(!seen.isEmpty)
            for vector in seen {
                let file = series.folder + "invalid/" + vector.name + ".json"
                let result = try Tool.python(
                    "statement_schema.py", [schemas, vector.event.rawValue, file])
                #expect(result.status == 2, "\(vector.name): \(result.text)")
            }
        }
    }

    private static let betweenMembers: Set = [
        "expiry-before-its-deadline", "withdrawal-by-the-recipient",
        "disposal-of-a-copy-of-another-organisation",
        "withdrawal-by-an-organisation-of-the-same-name",
        "transfer-to-a-mailbox-of-another-organisation",
        "consent-withdrawal-by-the-recipient",
        "consent-withdrawal-answer-wanted-before-it-was-said",
        "consent-answer-by-another-organisation",
        "relay-with-one-end",
        "relay-acceptance-follows-something-else",
    ]

    private static func all(_ kind: String) throws -> [StatementVector] {
        try StatementVector.Series.allCases.flatMap { try StatementVector.read(kind, of: $0) }
    }
}
