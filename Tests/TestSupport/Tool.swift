public import Foundation

/// Other people's programs, and our own, run as a person would run them.
public enum Tool {
    public struct Missing: Error, CustomStringConvertible {
        public let name: String
        public var description: String { "\(name) is missing: run `make tools`" }
    }

    /// The folder that holds Package.swift.
    public static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A place in the project, as a path.
    public static func path(_ place: String) -> String {
        root.path(percentEncoded: false) + place
    }

    /// The interpreter that has the Python packages of `Tests/requirements.txt`.
    public static func python() throws -> String { try existing(path(".venv/bin/python3")) }

    /// A script of `Tests/Interop`.
    public static func script(_ name: String) throws -> String {
        try existing(path("Tests/Interop/" + name))
    }

    /// One of our own programs, as the build left it beside the tests.
    public static func built(_ name: String) throws -> String {
        try existing(path(".build/debug/" + name))
    }

    /// A program of the system by its name; a path stays what it is.
    public static func system(_ name: String) throws -> String {
        let folders = ["/usr/bin/", "/bin/", "/usr/local/bin/", "/usr/sbin/", "/sbin/"]
        let places = name.contains("/") ? [name] : folders.map { $0 + name }
        guard let found = places.first(where: FileManager.default.isExecutableFile) else {
            throw Missing(name: name)
        }
        return found
    }

    /// Runs a program to its end.
    public static func run(
        _ program: String, _ arguments: [String], input: String? = nil, in folder: String? = nil,
        pathFirst: String? = nil
    ) throws -> Outcome {
        try Running(program, arguments, input: input, in: folder, pathFirst: pathFirst).wait()
    }

    /// Runs a script of `Tests/Interop` to its end.
    public static func python(
        _ script: String, _ arguments: [String], input: String? = nil
    ) throws -> Outcome {
        try run(python(), [self.script(script)] + arguments, input: input)
    }

    private static func existing(_ path: String) throws -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw Missing(name: path) }
        return path
    }
}

/// What a program left behind.
public struct Outcome: Sendable {
    public let status: Int32
    public let output: [UInt8]
    public let errors: String

    public var text: String { String(decoding: output, as: UTF8.self) }
    /// Both streams, for a message about what went wrong.
    public var everything: String { text + errors }
}
