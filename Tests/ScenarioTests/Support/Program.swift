import Foundation
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

/// A program under way; its output goes to files, so that it never waits for a reader.
final class RunningProgram {
    private let process = Process()
    private let outputFile: URL
    private let errorFile: URL

    fileprivate init(
        _ path: String, _ arguments: [String], in folder: String, environment: [String: String]
    ) throws {
        let name = UUID().uuidString
        let place = URL(filePath: NSTemporaryDirectory())
        outputFile = place.appending(path: "plomba-\(name).out")
        errorFile = place.appending(path: "plomba-\(name).err")
        for file in [outputFile, errorFile] { try Data().write(to: file) }
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ["PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no"]
            .merging(environment) { _, given in given }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputFile)
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
    }

    deinit {
        if process.isRunning { kill() }
        for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) }
    }

    var isRunning: Bool { process.isRunning }
    var output: String { (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "" }

    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Waits for the end.
    func outcome() throws -> Outcome {
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: output,
            errors: try String(contentsOf: errorFile, encoding: .utf8))
    }
}
