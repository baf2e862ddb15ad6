import BagIt
import Custody
import EvidenceBundle
import Foundation
import Primitives

/// The hostile sender's workshop: a good bundle to begin with, and keys to sign whatever comes.
final class HostileScene {
    let scene: Scene
    /// A good bundle with two originals, `a.txt` and `snimak.mov`.
    let good: Forgery
    /// Its inner tar.
    let archive: [UInt8]
    private var sealed = 0

    init() throws {
        scene = try Scene()
        let request = try scene.request(
            caseDocument: CaseJSON.minimal(mode: .live).adding(item: CaseJSON.video).bytes)
        try scene.seal([("a.txt", [1]), ("snimak.mov", [2, 3])], request: request, to: "GOOD")
        good = try Forgery(scene, "GOOD")
        archive = try Forgery.archive(good.files)
    }

    /// Encrypts a forged bag and lets the sender's device announce it.
    func write(_ forged: inout Forgery, to file: String) throws {
        try forged.seal(scene)
        try forged.write(scene, to: file)
    }

    /// The same for an archive that our writer would not write.
    func write(archive: [UInt8], to file: String) throws {
        var forged = good
        try forged.seal(archive: archive, scene)
        try forged.write(scene, to: file)
    }

    /// The inner tar, made so large that its padding has at least one block.
    func paddedArchive() throws -> [UInt8] {
        var forged = good
        for size in stride(from: 0, to: 1 << 16, by: 512) {
            forged["data/a.txt"] = [UInt8](repeating: 1, count: size)
            try forged.relist()
            let archive = try Forgery.archive(forged.files)
            if archive.suffix(4 * 512).allSatisfy({ $0 == 0 }) { return archive }
        }
        throw NotMade()
    }

    /// FILE.plomba itself in another form.
    func write(container: [UInt8], to file: String) throws {
        try scene.write(container, to: file)
    }

    /// Seals new files with these names as everybody would.
    func seal(_ files: [(String, [UInt8])], to file: String) throws {
        sealed += 1
        for (name, content) in files { try scene.write(content, to: "s\(sealed)/\(name)") }
        let tops = Set(files.map { String($0.0.prefix { $0 != "/" }) })
        let source = try PayloadSource(paths: tops.sorted().map { scene.path("s\(sealed)/\($0)") })
        _ = try Sealer(try scene.request(), source: source).seal(
            to: scene.path(file), memberKey: scene.sender.member, deviceKey: scene.sender.device,
            senderCopy: nil, progress: { _, _ in })
    }

    /// The five fixed parts of the good bundle, for a container of another form.
    var parts: [(path: String, content: [UInt8])] {
        [
            ("payload.age", good.payload), ("preview.age", good.preview),
            ("statement.json", good.statement.json),
            ("statement.json.sig", good.statement.signature),
            ("statement.entry", good.statement.entry ?? []),
        ]
    }
}
