import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import Testing

/// `Protocol/verifier`, written from the texts alone, gives the vectors their verdicts and names the
/// check that fails. What agreement means stands in its README; it has no codes.
@Suite struct `The second implementation` {
    @Test func `gives every vector its verdict and names the check that fails`() throws {
        let protocolFolder = Tool.root.appending(path: "Protocol").path
        let outcome = try Tool.python("verifier_vectors.py", [protocolFolder])
        try #require(outcome.status == 0, "\(outcome.output)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let expected =
            try expectedOfBundles()
            + ["statements", "evidence", "streams", "records"].flatMap(expected)
        #expect(Set(lines) == Set(expected), "\(Set(lines).symmetricDifference(expected))")
        #expect(lines.count == expected.count)
        print("vectors plomba-second-implementation cases=\(lines.count)")
    }

    @Test func `as a command it says so with its exit code, and accepts what we opened`() throws {
        let scene = try Scene()
        try scene.seal([("snimak 1.mov", [1, 2, 3])])
        try scene.open()
        let time = ["--time", Times.opened.text] + (try confirmed(scene))
        try scene.write(Array((scene.receiver.identityText + "\n").utf8), to: "key.txt")
        let key = ["--identity", scene.path("key.txt")]
        #expect(try run([scene.path("FILE.plomba")] + time) == 0)
        #expect(try run([scene.path("FILE.plomba")] + time + key) == 0)
        #expect(try run([scene.path("case")] + time) == 0)
        #expect(try run([scene.path("absent.plomba")] + time) == 1)
        try scene.write([1, 2, 4], to: "case/bag/data/snimak 1.mov")
        #expect(try run([scene.path("case")] + time) == 2)
        var file = try scene.read("FILE.plomba")
        file[file.count / 2] ^= 1
        try scene.write(file, to: "FILE.plomba")
        #expect(try run([scene.path("FILE.plomba")] + time) == 2)
    }

    private func run(_ arguments: [String]) throws -> Int32 {
        let script = Tool.root.appending(path: "Protocol/verifier/verify.py").path
        return try Tool.run(Tool.existing(Tool.interpreter()), [script] + arguments).status
    }

    private func confirmed(_ scene: Scene) throws -> [String] {
        try [scene.sender, scene.receiver].flatMap { organisation in
            let name = "\(organisation.verified.name.text).json"
            try scene.write(organisation.verified.file.serialized(), to: name)
            return [
                "--organisation", "\(scene.path(name))=\(organisation.verified.fingerprint.text)",
            ]
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
