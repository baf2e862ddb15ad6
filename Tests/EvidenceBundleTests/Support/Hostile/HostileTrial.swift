import EvidenceBundle
import Foundation
import Glibc
import Primitives

/// Opens hostile bundles one after the other in a folder with a guarded neighbourhood.
///
/// ```
/// plomba-hostile-.../       everything here but destination/ must stay as it is
/// ├── outside/keep
/// ├── bundles/HOSTILE       the bundle at hand
/// └── destination/          must be empty after a refusal, and hold one clean folder after success
/// ```
final class HostileTrial {
    private let workshop: HostileScene
    private let root: String
    private var bundle: String { workshop.scene.path(Self.name) }
    private var destination: String { root + "/destination" }
    /// What one opening may take.
    let limit: Limit

    private static let name = "HOSTILE"

    struct Limit: Sendable {
        var seconds: Double
        /// Above what the process had before; nil where others work in the same process.
        var memory: Int?
    }

    init(in parent: String, limit: Limit) throws {
        workshop = try HostileScene()
        self.limit = limit
        root = parent + "/plomba-hostile-" + UUID().uuidString
        for folder in [root, root + "/outside", root + "/destination"] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
        }
        try Data("keep".utf8).write(to: URL(filePath: root + "/outside/keep"))
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Nil when the bundle came to what it must, else what was wrong.
    func complaint(about hostile: HostileBundle) throws -> String? {
        try? FileManager.default.removeItem(atPath: bundle)
        try hostile.make(workshop, Self.name)
        let before = try Witness(root, skipping: destination)
        let memory = Memory.begin()
        let start = ContinuousClock.now
        let result = open()
        let time = ContinuousClock.now - start
        let used = memory.map { Memory.peak() - $0 }
        defer { clean() }
        if try Witness(root, skipping: destination) != before { return "changed its neighbours" }
        if time > .seconds(limit.seconds) { return "took \(time)" }
        if let used, let most = limit.memory, used > most { return "took \(used) bytes of memory" }
        switch (result, hostile.outcome) {
        case (.success, .opens): return try complaintAboutOpened()
        case (.success, .refused): return "opened"
        case (.failure(let error), .opens): return "refused: \(error)"
        case (.failure(let error), .refused(let code)): return complaint(error, code)
        }
    }

    private func open() -> Result<Void, any Error> {
        Result {
            let file = try BundleFile(path: bundle)
            var reader = BundleReader(file.parts, context: workshop.scene.context())
            _ = try reader.extract(
                payload: file.payload(), identities: workshop.scene.receiver.identities,
                into: destination + "/case", progress: { _, _ in })
        }
    }

    private func complaint(_ error: any Error, _ code: String) -> String? {
        guard let failure = error as? any PlainFailure else { return "an error of no kind of ours" }
        if fullCode(failure) != code { return "told as \(fullCode(failure)), not \(code)" }
        let told = failure.message + (failure.hint ?? "")
        if told.isEmpty || !ScreenRule.allows(told) {
            return "told in words that no screen may get"
        }
        let json = JSONValue.object([JSONMember("message", .string(told))]).serializedForScreen()
        if !ScreenRule.allows(json: json) { return "told in JSON that no screen may get" }
        let left = (try? FileManager.default.contentsOfDirectory(atPath: destination)) ?? ["?"]
        return left.isEmpty ? nil : "left \(left)"
    }

    private func complaintAboutOpened() throws -> String? {
        let all = try Witness(destination)
        if !all.oddities.isEmpty { return "made \(all.oddities)" }
        let names = try FileManager.default.contentsOfDirectory(atPath: destination)
        if names != ["case"] { return "made \(names)" }
        // As bytes: a name may begin with a mark that joins the slash before it.
        let folder = Array((destination + "/case/bag/data/").utf8)
        let originals = all.nodes.filter { $0.key.utf8.starts(with: folder) }
        if originals.isEmpty { return "made no original" }
        for path in originals.keys {
            let json = JSONValue.object([JSONMember("name", .string(path))]).serializedForScreen()
            guard ScreenRule.allows(SafeText.shown(path)), ScreenRule.allows(json: json),
                try JSONValue.parse(json)["name"] == .string(path)
            else { return "has a name that is not shown safely" }
        }
        return try complaintAboutOutside(originals.keys.map { $0.utf8.dropFirst(folder.count) })
    }

    /// C14: what a carrier sees, and what lies beside the bag, has no component of a name.
    private func complaintAboutOutside(_ names: [some Collection<UInt8>]) throws -> String? {
        let beside = ["statement.json", "statement.json.sig", "statement.entry", "header.age"]
        let seen = try ([bundle] + beside.map { destination + "/case/" + $0 }).map {
            try Data(contentsOf: URL(filePath: $0))
        }
        for component in names.flatMap({ $0.split(separator: UInt8(ascii: "/")) })
        where component.count >= 8 && seen.contains(where: { $0.range(of: Data(component)) != nil })
        {
            return "tells a name outside"
        }
        return nil
    }

    private func clean() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: destination)) ?? [] {
            try? FileManager.default.removeItem(atPath: destination + "/" + name)
        }
    }
}

/// The resident memory of this process, as the kernel counts it.
enum Memory {
    /// Forgets the peak of before; nil where the kernel does not let us.
    static func begin() -> Int? {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs"),
            (try? file.write(contentsOf: Data("5".utf8))) != nil
        else { return nil }
        return value("VmRSS:")
    }

    static func peak() -> Int { value("VmHWM:") ?? 0 }

    private static func value(_ name: String) -> Int? {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
            .map { $0 * 1024 }
    }
}
