import Foundation
import Synchronization

/// A program that runs until it ends or is told to; its streams go to files, so that no pipe can
/// fill up.
public final class Running: Sendable {
    private static let starting = Mutex(())
    private let process: Mutex<Process>
    private let folder: Folder
    private let end = DispatchGroup()
    public let identifier: Int32

    /// - Parameters:
    ///   - input: the file that the program reads, nothing by default
    ///   - environment: all its variables; those of the tests by default
    ///   - pathFirst: a folder where the program looks for others first
    public init(
        _ program: String, _ arguments: [String], input: String? = nil, in place: String? = nil,
        environment: [String: String]? = nil, pathFirst: String? = nil
    ) throws {
        let folder = try Folder()
        let process = Process()
        process.executableURL = URL(filePath: try Tool.system(program))
        process.arguments = arguments
        process.currentDirectoryURL = place.map { URL(filePath: $0) }
        process.environment = environment ?? Self.environment(pathFirst)
        let read = try FileHandle(forReadingFrom: URL(filePath: input ?? "/dev/null"))
        let written = try ["out", "err"].map {
            try FileHandle(forWritingTo: URL(filePath: folder.write($0, [])))
        }
        process.standardInput = read
        process.standardOutput = written[0]
        process.standardError = written[1]
        // A `Process` keeps what it was given open for ever, and Foundation's `run` reads beyond its
        // list of open files once that has more than about 1,300.
        defer { for file in [read] + written { try? file.close() } }
        let end = end
        end.enter()
        process.terminationHandler = { _ in end.leave() }
        do {
            // Foundation's `run` has crashed the tests when many programs were started at one moment.
            try Self.starting.withLock { _ in try Self.start(process) }
        } catch {
            end.leave()
            throw error
        }
        identifier = process.processIdentifier
        self.process = Mutex(process)
        self.folder = folder
    }

    deinit { terminate() }

    /// Threads of a pool block signals, and a program inherits that from the thread that starts it:
    /// nobody could end it, or what it starts, by asking.
    private static func start(_ process: Process) throws {
        var none = sigset_t()
        var before = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
    }

    private static func environment(_ pathFirst: String?) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C.UTF-8"
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        environment["SWIFT_BACKTRACE"] = "enable=no"
        if let pathFirst {
            environment["PATH"] = pathFirst + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        }
        return environment
    }

    public var isRunning: Bool { process.withLock { $0.isRunning } }

    /// What it has written so far.
    public func output() throws -> String {
        String(decoding: try folder.read("out"), as: UTF8.self)
    }
    public func errors() throws -> String {
        String(decoding: try folder.read("err"), as: UTF8.self)
    }

    /// Waits for the end, holding the thread.
    public func wait() throws -> Outcome {
        end.wait()
        return try left()
    }

    /// Waits for the end without holding the thread.
    public func outcome() async throws -> Outcome {
        await withCheckedContinuation { continuation in
            end.notify(queue: .global()) { continuation.resume() }
        }
        return try left()
    }

    /// Runs a program to its end without holding the thread.
    public static func outcome(
        _ program: String, _ arguments: [String], in place: String? = nil
    ) async throws -> Outcome {
        try await Running(program, arguments, in: place).outcome()
    }

    private func left() throws -> Outcome {
        Outcome(
            status: process.withLock { $0.terminationStatus }, output: try folder.read("out"),
            errors: try errors())
    }

    public struct Silent: Error, CustomStringConvertible {
        let text: String
        public var description: String { "the program never said '\(text)'" }
    }

    /// Waits until the output contains a text, for at most ten seconds or as long as is said.
    public func waitForOutput(_ text: String, seconds: Int = 10) async throws {
        for _ in 0..<seconds * 50 {
            if try output().contains(text) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Silent(text: text)
    }

    public func terminate() {
        process.withLock { if $0.isRunning { $0.terminate() } }
    }
}
