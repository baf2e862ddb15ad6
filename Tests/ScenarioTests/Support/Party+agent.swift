import Foundation
import Glibc
import Testing

/// Keys that are unlocked once. An agent that a test forgets ends when its folder goes.
extension Party {
    /// Runs plomba without a passphrase and without a terminal to ask at.
    func unaided(_ arguments: String...) throws -> Outcome {
        try Program.run(
            Program.tool("setsid"),
            ["--wait", Program.path("plomba")] + arguments + ["--home", home], in: folder.path)
    }

    /// Unlocks, and returns the process that keeps the keys.
    @discardableResult
    func unlock(for time: String = "10m") throws -> pid_t {
        let unlocked = try plomba("unlock", "--for", time, "--format", "json")
        try #require(unlocked.status == 0, "\(unlocked.errors)")
        return pid_t(try #require(unlocked.json()["process"] as? Int))
    }

    /// `unlocked` or `locked`.
    func keys() throws -> String? {
        let status = try unaided("unlock", "--status", "--format", "json")
        try #require(status.status == 0, "\(status.errors)")
        return try status.json()["keys"] as? String
    }

    /// Work that needs both keys: the identity to open, and none that needs a broker.
    func open(_ file: String = "case.plomba", into folder: String) throws -> Outcome {
        try unaided("open", file, "-o", folder)
    }
}

enum Processes {
    /// Whether the process has ended, or does within the time.
    static func isGone(_ process: pid_t, within seconds: Double = 5) -> Bool {
        let end = Date.now.addingTimeInterval(seconds)
        while isRunning(process) {
            guard Date.now < end else { return false }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return true
    }

    static func isRunning(_ process: pid_t) -> Bool {
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        else { return false }
        return stat.components(separatedBy: ") ").last?.first != "Z"
    }

    /// Those that keep the keys of homes below this folder.
    static func agents() -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            let line = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
            return line?.split(separator: "\0").dropFirst().first == "key-agent"
        }
    }
}
