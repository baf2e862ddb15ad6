import Foundation
import Testing

/// Adds to `Protocol/vectors/evidence-folders` a case that was deposited under one log and ended under the one that
/// continues it: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
///
/// The folders are those of the real programs, with tokens over checkpoints of both logs.
@Suite(.timeLimit(.minutes(10))) struct `Vectors of two logs` {
    private typealias Files = EvidenceFolderCases.Files
    private typealias Case = SuccessionFolderCases.Case
    private static let place = Program.root.appending(path: "Protocol/vectors/evidence-folders")

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `are made anew`() throws {
        let watched = try Watched()
        let authority = try TimeAuthority("tsa.example.org", in: watched.scene.folder, at: "tsa")
        try watched.choose()
        let scene = watched.scene
        try #require(
            try scene.sender.plomba("broker", "authorities", authority.list).status == 0)
        let first = try scene.send()
        let old = try folder(of: first, "old", watched, authority)
        let succession = try Succession(stealing: watched)
        try succession.watchByWitness()
        try watched.choose()
        _ = try watched.sync(until: "seen by 1 witness")
        let chosen = try scene.receiver.plomba(
            "broker", "witnesses", scene.folder.place("policy"), "--operator", "group484.rs")
        try #require(chosen.status == 0, "\(chosen.errors)")
        try #require(try scene.receiver.plomba("receive", first, "-o", "case").status == 0)
        try #require(try scene.receiver.plomba("accept", first).status == 0)
        let both = try folder(of: first, "both", watched, authority)
        let new = try folder(of: scene.send(), "new", watched, authority)
        try writeWorlds(succession, authority)
        let made = SuccessionFolderCases(
            old: old, both: both, new: new, stranger: try stranger(both, in: scene.folder))
        try write(made.valid, "valid")
        try write(made.invalid, "invalid")
    }

    private func folder(
        of id: String, _ name: String, _ watched: Watched, _ authority: TimeAuthority
    ) throws -> Files {
        _ = try watched.status(of: id, until: "seen by 1 witness")
        try watched.evidence(of: id, in: name + "-unstamped")
        try watched.stamp(id, authority)
        try watched.evidence(of: id, in: name)
        var files: Files = [:]
        for path in watched.scene.folder.tree(name) where path != "README-VERIFY" {
            // Folders cannot be read.
            if let bytes = try? watched.scene.folder.read(name + "/" + path) { files[path] = bytes }
        }
        return files
    }

    /// With stock tools, as anybody could make it.
    private func stranger(
        _ files: Files, in folder: Folder
    ) throws -> (signature: [UInt8], entry: [UInt8]) {
        try folder.write("step.json", files["keys/broker/LogSuccession-2.json"] ?? [])
        let script = """
            ssh-keygen -q -t ed25519 -N '' -C '' -f stranger
            ssh-keygen -q -Y sign -n plomba/v1/LogSuccession -f stranger step.json
            { echo plomba/entry/v1; echo salt | sha256sum | cut -c1-64
              sha256sum < step.json | cut -c1-64; sha256sum < step.json.sig | cut -c1-64; } > step.entry
            """
        let made = try Program.run("/bin/sh", ["-euc", script], in: folder.path)
        try #require(made.status == 0, "\(made.errors)")
        return (try folder.read("step.json.sig"), try folder.read("step.entry"))
    }

    private func writeWorlds(_ succession: Succession, _ authority: TimeAuthority) throws {
        let scene = succession.watched.scene
        func text(_ path: String) throws -> String {
            String(decoding: try scene.folder.read(path), as: UTF8.self)
        }
        let trust = try JSONSerialization.jsonObject(
            with: Data(try scene.folder.read(scene.sender.name + "/broker.json")))
        let facts = try #require(trust as? [String: Any])
        let witness = "witness A \(succession.watched.witness.key)\nquorum A\n"
        func broker(_ log: String, earlierUntil size: Int? = nil) -> [String: Any] {
            let keys: [String: Any] = [
                "name": facts["name"] ?? "", "serviceKey": facts["serviceKey"] ?? "",
                "logKey": log,
            ]
            guard let size else { return keys }
            return keys.merging(["earlierLogs": [["key": succession.oldLog, "size": size]]]) { $1 }
        }
        let brokers = [
            "succeeded": broker(succession.newLog, earlierUntil: succession.size),
            "succeeded-less": broker(succession.newLog, earlierUntil: 1),
            "succeeded-untold": broker(succession.newLog),
            "succeeded-from": broker(succession.oldLog),
        ]
        for (name, broker) in brokers {
            try write(
                "\(name).json",
                [
                    "organisations": [
                        try text(scene.sender.name + ".org"),
                        try text(scene.receiver.name + ".org"),
                    ], "broker": broker,
                    "policies": [
                        "chosen": "log \(succession.newLog)\nlog \(succession.oldLog)\n" + witness,
                        "before": "log \(succession.oldLog)\n" + witness,
                    ],
                    "authority": [
                        "name": authority.name, "policy": TimeAuthority.policy,
                        "roots": try text("tsa/\(authority.name).pem"),
                    ],
                ] as [String: Any])
        }
    }

    private func write(_ cases: [Case], _ kind: String) throws {
        let file = Self.place.appending(path: "\(kind)/cases.json")
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        var list = try #require((object as? [String: Any])?["cases"] as? [[String: Any]])
        list.removeAll { ($0["world"] as? String)?.hasPrefix("succeeded") == true }
        let time = ISO8601DateFormatter().string(from: Date())
        for one in cases {
            list.append([
                "name": one.name, "what": one.what, "world": one.world,
                "organisations": one.isKnown, "broker": one.isKnown,
                "policy": one.policy ?? NSNull(), "authorities": one.isKnown, "time": time,
                "outcomes": [String: String](),
            ])
            let files = one.files.mapValues { bytes -> Any in
                String(validating: bytes, as: UTF8.self)
                    ?? ["base64": Data(bytes).base64EncodedString()]
            }
            try write("\(kind)/\(one.name).json", ["files": files])
        }
        try write("\(kind)/cases.json", ["cases": list])
    }

    private func write(_ name: String, _ object: [String: Any]) throws {
        let data = try JSONSerialization.data(
            withJSONObject: object,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        try (data + Data("\n".utf8)).write(to: Self.place.appending(path: name))
    }
}
