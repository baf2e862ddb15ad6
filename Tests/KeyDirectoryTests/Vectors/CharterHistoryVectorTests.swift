import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// Whose keys may change a charter, and in which order: each refusal beside what holds.
@Suite struct `Charter histories` {
    private static let folder = Tool.path("Protocol/vectors/charter-histories/")

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `vector generator: writes the vectors anew`() throws {
        let histories = try CharterHistories()
        try CharterVector.write("valid", histories.valid(), in: Self.folder)
        try CharterVector.write("invalid", histories.invalid(), in: Self.folder)
    }

    @Test func `with fresh keys, what holds is accepted and the rest refused for its one defect`()
        throws
    {
        let histories = try CharterHistories()
        let (valid, invalid) = (try histories.valid(), try histories.invalid())
        #expect(valid.count == invalid.count)
        for vector in valid {
            #expect(throws: Never.self, "\(vector.name)") { try vector.verify() }
        }
        for vector in invalid { try refuse(vector) }
    }

    @Test func `every vector has its verdict`() throws {
        let valid = try CharterVector.read("valid", in: Self.folder)
        let invalid = try CharterVector.read("invalid", in: Self.folder)
        #expect(valid.count == invalid.count && valid.count >= 7)
        for vector in valid {
            #expect(try vector.verify().fingerprint == vector.fingerprint, "\(vector.name)")
        }
        for vector in invalid { try refuse(vector) }
        print("vectors plomba-charter-histories cases=\(valid.count + invalid.count)")
    }

    @Test func `what was seen is never given up for an older or another one`() throws {
        let (first, one, other) = try CharterHistories().twoSeconds()
        let fingerprint = Fingerprint(first.digest)
        func verify(_ records: [SignedRecord], seen: RememberedRecord) throws -> VerifiedCharter {
            try UnverifiedCharter(CharterFile(mode: .live, records: records)).verify(
                fingerprint: fingerprint, mode: .live, remembering: seen)
        }
        let seen = RememberedRecord(version: 2, digest: one.digest)
        #expect(try verify([first, one], seen: seen).remembered == seen)
        #expect(throws: RecordError.rollback(known: 2, found: 1)) {
            try verify([first], seen: seen)
        }
        #expect(throws: RecordError.fork(version: 2)) { try verify([first, other], seen: seen) }
    }

    private func refuse(_ vector: CharterVector) throws {
        let code = try #require(vector.code)
        #expect("\(vector.name)") {
            try vector.verify()
        } throws: { ($0 as? RecordError)?.code == code }
    }
}
