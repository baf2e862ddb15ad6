import Foundation
import Testing

/// A sent case whose receipt is witnessed and stamped; its sender's evidence is in the folder `proof`.
struct StampedCase {
    let watched: Watched
    let authority: TimeAuthority
    let id: String
    var scene: Scene { watched.scene }

    /// - Parameter clock: the authority's, as `at-clock` takes it.
    init(clock: String? = nil) throws {
        watched = try Watched()
        let scene = watched.scene
        try watched.choose()
        id = try scene.send()
        _ = try watched.status(of: id, until: "seen by 1 witness of 1 organisation")
        authority = try TimeAuthority("tsa.example.org", in: scene.folder, at: "tsa")
        // What `sync` keeps of a broker that has asked this authority.
        let logs = scene.folder.tree(scene.sender.name + "/logs")
        let origin = try #require(logs.first { $0.hasSuffix("/checkpoint") || $0 == "checkpoint" })
        let place = scene.sender.name + "/logs/" + origin.replacing("checkpoint", with: "time/")
        for proof in scene.folder.tree(scene.sender.name)
        where proof.hasSuffix(".tlog-proof") && proof.contains(id) {
            let text = String(
                decoding: try scene.folder.read(scene.sender.name + "/" + proof), as: UTF8.self)
            let note = try #require(text.components(separatedBy: "\n\n").dropFirst().first) + "\n"
            let size = note.split(separator: "\n")[1]
            try scene.folder.write(place + "checkpoint-\(size).txt", note)
            try scene.folder.write(
                place + "checkpoint-\(size).tsa.example.org.tst",
                authority.stamp(Array(note.utf8), clock: clock))
        }
        let chosen = try scene.sender.plomba("broker", "authorities", authority.list)
        try #require(chosen.status == 0, "\(chosen.errors)")
        #expect(chosen.output.contains("tsa.example.org"))
        let made = try scene.sender.plomba("evidence", id, "-o", "proof", "--format", "json")
        try #require(made.status == 0, "\(made.errors)")
    }
}
