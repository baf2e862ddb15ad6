import Age
import BagIt
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport
import Testing

/// `Protocol/verifier`, written from the texts alone, gives the vectors their verdicts and names the
/// check that fails. What agreement means stands in its README; it has no codes.
@Suite struct `The second implementation` {
    @Test func `gives every vector its verdict and names the check that fails`() throws {
        let protocolFolder = Tool.root.appending(path: "Protocol").path
        let outcome = try Tool.python("verifier_vectors.py", [protocolFolder])
        try #require(outcome.status == 0, "\(outcome.everything)")
        let lines = outcome.everything.split(separator: "\n").map(String.init)
        let expected =
            try expectedOfBundles() + expectedOfFolders() + expectedOfDisclosures()
            + [
                "statements", "evidence", "streams", "consent", "relay", "records", "members",
                "charters",
                "charter-histories", "record-histories",
            ].flatMap(expected) + expectedOfActs()
        #expect(Set(lines) == Set(expected), "\(Set(lines).symmetricDifference(expected))")
        #expect(lines.count == expected.count)
        print("vectors plomba-second-implementation cases=\(lines.count)")
    }

    @Test func `the verifier has at most 300 lines and needs no other of its programs`() throws {
        let folder = Tool.root.appending(path: "Protocol/verifier")
        let text = try String(contentsOf: folder.appending(path: "verify.py"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(lines.count <= 300)
        #expect(lines.allSatisfy { $0.count <= 120 })
        let others = [
            "age", "folders", "records", "statements", "histories", "originals", "charters", "acts",
        ]
        for other in others {
            #expect(!text.contains("from \(other) import") && !text.contains("import \(other)\n"))
        }
    }

    @Test func `its programs say so with their exit codes, and accept what we opened`() throws {
        let scene = try Scene()
        try scene.seal([("snimak 1.mov", [1, 2, 3])])
        try scene.open()
        let keys = try told(scene)
        let key = try identity(scene)
        #expect(try run("verify", [scene.path("FILE.plomba")] + keys) == 0)
        #expect(try run("verify", [scene.path("FILE.plomba")] + keys + key) == 0)
        #expect(try run("verify", [scene.path("FILE.plomba")] + key) == 2)
        #expect(try run("folders", [scene.path("case")] + keys) == 0)
        #expect(try run("verify", [scene.path("absent.plomba")] + keys) == 1)
        try scene.write([1, 2, 4], to: "case/bag/data/snimak 1.mov")
        #expect(try run("folders", [scene.path("case")] + keys) == 2)
        var file = try scene.read("FILE.plomba")
        file[file.count / 2] ^= 1
        try scene.write(file, to: "FILE.plomba")
        #expect(try run("verify", [scene.path("FILE.plomba")] + keys) == 2)
        let wrong = String(repeating: "0", count: 64)
        #expect(try run("records", [scene.path("sender.json"), wrong]) == 2)
    }

    /// As the text of Protocol/verifier/README.md says it: of a file, and of the folder opened from it.
    @Test func `what was passed on is judged by a program of its own`() throws {
        let passed = try PassedOn.made()
        try passed.pass()
        let scene = passed.scene
        let broker = try #require(passed.broker)
        var people: [String] = []
        for (number, organisation) in passed.known.enumerated() {
            try scene.write(organisation.verified.file.serialized(), to: "\(number).json")
            let fingerprint = organisation.verified.fingerprint.text
            people += ["--organisation", scene.path("\(number).json") + "=" + fingerprint]
        }
        let time = ["--time", Times.opened.text]
        func asked(_ name: String, _ key: PublicKey, people: [String], _ more: [String] = []) throws
            -> Int32
        {
            try run(
                "originals",
                [scene.path(name), "--broker", broker.name.text, key.openSSHLine] + time + people
                    + more)
        }
        let key = broker.key.publicKey
        let identity = try identity(scene)
        #expect(try asked("FILE.plomba", key, people: people, identity) == 0)
        #expect(try asked("case", key, people: people) == 0)
        #expect(try asked("FILE.plomba", key, people: people) == 1)
        #expect(try asked("absent", key, people: people, identity) == 1)
        #expect(try asked("case", TestBroker().key.publicKey, people: people) == 2)
        #expect(try asked("case", key, people: Array(people.dropFirst(2))) == 2)
        try scene.write(Array("0ne".utf8), to: "case/bag/data/photos/1.jpg")
        #expect(try asked("case", key, people: people) == 2)
    }

    @Test func `an archive that ends within the openings is refused as an archive`() throws {
        let hostile = try HostileScene()
        let name = Array("bag/openings.txt\u{0}".utf8)
        let archive = Data(hostile.archive)
        let header = try #require(archive.range(of: Data(name))).lowerBound
        try hostile.write(archive: Array(archive[..<(header + 512 + 100)]), to: "CUT.plomba")
        let keys = try told(hostile.scene) + (try identity(hostile.scene))
        let said = try outcome("verify", [hostile.scene.path("CUT.plomba")] + keys)
        #expect(said.status == 2)
        #expect(said.everything.contains("NOT VERIFIED: bag.manifests: "), "\(said.everything)")
        try refuse(.container(.truncated), hostile.scene, "CUT.plomba")
    }

    /// An identity file as age-keygen writes it.
    private func identity(_ scene: Scene) throws -> [String] {
        let recipient = scene.receiver.identities.recipients[0].text
        let text = "# public key: \(recipient)\n\(scene.receiver.identityText)\n"
        try scene.write(Array(text.utf8), to: "key.txt")
        return ["--identity", scene.path("key.txt")]
    }

    private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        try outcome(program, arguments).status
    }

    /// Runs a program of the second implementation, with age.py as `age`.
    private func outcome(_ program: String, _ arguments: [String]) throws -> Outcome {
        let folder = Tool.root.appending(path: "Protocol/verifier").path
        let tools = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: tools) }
        let interpreter = try Tool.python()
        let age = tools.appending(path: "age").path
        let text = "#!/bin/sh\nexec '\(interpreter)' '\(folder)/age.py' \"$@\"\n"
        try Data(text.utf8).write(to: URL(filePath: age))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: age)
        return try Tool.run(
            interpreter, ["\(folder)/\(program).py"] + arguments, pathFirst: tools.path)
    }

    /// What records.py says of both organisations.
    private func told(_ scene: Scene) throws -> [String] {
        let both = [("sender", scene.sender), ("receiver", scene.receiver)]
        return try both.flatMap { name, organisation in
            try scene.write(organisation.verified.file.serialized(), to: "\(name).json")
            let told = try outcome(
                "records",
                [
                    scene.path("\(name).json"), organisation.verified.fingerprint.text,
                    "--time", Times.opened.text,
                ])
            try #require(told.status == 0, "\(told.everything)")
            try scene.write(Array(told.everything.utf8), to: "\(name).keys")
            return ["--keys", scene.path("\(name).keys")]
        }
    }

    private func expectedOfBundles() throws -> [String] {
        try ["valid", "invalid"].flatMap { kind in
            try BundleVector.read(kind).flatMap { vector in
                [("sealed", vector.sealed), ("bundle", vector.bundle)].map { profile, outcome in
                    let verdict =
                        outcome.check == nil ? "verified -" : "refused \(outcome.check ?? "")"
                    return "bundles \(vector.name) \(profile) \(verdict)"
                }
            }
        }
    }

    private func expectedOfFolders() throws -> [String] {
        try FolderVector.read().map { vector in
            let verdict = vector.outcome.check.map { "refused \($0)" } ?? "verified -"
            return "folders \(vector.opened.name) folder \(verdict)"
        }
    }

    /// With the judge of what was sealed before, and by verify.py alone, which verifies none of them.
    private func expectedOfDisclosures() throws -> [String] {
        try ["valid", "invalid"].flatMap { kind in
            try DisclosureVector.read(kind).flatMap { vector in
                let verdict = vector.bundle.check.map { "refused \($0)" } ?? "verified -"
                let alone =
                    vector.name == "a-proof-without-its-seal" ? "original.files" : "custody.chain"
                return [
                    "disclosures \(vector.name) bundle \(verdict)",
                    "disclosures \(vector.name) alone refused \(alone)",
                ]
            }
        }
    }

    /// Acts after receipt: refused at the act that the vector names.
    private func expectedOfActs() throws -> [String] {
        try ["valid", "invalid"].flatMap { kind in
            let folder = Tool.root.appending(path: "Protocol/vectors/custody-acts/\(kind)").path
            return try FileManager.default.contentsOfDirectory(atPath: folder).map { file in
                let bytes = Array(try Data(contentsOf: URL(filePath: folder + "/" + file)))
                var json = try JSONObjectReader(JSONValue.parse(bytes), at: "")
                let act = try json.nullableValue("act").map { _ in try json.integer("act") }
                let verdict = act.map { "refused \($0)" } ?? "verified -"
                return "custody-acts \(file.dropLast(5)) - \(verdict)"
            }
        }
    }

    /// The cases of another folder of vectors: those with a code are refused.
    private func expected(_ folder: String) throws -> [String] {
        try ["valid", "invalid"].flatMap { kind in
            let path = Tool.root.appending(path: "Protocol/vectors/\(folder)/\(kind)/cases.json")
            var reader = try JSONObjectReader(
                JSONValue.parse(Array(try Data(contentsOf: path))), at: "")
            return try reader.objects("cases", limit: 1000).map { entry in
                var entry = entry
                let name = try entry.string("name")
                let code = try entry.nullableString("code")
                return "\(folder) \(name) - \(code == nil ? "verified" : "refused") -"
            }
        }
    }
}
