import Foundation
import FuzzTargets
import Testing

/// The committed corpus of each fuzzer, read again without one: what was found once stays mended.
@Suite struct `Fuzz corpus` {
    private static let corpus = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fuzz/corpus")

    /// Nobody reads a corpus that takes long or fills the repository.
    private static let maximumInputs = 150
    private static let maximumInputSize = 16_384

    @Test(arguments: FuzzTarget.all.map(\.name))
    func `is read to an end`(name: String) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == name })
        let inputs = try Self.inputs(of: name)
        #expect(!inputs.isEmpty, "Fuzz/corpus/\(name) is empty")
        #expect(inputs.count <= Self.maximumInputs)
        var accepted = 0
        for input in inputs {
            let bytes = try [UInt8](Data(contentsOf: input))
            #expect(bytes.count <= Self.maximumInputSize, "\(input.lastPathComponent)")
            // A trap ends the whole run; a refusal is a right answer.
            if (try? target.read(bytes)) != nil { accepted += 1 }
        }
        #expect(accepted > 0, "nothing in it gets to the end of the reader")
        #expect(accepted < inputs.count, "nothing in it is refused")
    }

    @Test func `every folder has its fuzzer`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
        #expect(Set(folders) == Set(FuzzTarget.all.map(\.name)))
    }

    private static func inputs(of name: String) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: corpus.appendingPathComponent(name), includingPropertiesForKeys: nil
        ).sorted { $0.path < $1.path }
    }
}
