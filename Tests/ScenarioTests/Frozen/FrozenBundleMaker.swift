import Foundation
import Testing

/// Makes the frozen bundle of a version: with `PLOMBA_FREEZE=VERSION`, once, and never over another.
///
/// The real programs make it; the keys that open it and sign are gone with the test's folder.
@Suite(.timeLimit(.minutes(10))) struct `Frozen bundle of a version` {
    private static let version = ProcessInfo.processInfo.environment["PLOMBA_FREEZE"]

    @Test(.enabled(if: version != nil))
    func `is made once`() throws {
        let version = try #require(Self.version)
        let target = FrozenBundle.home.appending(path: version).path(percentEncoded: false)
        try #require(!FileManager.default.fileExists(atPath: target), "there is one already")
        let watched = try Watched()
        let authority = try TimeAuthority("tsa.example.org", in: watched.scene.folder, at: "tsa")
        try makeCase(watched, authority)
        try writeTrust(watched, authority)
        try writeExpected(watched.scene.folder)
        try FileManager.default.createDirectory(
            atPath: target, withIntermediateDirectories: true)
        for name in ["case.plomba", "case", "evidence", "trust", "arguments", "expected.json"] {
            try FileManager.default.copyItem(
                atPath: watched.scene.folder.place("frozen/" + name), toPath: target + "/" + name)
        }
    }

    private func makeCase(_ watched: Watched, _ authority: TimeAuthority) throws {
        let scene = watched.scene
        try watched.choose()
        try done(scene.sender.plomba("broker", "authorities", authority.list))
        try describe(scene.folder)
        try FileManager.default.createDirectory(
            atPath: scene.folder.place("frozen"), withIntermediateDirectories: false)
        let sealed = try done(
            scene.sender.plomba(
                "seal", "originals/evidence", "--case", "case.json", "--to", scene.receiver.mailbox,
                "-o", "frozen/case.plomba", "--format", "json"))
        let id = try #require(sealed.json()["consignment"] as? String)
        try done(scene.sender.plomba("send", "frozen/case.plomba"))
        _ = try watched.status(of: id, until: "seen by 1 witness of 1 organisation")
        try done(scene.receiver.plomba("receive", id, "-o", "frozen/case"))
        try done(scene.receiver.plomba("accept", id))
        try act(scene, "stored", "--all", "--place", "sef 2, Beograd")
        try act(
            scene, "accessed", "--exhibit", "VP-2026-014-01", "--by", "istražitelj I-3")
        try act(
            scene, "corrected", "--all", "--corrects", "1", "--place", "sef 3, Beograd", "--note",
            "sef 3")
        try watched.evidence(of: id, in: "first")
        try watched.stamp(id, authority)
        try watched.evidence(of: id, in: "frozen/evidence")
    }

    private func act(_ scene: Scene, _ act: String, _ more: String...) throws {
        try done(
            scene.receiver.plomba(
                arguments: [
                    "custody", "add", "frozen/case", "--act", act, "--purpose", "čuvanje",
                    "--authority", "nalog K-12/26",
                ] + more))
    }

    @discardableResult private func done(_ outcome: Outcome) throws -> Outcome {
        try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        return outcome
    }

    /// The first file is an exhibit with a number, the others are not described.
    private func describe(_ folder: Folder) throws {
        let text = try folder.read("case.json")
        var document = try #require(
            JSONSerialization.jsonObject(with: Data(text)) as? [String: Any])
        document["items"] = [
            [
                "id": "0b5f1e9c-8f7a-4f6e-9a67-3c1d5b2a7e01", "exhibit_no": "VP-2026-014-01",
                "title": ["text": "snimak", "lang": "bs"], "type": "video",
                "copy_status": "original",
                "acquisition": [
                    "method": "received_on_media", "by": "caseworker", "from": "P-7Q2K",
                    "at": "2026-11-20T16:20:00Z", "place": "Bihać",
                    "original_available": "yes_held",
                ],
                "sensitivity": [], "marking": ["purpose": "court", "release_to": ["prosecutor"]],
                "file": [
                    "name_stored": "evidence/Željka_Đurić_ćšž.mp4", "name_original": "VID.mp4",
                    "mime": "video/mp4",
                ],
            ] as [String: Any]
        ]
        try folder.write("case.json", Array(JSONSerialization.data(withJSONObject: document)))
        try FileManager.default.createDirectory(
            atPath: folder.place("originals"), withIntermediateDirectories: false)
        try FileManager.default.moveItem(
            atPath: folder.place("evidence"), toPath: folder.place("originals/evidence"))
    }

    private func writeTrust(_ watched: Watched, _ authority: TimeAuthority) throws {
        let folder = watched.scene.folder
        var arguments: [String] = []
        for party in [watched.scene.sender, watched.scene.receiver] {
            let file = "trust/\(party.name).plomba-org"
            try folder.write("frozen/" + file, folder.read(party.name + ".org"))
            let shown = try party.plomba("organisation", "show", "--format", "json").json()
            let fingerprint = try #require(shown["fingerprint"] as? String)
            arguments += ["--organisation", "\(file)=\(fingerprint)"]
        }
        let trust = try JSONSerialization.jsonObject(
            with: Data(folder.read(watched.scene.sender.name + "/broker.json")))
        let facts = try #require(trust as? [String: Any])
        let (name, key, log) = (
            try #require(facts["name"] as? String), try #require(facts["serviceKey"] as? String),
            try #require(facts["logKey"] as? String)
        )
        arguments += ["--broker", name, key, log]
        try folder.write(
            "frozen/trust/policy", "log \(log)\nwitness A \(watched.witness.key)\nquorum A\n")
        arguments += ["--policy", "trust/policy", "--operator", "group484.rs"]
        let roots = "trust/\(authority.name).pem"
        try folder.write("frozen/" + roots, folder.read("tsa/\(authority.name).pem"))
        arguments += ["--authority", authority.name, roots, TimeAuthority.policy]
        try folder.write("frozen/arguments", arguments.joined(separator: "\n") + "\n")
    }

    /// What is said now is what must be said for ever: so it must be good.
    private func writeExpected(_ folder: Folder) throws {
        let told = String(decoding: try folder.read("frozen/arguments"), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        var runs: [FrozenBundle.Run] = []
        for arguments in [
            ["case.plomba"], ["case"], ["evidence"], ["case", "--evidence", "evidence"],
        ] {
            for isTold in [true, false] {
                let said = try FrozenBundle.verify(
                    arguments + (isTold ? told : []), in: folder.place("frozen"), clock: nil
                ).said
                try #require(said.status == (isTold ? 0 : 2), "\(arguments): \(said)")
                try #require(said.signerUnknown != isTold, "\(arguments): \(said)")
                runs.append(.init(arguments: arguments, isTold: isTold, said: said))
            }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let expected = FrozenBundle.Expected(
            madeTime: ISO8601DateFormatter().string(from: Date()), runs: runs)
        try folder.write("frozen/expected.json", Array(encoder.encode(expected)) + [10])
    }
}
