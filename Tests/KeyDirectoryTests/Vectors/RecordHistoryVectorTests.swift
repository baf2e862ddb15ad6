import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// What later records may say of keys, and whether they follow: each refusal beside what holds.
@Suite struct `Record histories` {
    private static let folder = Tool.path("Protocol/vectors/record-histories/")

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `vector generator: writes the vectors anew`() throws {
        let histories = try RecordHistories()
        try RecordVector.write("valid", histories.valid(), in: Self.folder)
        try RecordVector.write("invalid", histories.invalid(), in: Self.folder)
    }

    @Test func `with fresh keys, what holds is accepted and the rest refused for its one defect`()
        throws
    {
        let histories = try RecordHistories()
        let (valid, invalid) = (try histories.valid(), try histories.invalid())
        #expect(valid.count == invalid.count)
        for vector in valid {
            #expect(throws: Never.self, "\(vector.name)") { try vector.verify() }
        }
        for vector in invalid { try refuse(vector) }
    }

    @Test func `every vector has its verdict`() throws {
        let valid = try RecordVector.read("valid", in: Self.folder)
        let invalid = try RecordVector.read("invalid", in: Self.folder)
        #expect(valid.count == invalid.count && valid.count >= 9)
        for vector in valid {
            #expect(try vector.verify().fingerprint == vector.fingerprint, "\(vector.name)")
        }
        for vector in invalid { try refuse(vector) }
        print("vectors plomba-record-histories cases=\(valid.count + invalid.count)")
    }

    @Test func `a label of a former key says whose it was, and no other label does`() throws {
        let label = try Roots.label("intake-officer")
        let former = try #require(label.former(besides: []))
        #expect(former.text == "intake-officer.former-1")
        #expect(former.isFormer && former.isFormer(of: label) && former.person == label)
        #expect(former.former(besides: [former])?.text == "intake-officer.former-2")
        for text in ["former-1", "a.former-", "a.former-x", "a.formers-1", "intake-officer"] {
            #expect(try !Roots.label(text).isFormer, "\(text)")
        }
        let long = try Roots.label(String(repeating: "a", count: 60))
        #expect(long.former(besides: []) == nil)
    }

    private func refuse(_ vector: RecordVector) throws {
        let code = try #require(vector.code)
        #expect("\(vector.name)") {
            try vector.verify()
        } throws: { ($0 as? RecordError)?.code == code }
    }
}
