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
        try watched.stamp(id, authority, clock: clock)
        let chosen = try scene.sender.plomba("broker", "authorities", authority.list)
        try #require(chosen.status == 0, "\(chosen.errors)")
        #expect(chosen.output.contains("tsa.example.org"))
        let made = try scene.sender.plomba("evidence", id, "-o", "proof", "--format", "json")
        try #require(made.status == 0, "\(made.errors)")
    }
}
