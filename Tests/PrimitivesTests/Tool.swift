import Foundation
import Testing

/// An independent program that checks us.
enum Tool {
    struct Missing: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name) is missing; run 'make tools'" }
    }

    struct Result {
        let status: Int32
        let output: [UInt8]
        let errors: String
    }

    /// Runs a program of the path with `input` on its standard input.
    ///
    /// For small inputs and outputs: neither may fill a pipe.
    static func run(
        _ name: String, _ arguments: [String], input: [UInt8] = []
    ) throws -> Result {
        let process = Process()
        process.executableURL = try find(name)
        process.arguments = arguments
        let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = stderr
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        let errors = try stderr.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, output: Array(output),
            errors: String(decoding: errors, as: UTF8.self))
    }

    private static func find(_ name: String) throws -> URL {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for folder in path.split(separator: ":") {
            let file = URL(filePath: String(folder)).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: file.path(percentEncoded: false)) {
                return file
            }
        }
        throw Missing(name: name)
    }
}

/// A private folder that goes away with its owner.
struct TemporaryFolder: ~Copyable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "primitives-\(UUID())")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    deinit {
        // A folder left in the temporary directory harms nothing.
        try? FileManager.default.removeItem(at: url)
    }

    /// Writes a file that only its owner reads, and returns its path.
    func write(_ bytes: [UInt8], as name: String) throws -> String {
        let path = path(name)
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        try #require(isMade, "cannot write \(path)")
        return path
    }

    func path(_ name: String) -> String {
        url.appending(path: name).path(percentEncoded: false)
    }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: url.appending(path: name)))
    }
}
