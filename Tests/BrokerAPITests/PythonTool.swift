import Foundation

/// The Python of the test environment, running one of our scripts.
enum PythonTool {
    struct Missing: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is missing; run 'make tools'" }
    }

    /// Runs a script of `Tests/Interop` with a JSON object on its standard input.
    ///
    /// - Returns: the JSON object that it prints, or nil when it fails.
    static func run(_ script: String, _ input: [String: Any]) throws -> [String: Any]? {
        let root = VectorFolder.packageRoot
        let python = root.appending(path: ".venv/bin/python3").path(percentEncoded: false)
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw Missing(path: python)
        }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [
            root.appending(path: "Tests/Interop/\(script)").path(percentEncoded: false)
        ]
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(
            contentsOf: JSONSerialization.data(withJSONObject: input))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return try JSONSerialization.jsonObject(with: output) as? [String: Any]
    }
}
