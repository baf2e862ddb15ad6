import Foundation
import Testing

/// Adds a case for every failure code that had none, and as many that hold, to `Protocol/vectors/bundles`
/// and `Protocol/vectors/disclosures`: with `PLOMBA_WRITE_VECTORS=codes`, never otherwise. The older cases
/// stay as they are.
@Suite struct `Code vector generator` {
    private static let isAsked =
        ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "codes"

    @Test(.enabled(if: isAsked)) func `adds the vectors of bundles`() throws {
        let scene = try Scene(readerSeed: VectorWriter.readerSeed)
        try VectorWriter.write(scene.sender.verified, as: CodeVectors.people[0])
        try VectorWriter.write(scene.receiver.verified, as: CodeVectors.people[1])
        let valid = try VectorWriter(addingTo: "valid")
        try EdgeVectors(scene, valid).add()
        try valid.finish()
        let invalid = try VectorWriter(addingTo: "invalid")
        try CodeVectors(scene, invalid).add()
        try invalid.finish()
    }

    @Test(.enabled(if: isAsked)) func `adds the vectors of disclosures`() throws {
        let writer = try DisclosureVectorWriter(addingAs: "second-")
        try DisclosureCodeVectors(writer).add()
        try writer.finish()
    }
}
