package import ArgumentParser
import Glibc
import Primitives
import Verification

/// Turns whatever went wrong into one line for people, one value for programs, one exit status.
///
/// ```
/// plomba: the passphrase is wrong [passphrase.wrong]
///   check the keyboard layout and Caps Lock, then try again
/// ```
package enum FailureText {
    private static let usageStatus: Int32 = 64

    /// - Parameter root: the program's command.
    package static func end(_ error: any Error, of root: (some ParsableCommand).Type) -> Never {
        let program = root._commandName
        switch error {
        case let ended as EndWithStatus:
            exit(ended.status)
        case let failure as any PlainFailure:
            tell(failure, program)
            exit(FailureStatus.of(failure))
        default:
            endParsing(error, root, program)
        }
    }

    private static func endParsing<Root: ParsableCommand>(
        _ error: any Error, _ root: Root.Type, _ program: String
    ) -> Never {
        let status = root.exitCode(for: error)
        if status.isSuccess { root.exit(withError: error) }
        guard status == .validationFailure else {
            tell(UnexpectedFailure(program: program), program)
            exit(1)
        }
        let words = CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }
        let command = [program] + path(below: root, matching: Array(words))
        tell(UsageFailure(text: root.message(for: error), command: command), program)
        exit(usageStatus)
    }

    /// The longest run of words that names a command: `organisation`, `create`.
    private static func path(
        below root: any ParsableCommand.Type, matching words: [String]
    ) -> [String] {
        var commands = root.configuration.subcommands
        var path: [String] = []
        for word in words {
            guard let next = commands.first(where: { $0._commandName == word }) else { break }
            path.append(word)
            commands = next.configuration.subcommands
        }
        return path
    }

    private static func tell(_ failure: any PlainFailure, _ program: String) {
        Stream.error.writeSentence("\(program): \(failure.message) [\(failure.code)]", indent: "")
        let hint = FailureStatus.hint(for: failure)
        if let hint { Stream.error.writeSentence(hint, indent: "  ") }
        guard Self.wantsJSON else { return }
        Stream.output.write(
            JSONValue.object([
                JSONMember(
                    "error",
                    .object([
                        JSONMember("code", .string(failure.code)),
                        JSONMember("message", .string(failure.message)),
                        JSONMember("hint", hint.map { .string($0) } ?? .null),
                    ]))
            ]).serializedForScreen())
    }

    /// Looked up in the raw arguments: a failure of parsing must come in the right form too.
    private static var wantsJSON: Bool {
        let arguments = CommandLine.arguments
        return arguments.contains("--format=json")
            || zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
    }
}

/// Thrown by a command that has said everything and only chooses the exit status.
package struct EndWithStatus: Error {
    let status: Int32

    package init(status: Int32) { self.status = status }
}

private struct UsageFailure: PlainFailure {
    let text: String
    let command: [String]
    var code: String { "usage" }

    var message: String {
        let line = text.split(separator: "\n").first.map(String.init) ?? "this is not a command"
        return SafeText.shown(line.prefix(1).lowercased() + line.dropFirst())
    }

    var hint: String? { "see: " + (command + ["--help"]).joined(separator: " ") }
}

/// An error that none of ours is; its text is left out because it may quote names or content.
private struct UnexpectedFailure: PlainFailure {
    let program: String
    let code = "internal"
    var message: String { "something went wrong that \(program) has no words for" }
    var hint: String? { "run the command again; if it stays so, tell the people who maintain it" }
}

extension OutputFormat: ExpressibleByArgument {}
