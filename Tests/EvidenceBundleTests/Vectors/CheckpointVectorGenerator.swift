import EvidenceBundle
import Foundation
import Testing

/// Adds the cases about a state of the log in the bag to `Protocol/vectors/bundles`: with
/// `PLOMBA_WRITE_VECTORS=checkpoint`, never otherwise. The older cases stay as they are.
///
/// What a note is worth is not judged with the seal (`Protocol/trusted-time.md`, lower bound): here it is
/// a file of the bag, sealed like every other.
@Suite struct `Checkpoint vector generator` {
    private static let people = ["third-sender", "third-receiver"]
    private static let note = """
        broker.example.org/log
        7
        SGVsbG8sIHRoaXMgaXMgYSByb290IG9mIGEgbG9nISE=

        \u{2014} broker.example.org/log 3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

        """

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "checkpoint"))
    func `adds the vectors`() throws {
        let scene = try Scene(readerSeed: VectorWriter.readerSeed)
        try VectorWriter.write(scene.sender.verified, as: "third-sender")
        try VectorWriter.write(scene.receiver.verified, as: "third-receiver")
        let valid = try VectorWriter(addingTo: "valid")
        try small(scene, Array(Self.note.utf8)).write(scene)
        try valid.add("with-a-checkpoint", scene, organisations: Self.people)
        try small(scene, Array("no note at all".utf8)).write(scene)
        try valid.add("with-a-checkpoint-that-is-no-note", scene, organisations: Self.people)
        try valid.finish()
        let invalid = try VectorWriter(addingTo: "invalid")
        var changed = try small(scene, Array(Self.note.utf8))
        changed["checkpoint"] = Array(Self.note.replacing("\n7\n", with: "\n9\n").utf8)
        try changed.seal(scene)
        try changed.write(scene)
        try invalid.add(
            "checkpoint-changed", scene, organisations: Self.people,
            bundle: .init(check: "bag.manifests", code: "bundle.tag-files-differ"))
        var late = try small(scene, nil)
        late.insert("checkpoint", Array(Self.note.utf8), before: "manifest-sha256.txt")
        try late.seal(scene)
        try late.write(scene)
        try invalid.add(
            "checkpoint-that-was-not-sealed", scene, organisations: Self.people,
            bundle: .init(check: "bag.manifests", code: "bundle.tag-files-differ"))
        try invalid.finish()
    }

    private func small(_ scene: Scene, _ checkpoint: [UInt8]?) throws -> Forgery {
        var request = try scene.request()
        request.checkpoint = checkpoint
        return try Forgery.small(scene, [("a.txt", [1])], request: request)
    }
}
