import Foundation

/// Runs other people's programs, and Python scripts that were written from the specification.
enum Tool {
    struct Outcome {
        let status: Int32
        let output: String
    }

    struct Missing: Error, CustomStringConvertible {
        let name: String
        var description: String { "\(name) is missing: run `make tools`" }
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs a script of Tests/Interop with the interpreter that has the Python packages.
    static func python(_ script: String, _ arguments: [String]) throws -> Outcome {
        let path = try existing(root.appending(path: "Tests/Interop/\(script)").path)
        return try run(existing(interpreter()), [path] + arguments)
    }

    static func interpreter() -> String { root.appending(path: ".venv/bin/python3").path }

    /// Whether stock ssh-keygen accepts the signature over the file.
    static func sshKeygenAccepts(
        _ file: String, signature: String, namespace: String, key: String, in folder: URL
    ) throws -> Bool {
        let signers = folder.appending(path: "allowed-\(UUID().uuidString)")
        try Data("signer \(key)\n".utf8).write(to: signers)
        let outcome = try run(
            try existing("/usr/bin/ssh-keygen"),
            [
                "-Y", "verify", "-f", signers.path, "-I", "signer", "-n", namespace, "-s",
                signature,
            ], input: file)
        return outcome.status == 0
    }

    static func run(
        _ program: String, _ arguments: [String], input: String = "/dev/null",
        pathFirst: String? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        var environment = ProcessInfo.processInfo.environment
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        if let pathFirst {
            environment["PATH"] = pathFirst + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        }
        process.environment = environment
        let log = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: log)
        defer { try? FileManager.default.removeItem(at: log) }
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: input))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: log), as: UTF8.self))
    }

    static func existing(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw Missing(name: path) }
        return path
    }
}
