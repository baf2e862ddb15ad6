import Foundation
import Testing

extension Watched {
    /// The evidence of a case once enough witnesses have signed, in a new folder.
    func evidence(of id: String, in name: String) throws {
        for attempt in 0..<60 {
            let made = try scene.sender.plomba(
                "evidence", id, "-o", "\(name)-try-\(attempt)", "--format", "json")
            try #require(made.status == 0, "\(made.errors)")
            if try made.json()["witnessed"] as? Bool == true {
                return try FileManager.default.moveItem(
                    atPath: scene.folder.place("\(name)-try-\(attempt)"),
                    toPath: scene.folder.place(name))
            }
            Thread.sleep(forTimeInterval: 0.5)
        }
        Issue.record("\(id) was never witnessed")
    }

    /// What `sync` keeps of a broker that has asked the authority about a case.
    ///
    /// - Parameter clock: the authority's, as `at-clock` takes it.
    func stamp(_ id: String, _ authority: TimeAuthority, clock: String? = nil) throws {
        let (folder, home) = (scene.folder, scene.sender.name)
        let known = folder.tree(home + "/logs").filter { $0.hasSuffix("/checkpoint") }
        for proof in folder.tree(home) where proof.hasSuffix(".tlog-proof") && proof.contains(id) {
            let text = String(decoding: try folder.read(home + "/" + proof), as: UTF8.self)
            let note = try #require(text.components(separatedBy: "\n\n").dropFirst().first) + "\n"
            let lines = note.split(separator: "\n")
            let size = lines[1]
            let log = try #require(
                try known.first { path in
                    let text = String(
                        decoding: try folder.read(home + "/logs/" + path), as: UTF8.self)
                    return text.hasPrefix(lines[0] + "\n")
                })
            let place = home + "/logs/" + log.replacing("checkpoint", with: "time/")
            try folder.write(place + "checkpoint-\(size).txt", note)
            try folder.write(
                place + "checkpoint-\(size).tsa.example.org.tst",
                authority.stamp(Array(note.utf8), clock: clock))
        }
    }
}
