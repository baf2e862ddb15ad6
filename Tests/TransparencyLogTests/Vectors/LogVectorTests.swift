import Foundation
import Primitives
import TestSupport
import Testing

@testable import TransparencyLog

/// Our own vectors: as many that hold as that do not, each refused for its one defect.
@Suite struct `Log format vectors` {
    @Test func `every valid case verifies`() throws {
        let vectors = try LogVector.read("valid")
        for vector in vectors {
            #expect(throws: Never.self, "\(vector.name)") { try vector.verify() }
        }
        print("vectors plomba-log-valid cases=\(vectors.count)")
        #expect(vectors.count >= 16)
    }

    @Test func `every invalid case is refused with its code`() throws {
        let vectors = try LogVector.read("invalid")
        for vector in vectors {
            #expect("\(vector.name)") {
                try vector.verify()
            } throws: { error in
                (error as? any PlainFailure)?.code == vector.code
            }
        }
        print("vectors plomba-log-invalid cases=\(vectors.count)")
        #expect(vectors.count == (try LogVector.read("valid").count))
    }
}

/// Codes that are put together from a prefix and a raw value stand in the specification too.
@Suite struct `Log specification` {
    @Test func `every failure code is in it`() throws {
        let url = Tool.root.appending(path: "Protocol/audit-log.md")
        let text = try String(contentsOf: url, encoding: .utf8)
        let codes =
            NoteError.allCases.map(\.code) + ProofError.allCases.map(\.code)
            + TileError.allCases.map(\.code)
            + PolicyLineFailure.allCases.map { PolicyError.line(1, $0).code }
        #expect(codes.count > 30)
        for code in codes { #expect(text.contains("`\(code)`"), "\(code)") }
    }
}
