import Foundation
import Synchronization

/// Runs the programs of others that our server is held against, and our own.
enum Tool {
    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    struct Missing: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name) is missing: run `make tools`" }
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The interpreter that has the Python packages of `Tests/requirements.txt`.
    static func python() throws -> String {
        try existing(root.appending(path: ".venv/bin/python3").path)
    }

    static func script(_ name: String) throws -> String {
        try existing(root.appending(path: "Tests/Interop/\(name)").path)
    }

    static func debian(_ name: String) throws -> String {
        try existing("/usr/bin/\(name)")
    }

    /// The daemon that was built beside the tests.
    static func plombad() throws -> String {
        try existing(root.appending(path: ".build/debug/plombad").path)
    }

    /// Runs a program to its end without holding the thread.
    static func run(_ program: String, _ arguments: [String]) async throws -> Outcome {
        let started = try Running(program, arguments)
        return try await started.outcome()
    }

    static func existing(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw Missing(name: path) }
        return path
    }
}

/// A program that runs; its streams go to files, so that no pipe can fill up.
final class Running: Sendable {
    private static let starting = Mutex(())
    private let process: Mutex<Process>
    private let folder: Folder
    private let ended: AsyncStream<Int32>
    let identifier: Int32

    init(_ program: String, _ arguments: [String]) throws {
        let folder = try Folder()
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment["SWIFT_BACKTRACE"] = "enable=no"
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: try folder.write("out", []))
        process.standardError = FileHandle(forWritingAtPath: try folder.write("err", []))
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        // Foundation's `run` has crashed the tests when many programs were started at one moment.
        try Self.starting.withLock { _ in try process.run() }
        identifier = process.processIdentifier
        self.ended = ended
        self.folder = folder
        self.process = Mutex(process)
    }

    /// Waits for the end.
    func outcome() async throws -> Tool.Outcome {
        var status: Int32 = -1
        for await ended in ended { status = ended }
        return Tool.Outcome(status: status, output: try output(), errors: try errors())
    }

    func output() throws -> String { String(decoding: try folder.read("out"), as: UTF8.self) }
    func errors() throws -> String { String(decoding: try folder.read("err"), as: UTF8.self) }

    struct Silent: Error, CustomStringConvertible {
        let text: String
        var description: String { "the program never said '\(text)'" }
    }

    /// Waits until the output contains a text, for at most ten seconds or as long as is said.
    func waitForOutput(_ text: String, seconds: Int = 10) async throws {
        for _ in 0..<seconds * 50 {
            if try output().contains(text) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Silent(text: text)
    }

    func terminate() {
        process.withLock { process in
            if process.isRunning { process.terminate() }
        }
    }
}
