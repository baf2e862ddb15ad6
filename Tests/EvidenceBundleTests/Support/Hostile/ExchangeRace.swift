import EvidenceBundle
import Foundation
import Glibc
import Primitives

/// C15: good bundles are opened while somebody who may write there exchanges folders for links that
/// lead outside, again and again.
///
/// Each opening must end in a typed error or in the true folder; the place where the links lead
/// must stay as it is.
final class ExchangeRace {
    private let scene: Scene
    private let root: String
    private var outside: String { root + "/outside" }
    private var target: String { root + "/destination" }
    private(set) var opened = 0
    private(set) var refused: [String: Int] = [:]
    private(set) var exchanged = 0
    private var swept: [String] = []

    init(in parent: String) throws {
        scene = try Scene()
        try scene.seal(
            (0..<60).map { ("d\($0 % 3)/e\($0 % 5)/f/\($0).txt", Array("\($0)".utf8)) })
        root = parent + "/plomba-race-" + UUID().uuidString
        for folder in [root, outside, target, root + "/swept"] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        }
        try Data("keep".utf8).write(to: URL(filePath: outside + "/keep"))
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    var summary: String {
        let told = refused.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return "\(exchanged) exchanges during \(opened) openings that held and "
            + told.joined(separator: ", ")
    }

    /// Opens until the other process has made so many exchanges.
    func run(exchanges: Int) throws -> Tally {
        let before = try Witness(outside)
        var tally = Tally()
        let swapper = Process()
        swapper.executableURL = URL(filePath: "/usr/bin/env")
        swapper.arguments = ["python3", Self.script, target, outside, "\(exchanges)"]
        let pipe = Pipe()
        swapper.standardOutput = pipe
        try swapper.run()
        while swapper.isRunning {
            let complaint = open()
            tally.count("an opening", complaint)
            clear()
        }
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        exchanged =
            Int(
                String(decoding: output, as: UTF8.self).trimmingCharacters(
                    in: .whitespacesAndNewlines)) ?? 0
        tally.count("the exchanges", exchanged >= exchanges ? nil : "only \(exchanged)")
        tally.count("the place outside", try Witness(outside) == before ? nil : "was written to")
        return tally
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "exchange.py").path

    /// Opens once; nil when nothing is wrong with how that ended.
    private func open() -> String? {
        do {
            try scene.open(at: target + "/case")
        } catch let failure as any PlainFailure {
            refused[failure.code, default: 0] += 1
            return nil
        } catch {
            return "an error of another kind"
        }
        opened += 1
        // What has the final name is what was filled, whatever is done to it afterwards.
        var status = stat()
        guard unsafe lstat(target + "/case", &status) == 0 else { return nil }
        return status.st_mode & S_IFMT == S_IFDIR ? nil : "opened into a link"
    }

    /// Everything in the destination goes where the other process no longer finds it, and what went
    /// there some openings ago is removed. To remove it in its place would follow a link that is
    /// exchanged for a folder at that moment, and this test would do what it looks for.
    private func clear() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
        where !name.hasPrefix("lure") {
            let place = root + "/swept/" + UUID().uuidString
            let move: Void? = try? FileManager.default.moveItem(
                atPath: target + "/" + name, toPath: place)
            if move != nil { swept.append(place) }
        }
        while swept.count > 100 {
            try? FileManager.default.removeItem(atPath: swept.removeFirst())
        }
    }
}

extension Scene {
    /// Opens FILE.plomba as the receiver into any folder.
    fileprivate func open(at folder: String) throws {
        var (file, reader) = try reader()
        _ = try reader.extract(
            payload: file.payload(), identities: receiver.identities, into: folder,
            progress: { _, _ in })
    }
}
