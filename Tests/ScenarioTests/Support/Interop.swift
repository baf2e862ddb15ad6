import Foundation
import Testing

/// The Python scripts of `Tests/Interop`, run with the verifiers that `make tools` installs.
enum Interop {
    static func run(_ script: String, _ arguments: [String], in folder: Folder) throws -> Outcome {
        try Program.run(python(), [path(script)] + arguments, in: folder.path)
    }

    /// Starts one that serves until it is killed.
    static func start(
        _ script: String, _ arguments: [String], in folder: Folder
    ) throws -> RunningProgram {
        try Program.start(python(), [path(script)] + arguments, in: folder.path)
    }

    static func path(_ script: String) -> String {
        Program.root.appending(path: "Tests/Interop/\(script)").path(percentEncoded: false)
    }

    static func python() throws -> String {
        let path = Program.root.appending(path: ".venv/bin/python3").path(percentEncoded: false)
        try #require(
            FileManager.default.isExecutableFile(atPath: path),
            "the verifiers are missing: run 'make tools' first")
        return path
    }
}
