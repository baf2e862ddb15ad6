import Foundation
import Primitives
import TestSupport
import Testing
import Timestamping

/// Our own vectors: as many that hold as that do not, each refused for its one defect.
@Suite struct `Timestamp vectors` {
    @Test func `every valid case verifies at its time`() throws {
        let vectors = try TimestampVector.read("valid")
        for vector in vectors {
            #expect(
                try vector.verify().generatedAt.instant == vector.time, "\(vector.name)")
        }
        print("vectors plomba-timestamps-valid cases=\(vectors.count)")
        #expect(vectors.count > 10)
    }

    @Test func `every invalid case is refused with its code`() throws {
        let vectors = try TimestampVector.read("invalid")
        for vector in vectors {
            let code = try #require(vector.code)
            #expect("\(vector.name)") {
                try vector.verify()
            } throws: { error in
                (error as? TimestampError)?.code == code
            }
        }
        print("vectors plomba-timestamps-invalid cases=\(vectors.count)")
        #expect(vectors.count == (try TimestampVector.read("valid").count))
    }

    /// Defects that `openssl ts -verify` does not see, or does not mind, when it gets no request.
    private static let unseen: Set = [
        "another-nonce", "another-policy", "sha1-imprint", "sha1-digest-of-the-signer",
        "unsigned-attribute", "trailing-byte",
    ]

    @Test func `openssl agrees on every case that it can judge`() throws {
        let folder = try Folder()
        let vectors = try TimestampVector.read("valid") + TimestampVector.read("invalid")
        for vector in vectors where !Self.unseen.contains(vector.name) {
            let time = vector.time ?? Timestamp("2026-11-23T18:57:49Z")
            let status = try Tool.run(
                "openssl",
                [
                    "ts", "-verify", "-token_in", "-in", folder.write("t.tst", vector.token),
                    "-data", folder.write("t.txt", vector.stamped),
                    "-CAfile", folder.write("t.pem", vector.roots),
                    "-attime", String(try #require(time).secondsSinceEpoch),
                ]
            ).status
            #expect((status == 0) == (vector.code == nil), "\(vector.name)")
        }
    }

    @Test func `the specification's own command verifies its own example`() throws {
        let text = try String(
            contentsOfFile: Tool.path("Protocol/trusted-time.md"), encoding: .utf8)
        let vector = try #require(TimestampVector.read("valid").first)
        #expect(text.contains("```\n" + String(decoding: vector.stamped, as: UTF8.self) + "```"))
        #expect(text.contains("These \(vector.stamped.count) bytes"))
        #expect(text.contains("-attime \(try #require(vector.time).secondsSinceEpoch)"))
    }

    @Test func `every failure code is in the specification`() throws {
        let text = try String(
            contentsOfFile: Tool.path("Protocol/trusted-time.md"), encoding: .utf8)
        let sources = Tool.path("Sources/Timestamping")
        let walker = try #require(FileManager.default.enumerator(atPath: sources))
        var codes: Set<Substring> = []
        while let name = walker.nextObject() as? String {
            guard name.hasSuffix(".swift") else { continue }
            let source = try String(contentsOfFile: sources + "/" + name, encoding: .utf8)
            codes.formUnion(source.matches(of: /"(time\.[a-z-]+)"/).map(\.1))
        }
        for code in codes { #expect(text.contains("`\(code)`"), "\(code)") }
        #expect(codes.count > 20)
    }
}
