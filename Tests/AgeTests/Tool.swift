import Foundation

/// Runs the programs of others that our files are held against.
enum Tool {
    struct Outcome {
        let status: Int32
        let output: [UInt8]
        let errors: String
    }

    struct Missing: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name) is missing: run `make tools`" }
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

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

    /// Runs a program to its end, with files for its streams so that no pipe can fill up.
    static func run(
        _ program: String, _ arguments: [String], path: [String] = [], input: [UInt8] = []
    ) throws -> Outcome {
        try Folder.with { folder in
            let names = ["in", "out", "err"].map { folder.file($0) }
            try folder.write(input, to: "in")
            try folder.write([], to: "out")
            try folder.write([], to: "err")
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = arguments
            var environment = ProcessInfo.processInfo.environment
            environment["PATH"] = (path + ["/usr/bin", "/bin"]).joined(separator: ":")
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
            process.environment = environment
            process.standardInput = try FileHandle(forReadingFrom: URL(filePath: names[0]))
            process.standardOutput = try FileHandle(forWritingTo: URL(filePath: names[1]))
            process.standardError = try FileHandle(forWritingTo: URL(filePath: names[2]))
            try process.run()
            process.waitUntilExit()
            return Outcome(
                status: process.terminationStatus, output: try folder.read("out"),
                errors: String(decoding: try folder.read("err"), as: UTF8.self))
        }
    }

    private static func existing(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw Missing(name: path) }
        return path
    }
}

/// A folder for one test, removed at its end.
struct Folder {
    private let url: URL

    static func with<Result>(_ body: (Folder) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "plomba-age-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(Folder(url: url))
    }

    func file(_ name: String) -> String { url.appending(path: name).path }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: url.appending(path: name))
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: url.appending(path: name)))
    }
}
