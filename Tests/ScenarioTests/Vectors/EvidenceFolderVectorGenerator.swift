import Foundation
import Testing

/// Makes `Protocol/vectors/evidence-folders` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise. The
/// keys are made for it and gone with it; what each check says is written by the test that reads them.
///
/// The folders are those that the real programs make; a defect is one change of one of them.
@Suite(.timeLimit(.minutes(10))) struct `Vectors of evidence folders` {
    private static let place = Program.root.appending(path: "Protocol/vectors/evidence-folders")

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `are made anew`() throws {
        let watched = try Watched()
        let authority = try TimeAuthority("tsa.example.org", in: watched.scene.folder, at: "tsa")
        let made = try make(watched, authority)
        try? FileManager.default.removeItem(at: Self.place)
        try writeWorld(watched, authority)
        try write(EvidenceFolderCases.valid(made), "valid")
        try write(EvidenceFolderCases.invalid(made), "invalid")
    }

    // MARK: the folders

    private func make(_ watched: Watched, _ authority: TimeAuthority) throws
        -> EvidenceFolderCases.Made
    {
        let scene = watched.scene
        let stored = try folder(of: scene.send(), scene.sender, "stored", watched)
        try watched.choose()
        try #require(
            try scene.sender.plomba("broker", "authorities", authority.list).status == 0)
        let declined = try scene.send()
        try #require(
            try scene.receiver.plomba("decline", declined, "--reason", "no_capacity").status
                == 0)
        let withdrawn = try scene.send()
        try #require(
            try scene.sender.plomba("withdraw", withdrawn, "--reason", "wrong_mailbox").status == 0)
        let accepted = try scene.send()
        try #require(try scene.receiver.plomba("receive", accepted, "-o", "case").status == 0)
        try #require(try scene.receiver.plomba("accept", accepted).status == 0)
        let theirs = try folder(of: accepted, scene.receiver, "theirs", watched)
        _ = try witnessed(accepted, "first", watched)
        try watched.stamp(accepted, authority)
        return EvidenceFolderCases.Made(
            accepted: try witnessed(accepted, "accepted", watched), theirs: theirs,
            declined: try witnessed(declined, "declined", watched),
            withdrawn: try witnessed(withdrawn, "withdrawn", watched), stored: stored)
    }

    private func folder(
        of id: String, _ party: Party, _ name: String, _ watched: Watched
    ) throws -> EvidenceFolderCases.Files {
        let made = try party.plomba("evidence", id, "-o", name)
        try #require(made.status == 0, "\(made.errors)")
        var files: EvidenceFolderCases.Files = [:]
        for path in watched.scene.folder.tree(name) where path != "README-VERIFY" {
            // Folders cannot be read.
            if let bytes = try? watched.scene.folder.read(name + "/" + path) { files[path] = bytes }
        }
        return files
    }

    private func witnessed(_ id: String, _ name: String, _ watched: Watched) throws
        -> EvidenceFolderCases.Files
    {
        for attempt in 0..<60 {
            let made = try watched.scene.sender.plomba(
                "evidence", id, "-o", "\(name)-try-\(attempt)", "--format", "json")
            try #require(made.status == 0, "\(made.errors)")
            if try made.json()["witnessed"] as? Bool == true { break }
            Thread.sleep(forTimeInterval: 0.5)
        }
        return try folder(of: id, watched.scene.sender, name, watched)
    }

    // MARK: writing

    private func writeWorld(_ watched: Watched, _ authority: TimeAuthority) throws {
        let scene = watched.scene
        let trust = try JSONSerialization.jsonObject(
            with: Data(try scene.folder.read(scene.sender.name + "/broker.json")))
        let facts = try #require(trust as? [String: Any])
        let other = try WitnessProcess.makeKey(in: scene.folder, "other", "c.example/witness")
        let log = try #require(facts["logKey"] as? String)
        let chosen = "log \(log)\nwitness A \(watched.witness.key)\nquorum A\n"
        try write(
            "world.json",
            [
                "organisations": [
                    try text(scene.sender.name + ".org", scene),
                    try text(scene.receiver.name + ".org", scene),
                ],
                "broker": [
                    "name": facts["name"], "serviceKey": facts["serviceKey"], "logKey": log,
                ],
                "policies": [
                    "chosen": chosen,
                    "other": chosen.replacing(watched.witness.key, with: other),
                ],
                "authority": [
                    "name": authority.name, "policy": TimeAuthority.policy,
                    "roots": try text("tsa/\(authority.name).pem", scene),
                ],
            ] as [String: Any])
    }

    private func text(_ path: String, _ scene: Scene) throws -> String {
        String(decoding: try scene.folder.read(path), as: UTF8.self)
    }

    private func write(_ cases: [EvidenceFolderCases.Case], _ folder: String) throws {
        var list: [[String: Any]] = []
        let now = Date()
        for one in cases {
            let time = now.addingTimeInterval(Double(one.daysLater) * 86_400)
            list.append(
                [
                    "name": one.name, "what": one.what, "world": "world",
                    "organisations": one.organisations,
                    "broker": one.broker, "policy": one.policy ?? NSNull(),
                    "authorities": one.authorities,
                    "time": ISO8601DateFormatter().string(from: time),
                    "outcomes": [:] as [String: String],
                ] as [String: Any])
            let files = one.files.mapValues { bytes -> Any in
                String(validating: bytes, as: UTF8.self)
                    ?? ["base64": Data(bytes).base64EncodedString()]
            }
            try write("\(folder)/\(one.name).json", ["files": files])
        }
        try write("\(folder)/cases.json", ["cases": list])
    }

    private func write(_ name: String, _ object: [String: Any]) throws {
        let file = Self.place.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let data = try JSONSerialization.data(
            withJSONObject: object,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try (data + Data("\n".utf8)).write(to: file)
    }
}
