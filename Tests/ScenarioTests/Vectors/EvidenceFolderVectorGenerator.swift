import Foundation
import Testing

/// Makes `Protocol/vectors/evidence-folders` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise. The
/// keys are made for it and gone with it; what each check says is written by the test that reads them.
///
/// The folders are those that the real programs make; a defect is one change of one of them.
@Suite(.timeLimit(.minutes(10))) struct `Vectors of evidence folders` {
    private static let place = Program.root.appending(path: "Protocol/vectors/evidence-folders")

    /// What lies in a folder, by its path.
    private typealias Files = [String: [UInt8]]

    /// One folder, and what a verifier knows when it looks at it.
    private struct Case {
        let name: String
        let what: String
        var files: Files
        var organisations = true
        var broker = true
        var policy: String? = "chosen"
        var authorities = true
        var daysLater = 0
    }

    /// The folders of one network.
    private struct Made {
        let accepted: Files
        let theirs: Files
        let declined: Files
        let withdrawn: Files
        let stored: Files
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `are made anew`() throws {
        let watched = try Watched()
        let authority = try TimeAuthority("tsa.example.org", in: watched.scene.folder, at: "tsa")
        let made = try make(watched, authority)
        try? FileManager.default.removeItem(at: Self.place)
        try writeWorld(watched, authority)
        try write(Self.valid(made), "valid")
        try write(Self.invalid(made), "invalid")
    }

    // MARK: the folders

    private func make(_ watched: Watched, _ authority: TimeAuthority) throws -> Made {
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
        try stamp(accepted, watched, authority)
        return Made(
            accepted: try witnessed(accepted, "accepted", watched), theirs: theirs,
            declined: try witnessed(declined, "declined", watched),
            withdrawn: try witnessed(withdrawn, "withdrawn", watched), stored: stored)
    }

    private func folder(
        of id: String, _ party: Party, _ name: String, _ watched: Watched
    ) throws -> Files {
        let made = try party.plomba("evidence", id, "-o", name)
        try #require(made.status == 0, "\(made.errors)")
        var files: Files = [:]
        for path in watched.scene.folder.tree(name) where path != "README-VERIFY" {
            // Folders cannot be read.
            if let bytes = try? watched.scene.folder.read(name + "/" + path) { files[path] = bytes }
        }
        return files
    }

    private func witnessed(_ id: String, _ name: String, _ watched: Watched) throws -> Files {
        for attempt in 0..<60 {
            let made = try watched.scene.sender.plomba(
                "evidence", id, "-o", "\(name)-try-\(attempt)", "--format", "json")
            try #require(made.status == 0, "\(made.errors)")
            if try made.json()["witnessed"] as? Bool == true { break }
            Thread.sleep(forTimeInterval: 0.5)
        }
        return try folder(of: id, watched.scene.sender, name, watched)
    }

    /// What `sync` keeps of a broker that has asked the authority.
    private func stamp(_ id: String, _ watched: Watched, _ authority: TimeAuthority) throws {
        let (scene, home) = (watched.scene, watched.scene.sender.name)
        let origin = try #require(
            scene.folder.tree(home + "/logs").first { $0.hasSuffix("/checkpoint") })
        let place = home + "/logs/" + origin.replacing("checkpoint", with: "time/")
        for proof in scene.folder.tree(home)
        where proof.hasSuffix(".tlog-proof") && proof.contains(id) {
            let text = String(decoding: try scene.folder.read(home + "/" + proof), as: UTF8.self)
            let note = try #require(text.components(separatedBy: "\n\n").dropFirst().first) + "\n"
            let size = note.split(separator: "\n")[1]
            try scene.folder.write(place + "checkpoint-\(size).txt", note)
            try scene.folder.write(
                place + "checkpoint-\(size).tsa.example.org.tst",
                authority.stamp(Array(note.utf8)))
        }
    }

    // MARK: the cases

    private static func valid(_ made: Made) -> [Case] {
        let accepted = made.accepted
        let proof = "lanes/intake@group484.rs/ContentConsignment.tlog-proof"
        let line = Array("— stranger.example/witness AAAAAAAA\n".utf8)
        return [
            Case(name: "accepted", what: "witnessed and stamped", files: accepted),
            Case(
                name: "nobody-is-known", what: "a verifier who has confirmed nobody",
                files: accepted, organisations: false, broker: false, policy: nil,
                authorities: false),
            Case(
                name: "no-witnesses-chosen", what: "the folder's own policy is shown",
                files: accepted, policy: nil),
            Case(
                name: "other-witnesses-chosen", what: "those who signed do not count here",
                files: accepted, policy: "other"),
            Case(
                name: "no-authority-chosen", what: "the folder's own roots are shown",
                files: accepted, authorities: false),
            Case(name: "of-the-recipient", what: "its own lane", files: made.theirs),
            Case(name: "declined", what: "not stamped", files: made.declined),
            Case(name: "withdrawn", what: "not stamped", files: made.withdrawn),
            Case(
                name: "stored-only", what: "made before witnesses were chosen",
                files: made.stored),
            Case(
                name: "proof-left-out", what: "one statement is not shown to be in the log",
                files: accepted.filter { $0.key != proof }),
            Case(
                name: "line-of-an-unknown-witness", what: "lines of unknown keys are passed over",
                files: changed(accepted, proof) { $0 + line }),
            Case(
                name: "years-later", what: "keys that ended since", files: accepted,
                daysLater: 500),
        ]
    }

    private static func invalid(_ made: Made) -> [Case] {
        let good = made.accepted
        let lane = "lanes/intake@group484.rs/"
        let stamp = good.keys.filter { $0.hasPrefix("time/") }.sorted()
        let token = stamp.first { $0.hasSuffix(".tst") } ?? ""
        let text = stamp.first { $0.hasSuffix(".txt") } ?? ""
        func swap(_ path: String, _ other: Files) -> Files {
            good.merging([path: other[path] ?? []]) { $1 }
        }
        var cases = [
            ("statement-byte-changed", "statement.json", 200),
            (
                "signature-byte-changed",
                "statement.json.sig", 120
            ),
            ("record-byte-changed", "keys/group484.rs/0001.json", 200),
            ("cosignature-byte-changed", "Sealed.tlog-proof", -20),
            ("token-byte-changed", token, -20), ("stamped-text-changed", text, -10),
        ].map { name, path, place in
            Case(name: name, what: path, files: changed(good, path) { flip($0, at: place) })
        }
        cases += [
            Case(
                name: "log-signature-byte-changed", what: "in one of the proofs",
                files: changed(good, lane + "ConsignmentAcceptance.tlog-proof") { bytes in
                    let place = String(decoding: bytes, as: UTF8.self).utf8
                    let line = Array("— broker.example/log ".utf8)
                    let start = Array(place).indices.first {
                        Array(place)[$0...].starts(with: line)
                    }
                    return flip(bytes, at: (start ?? 0) + line.count + 30)
                }),
            Case(
                name: "opening-file-of-another", what: "that of the broker's receipt",
                files: good.merging(["statement.entry": good["SubmissionAcceptance.entry"] ?? []]) {
                    $1
                }),
            Case(
                name: "receipt-of-another-case", what: "signed by the broker, for another deposit",
                files: [".json", ".json.sig", ".entry", ".tlog-proof"].reduce(good) {
                    files, ending in
                    files.merging(
                        [
                            "SubmissionAcceptance" + ending:
                                made.declined["SubmissionAcceptance" + ending] ?? []
                        ]) { $1 }
                }),
            Case(
                name: "validity-made-longer", what: "in keys/allowed_signers",
                files: changed(good, "keys/allowed_signers") { bytes in
                    Array(
                        String(decoding: bytes, as: UTF8.self)
                            .replacing("valid-before=\"20", with: "valid-before=\"21").utf8)
                }),
            Case(
                name: "proof-of-another-entry", what: "two statements at one place of the log",
                files: good.merging([
                    lane + "ConsignmentAcceptance.tlog-proof":
                        good[lane + "ContentConsignment.tlog-proof"] ?? []
                ]) { $1 }),
            Case(
                name: "receipt-left-out", what: "what follows it follows nothing",
                files: good.filter { !$0.key.hasPrefix("SubmissionAcceptance.") }),
        ]
        return cases
    }

    private static func changed(
        _ files: Files, _ path: String, _ change: ([UInt8]) -> [UInt8]
    ) -> Files {
        files.merging([path: change(files[path] ?? [])]) { $1 }
    }

    /// Another letter or digit in place of the one there, or of the next that is one.
    private static func flip(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        var bytes = bytes
        let start = place < 0 ? bytes.count + place : place
        guard bytes.indices.contains(start) else { return bytes }
        bytes[start] = bytes[start] == 0x41 ? 0x42 : 0x41
        return bytes
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

    private func write(_ cases: [Case], _ folder: String) throws {
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
