import Foundation
import Testing

/// `plombad export-all` as an operator runs it for a court, read with other people's tools.
@Suite struct `Everything that a broker knows` {
    private let canary = "C4N4RY-7f3a91d2"

    /// A case with the canary in content, name and note; received, and one that waits, and a block.
    private func makeScene() throws -> Scene {
        let scene = try Scene()
        try scene.folder.write("evidence/\(canary).txt", Array("\(canary) inside\n".utf8))
        try scene.folder.write("evidence/large", [UInt8](repeating: 7, count: 300_000))
        let id = try scene.send()
        _ = try scene.send()
        let received = try scene.receiver.plomba("receive", id, "-o", scene.folder.place("case"))
        try #require(received.status == 0, "\(received.errors)")
        let accepted = try scene.receiver.plomba("accept", id)
        try #require(accepted.status == 0, "\(accepted.errors)")
        let blocked = try scene.receiver.plomba(
            "partner", "block", String(repeating: "7", count: 64))
        try #require(blocked.status == 0, "\(blocked.errors)")
        return scene
    }

    private func export(_ scene: Scene, _ name: String, _ more: String...) throws -> [String: Any] {
        let done = try Program.run(
            Program.path("plombad"),
            [
                "export-all", "-o", scene.folder.place(name), "--home", scene.broker.home,
                "--format", "json",
            ]
                + more, in: scene.folder.path)
        try #require(done.status == 0, "\(done.errors)")
        return try done.json()
    }

    private func check(_ scene: Scene, _ name: String) throws -> Outcome {
        let bag = try Interop.python()
        let command =
            "cd '\(name)' && sha256sum -c --quiet --strict manifest-sha256.txt && "
            + "sha256sum -c --quiet --strict tagmanifest-sha256.txt && '\(bag)' -m bagit --validate --quiet ."
        return try Program.run("/bin/bash", ["-c", command], in: scene.folder.path)
    }

    private func json(_ scene: Scene, _ path: String) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(scene.folder.read(path)))
    }

    private func rows(_ scene: Scene, _ table: String) throws -> [[String: Any]] {
        try #require(
            json(scene, "court/data/tables/\(table).json") as? [[String: Any]])
    }

    /// Whether a file below a folder has these bytes, as grep sees it.
    private func finds(_ text: String, in name: String, _ scene: Scene) throws -> Bool {
        try Program.run("/bin/grep", ["-raqF", text, name], in: scene.folder.path).status == 0
    }

    @Test func `is exported beside a running broker, is whole, and is checked by others`() throws {
        let scene = try makeScene()
        let told = try export(scene, "court")
        #expect(told["deliveries"] as? Int == 2)
        let checked = try check(scene, "court")
        #expect(checked.status == 0, "\(checked.output) \(checked.errors)")
        let lines = String(
            decoding: try scene.folder.read("court/data/deliveries.csv"), as: UTF8.self
        )
        .split(separator: "\r\n")
        #expect(lines.count == 3, "\(lines)")
        let name = scene.sender.mailbox.split(separator: "@")[1]
        #expect(lines.dropFirst().allSatisfy { $0.contains(",\(name),\(scene.receiver.mailbox),") })
        #expect(lines[1].contains(",accepted,") && lines[2].contains(",available,"), "\(lines)")
        // A statement as it was signed, and another program verifies it.
        let deposit = try #require(rows(scene, "deposit").first)
        let place = try #require((deposit["statement"] as? [String: Any])?["file"] as? String)
        let signature = place.replacing("statement.json", with: "statement.sig")
        let verified = try Program.run(
            "/bin/bash",
            [
                "-c",
                "ssh-keygen -Y check-novalidate -n plomba/v1/Deposit -s court/\(signature) < court/\(place)",
            ],
            in: scene.folder.path)
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(try rows(scene, "block").count == 1)
        let readme = String(decoding: try scene.folder.read("court/README.txt"), as: UTF8.self)
        #expect(readme.contains("WHAT IT CANNOT SHOW") && readme.contains("no key that opens it"))
    }

    @Test func `holds no content, name or key, with and without the sealed bytes`() throws {
        let scene = try makeScene()
        scene.broker.stop()
        _ = try export(scene, "court")
        _ = try export(scene, "sealed", "--with-sealed")
        for name in ["court", "sealed"] {
            for text in [canary, "Željka", "PRIVATE KEY"] {
                #expect(try !finds(text, in: name, scene), "\(text) in \(name)")
            }
            // What is known is found in the same way.
            #expect(try finds(scene.receiver.mailbox, in: name, scene))
            #expect(try check(scene, name).status == 0)
        }
        #expect(!scene.folder.exists("court/data/sealed"))
        // The sealed bytes are those that the statements name.
        let digests = try rows(scene, "deposit").compactMap { $0["payloadDigest"] as? String }
        #expect(Set(digests).count == 2)
        let list = String(
            decoding: try scene.folder.read("sealed/manifest-sha256.txt"), as: UTF8.self)
        for digest in digests { #expect(list.contains(digest + "  data/sealed/")) }
    }

    @Test func `is what the published list says, table by table and column by column`() throws {
        let scene = try makeScene()
        _ = try export(scene, "court")
        let about = try #require(json(scene, "court/data/export.json") as? [String: Any])
        var found: [String: [String]] = [:]
        for table in try #require(about["tables"] as? [[String: Any]]) {
            found[try #require(table["name"] as? String)] = table["columns"] as? [String]
        }
        let document = try String(
            contentsOf: Program.root.appending(path: "Protocol/broker-knowledge.md"),
            encoding: .utf8)
        var listed: [String: [String]] = [:]
        for line in document.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map {
                $0.split(separator: "`", omittingEmptySubsequences: false)
            }
            let words = cells.map { cell in
                cell.indices.filter { $0 % 2 == 1 }.map { String(cell[$0]) }
            }
            listed[try #require(words[0].first)] = words[1]
        }
        #expect(found == listed)
    }

    @Test func `what was changed is seen, and what is there is not written over`() throws {
        let scene = try makeScene()
        _ = try export(scene, "court")
        let again = try scene.broker.plombad(
            "export-all", "-o", scene.folder.place("court"), "--home", scene.broker.home)
        #expect(
            again.status == 1 && again.errors.contains("nothing was changed"), "\(again.errors)")
        #expect(try check(scene, "court").status == 0)
        try scene.folder.write("court/data/deliveries.csv", Array("none\r\n".utf8))
        #expect(try check(scene, "court").status != 0)
        let nobody = try scene.broker.plombad(
            "export-all", "-o", scene.folder.place("other"), "--home", scene.folder.place("nowhere")
        )
        #expect(nobody.status == 1 && !scene.folder.exists("other"), "\(nobody.errors)")
        // It leaves nothing of its own in the broker's folders, and the broker goes on.
        #expect(!scene.folder.exists("broker/data/payloads/backup"))
        _ = try scene.send()
    }
}
