import EvidenceBundle
import Foundation
import Primitives
import Testing

/// Our own vectors: as many that hold as that do not, each refused for its one defect.
@Suite struct `Bundle vectors` {
    @Test(arguments: ["valid", "invalid"])
    func `every case gets its verdict without a key`(_ kind: String) throws {
        for vector in try BundleVector.read(kind) {
            #expect(try vector.verifySealed() == vector.sealed, "\(vector.name)")
        }
    }

    @Test(arguments: ["valid", "invalid"])
    func `every case gets its verdict with the reader's key`(_ kind: String) throws {
        let scene = try Scene()
        let vectors = try BundleVector.read(kind)
        for (number, vector) in vectors.enumerated() {
            let target = scene.path("case-\(number)")
            #expect(try vector.verifyBundle(into: target) == vector.bundle, "\(vector.name)")
            #expect(scene.exists("case-\(number)") == (vector.bundle == .verified))
        }
        print("vectors plomba-bundles-\(kind) cases=\(vectors.count)")
    }

    @Test func `every opened folder gets its verdict`() throws {
        let scene = try Scene()
        let vectors = try FolderVector.read()
        for (number, vector) in vectors.enumerated() {
            let target = scene.path("folder-\(number)")
            #expect(try vector.verify(in: target) == vector.outcome, "\(vector.opened.name)")
        }
        let valid = vectors.count { $0.outcome == .verified }
        #expect(valid >= 5 && vectors.count == 2 * valid)
        #expect(Set(vectors.map(\.opened.name)).count == vectors.count)
        print("vectors plomba-folders cases=\(vectors.count)")
    }

    @Test func `there are as many valid as invalid cases, each with another name`() throws {
        let valid = try BundleVector.read("valid")
        let invalid = try BundleVector.read("invalid")
        #expect(valid.count == invalid.count)
        #expect(Set((valid + invalid).map(\.name)).count == valid.count + invalid.count)
        #expect(valid.allSatisfy { $0.sealed == .verified && $0.bundle == .verified })
        #expect(invalid.allSatisfy { $0.bundle != .verified })
        let checks = Set(invalid.compactMap(\.bundle.check))
        #expect(checks.count == 14, "\(checks)")
    }
}
