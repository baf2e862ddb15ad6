import EvidenceBundle
import Foundation
import Testing

/// Vectors of what was sealed before: as many that hold as that do not, each refused for one defect.
@Suite struct `Disclosure vectors` {
    @Test(arguments: ["valid", "invalid"])
    func `every case gets its verdict`(_ kind: String) throws {
        let scene = try Scene()
        let vectors = try DisclosureVector.read(kind)
        for (number, vector) in vectors.enumerated() {
            let target = scene.path("case-\(number)")
            #expect(try vector.verify(into: target) == vector.bundle, "\(vector.name)")
            // What is only not proven is opened; what fails leaves nothing.
            #expect(scene.exists("case-\(number)") == (vector.bundle.code == nil))
        }
        print("vectors plomba-disclosures-\(kind) cases=\(vectors.count)")
    }

    @Test func `there are as many valid as invalid cases, each with another name`() throws {
        let valid = try DisclosureVector.read("valid")
        let invalid = try DisclosureVector.read("invalid")
        #expect(valid.count == invalid.count && valid.count >= 10)
        #expect(Set((valid + invalid).map(\.name)).count == valid.count + invalid.count)
        #expect(valid.allSatisfy { $0.bundle == .verified })
        #expect(invalid.allSatisfy { $0.bundle != .verified })
        #expect(Set(invalid.compactMap(\.bundle.code)).count >= 13)
    }

    @Test func `every file that lies there has a case`() throws {
        let all = try DisclosureVector.read("valid") + DisclosureVector.read("invalid")
        let files = try FileManager.default.subpathsOfDirectory(
            atPath: DisclosureVector.folder.path
        ).filter { $0.hasSuffix(".plomba") }
        #expect(Set(all.map(\.file)) == Set(files))
    }
}
