import Foundation
import Synchronization

/// Runs the programs of others that a witness is held against.
enum Tool {
    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is missing: run `make tools`" }
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let python = root.appending(path: ".venv/bin/python3").path

    static func script(_ name: String) -> String {
        root.appending(path: "Tests/Interop/\(name)").path
    }

    /// The status and what the program wrote, without holding the thread.
    static func run(
        _ program: String, _ arguments: [String], in folder: String? = nil
    ) async throws -> (status: Int32, output: String) {
        let running = try Running(program, arguments, in: folder)
        return try await running.outcome()
    }
}

/// A program that runs until it ends or is told to.
final class Running: Sendable {
    private let process: Mutex<Process>
    private let output: URL
    private let ended: AsyncStream<Int32>

    init(_ program: String, _ arguments: [String], in folder: String? = nil) throws {
        guard FileManager.default.isExecutableFile(atPath: program) else {
            throw Tool.Missing(path: program)
        }
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder.map { URL(filePath: $0) }
        output = FileManager.default.temporaryDirectory.appending(path: "witness-\(UUID())")
        try Data().write(to: output)
        let file = try FileHandle(forWritingTo: output)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = file
        process.standardError = file
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = { process in
            end.yield(process.terminationStatus)
            end.finish()
        }
        try process.run()
        self.ended = ended
        self.process = Mutex(process)
    }

    deinit {
        terminate()
        // A file left in the temporary directory harms nothing.
        try? FileManager.default.removeItem(at: output)
    }

    func outcome() async throws -> (status: Int32, output: String) {
        var status: Int32 = -1
        for await ended in ended { status = ended }
        return (status, try text())
    }

    func text() throws -> String { String(decoding: try Data(contentsOf: output), as: UTF8.self) }

    func terminate() {
        process.withLock { if $0.isRunning { $0.terminate() } }
    }
}
