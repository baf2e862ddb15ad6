import BagIt
import Custody
import EvidenceBundle
import Testing

/// More originals than the preview states: a few are named, a flood is not read.
@Suite struct `A flood of originals` {
    @Test func `one more is named`() throws {
        let refused = try refusal(more: 1)
        guard case .originalsDiffer(let all) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(all.map(\.path.text) == ["data/z0.txt"] && all[0].kind == .extra)
    }

    @Test func `a thousand more are read, and no further one`() throws {
        #expect(try refusal(more: 1_000)?.code == "bundle.originals-differ")
        #expect(try refusal(more: 1_001) == .previewUntrue)
    }

    /// A payload that was damaged on the way is told as that, also where somebody floods it.
    @Test func `that came otherwise than it was announced is damaged`() throws {
        let scene = try Scene()
        var forged = try flooded(scene, 1_001)
        var payload = try #require(forged.resealed)
        payload[payload.count - 1] ^= 1
        forged.resealed = payload
        try forged.write(scene)
        #expect(throws: BundleError.payloadDigestDiffers) { try scene.open("FORGED.plomba") }
    }

    private func refusal(more count: Int) throws -> BundleError? {
        let scene = try Scene()
        try flooded(scene, count).write(scene)
        do {
            try scene.open("FORGED.plomba")
            return nil
        } catch let error as BundleError {
            #expect(!scene.exists("case"))
            return error
        }
    }

    private func flooded(_ scene: Scene, _ count: Int) throws -> Forgery {
        try scene.seal([("a.txt", [1])])
        var forged = try Forgery(scene)
        for name in (0..<count).map({ "data/z\($0).txt" }).sorted() {
            forged.insert(name, [], before: "preview.json")
        }
        try forged.seal(scene)
        return forged
    }
}
