import Foundation

/// Other people's programs, run as a person would.
enum Tool {
    /// The folder that holds Package.swift.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path()

    struct Result {
        let status: Int32
        let output: [UInt8]
        let errors: String
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    struct Missing: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name) is missing: run `make tools`" }
    }

    static func run(
        _ program: String, _ arguments: [String], input: String? = nil
    ) throws -> Result {
        let process = Process()
        process.executableURL = URL(filePath: try locate(program))
        process.arguments = arguments
        process.standardInput = try input.map { try FileHandle(forReadingFrom: URL(filePath: $0)) }
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C.UTF-8"
        process.environment = environment
        let errorFile = NSTemporaryDirectory() + "plomba-tool-" + UUID().uuidString
        try Data().write(to: URL(filePath: errorFile))
        defer { try? FileManager.default.removeItem(atPath: errorFile) }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: URL(filePath: errorFile))
        try process.run()
        let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        let errors = try String(contentsOf: URL(filePath: errorFile), encoding: .utf8)
        return Result(status: process.terminationStatus, output: bytes, errors: errors)
    }

    /// A Python script of Tests/Interop, with the project's own environment.
    static func python(_ script: String, _ arguments: [String]) throws -> Result {
        try run(root + "/.venv/bin/python3", [root + "/Tests/Interop/" + script] + arguments)
    }

    private static func locate(_ program: String) throws -> String {
        let candidates =
            program.contains("/")
            ? [program] : ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + program }
        guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
            throw Missing(name: program)
        }
        return found
    }
}
