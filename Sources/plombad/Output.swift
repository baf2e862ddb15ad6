import ArgumentParser
import Glibc
import Primitives

/// How results are told: lines for people, or one JSON object for programs.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Where the broker's home is, and how to tell the result.
struct CommonOptions: ParsableArguments {
    @Option(help: "The folder that holds the broker.")
    var home = "."

    @Option(help: "Tell the result as text or as JSON.")
    var format = OutputFormat.text
}

/// Standard output and standard error, and nothing else.
enum Output {
    static func line(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    static func json(_ members: [JSONMember]) {
        write(
            String(decoding: JSONValue.object(members).serializedForScreen(), as: UTF8.self),
            to: STDOUT_FILENO)
    }

    static func error(_ text: String) {
        write("plombad: " + text + "\n", to: STDERR_FILENO)
    }

    /// One write for each line of the log.
    static func log(_ line: [UInt8]) {
        write(line, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    /// A closed pipe or a full disk leaves nobody to tell, so what cannot be written is dropped.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
