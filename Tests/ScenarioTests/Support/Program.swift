import Foundation
import TestSupport
import Testing

/// What a finished program left behind.
struct Outcome: Sendable {
    let status: Int32
    let output: String
    let errors: String

    /// The one line that a failure is told in: `plomba: message [code]`.
    var failureLines: [String] {
        errors.split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("plomba: ") && $0.hasSuffix("]")
        }
    }

    /// The stable code of the failure, when exactly one was told.
    var code: String? {
        guard failureLines.count == 1, let line = failureLines.first,
            let open = line.lastIndex(of: "[")
        else { return nil }
        return String(line[line.index(after: open)...].dropLast())
    }

    func json() throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        return try #require(object as? [String: Any])
    }
}

/// The real programs, as the build left them.
enum Program {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func path(_ name: String) throws -> String {
        let path = root.appending(path: ".build/debug/\(name)").path(percentEncoded: false)
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "\(name) is not built: run 'make build' first")
        return path
    }

    /// A tool of the system; the test fails with advice when it is missing.
    static func tool(_ name: String) throws -> String {
        let folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
        let path = folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        return try #require(path, "\(name) is missing: run 'make tools' first")
    }

    /// Starts a program with nothing but the variables given.
    static func start(
        _ path: String, _ arguments: [String], in folder: String,
        environment: [String: String] = [:]
    ) throws -> RunningProgram {
        try RunningProgram(path, arguments, in: folder, environment: environment)
    }

    static func run(
        _ path: String, _ arguments: [String], in folder: String,
        environment: [String: String] = [:]
    ) throws -> Outcome {
        try start(path, arguments, in: folder, environment: environment).outcome()
    }
}

/// A program under way.
final class RunningProgram {
    private let running: Running

    fileprivate init(
        _ path: String, _ arguments: [String], in folder: String, environment: [String: String]
    ) throws {
        running = try Running(
            path, arguments, in: folder,
            environment: ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
                .merging(environment) { _, given in given })
    }

    deinit { if isRunning { kill() } }

    var isRunning: Bool { running.isRunning }
    var output: String { (try? running.output()) ?? "" }
    var errors: String { (try? running.errors()) ?? "" }

    func kill() {
        Glibc.kill(running.identifier, SIGKILL)
        _ = try? running.wait()
    }

    /// Waits for the end.
    func outcome() throws -> Outcome {
        let left = try running.wait()
        return Outcome(status: left.status, output: left.text, errors: left.errors)
    }
}
