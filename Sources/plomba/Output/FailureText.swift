import ArgumentParser
import Custodian
import Glibc
import Primitives

/// Turns whatever went wrong into one line for people, one value for programs, one exit status.
///
/// ```
/// plomba: the passphrase is wrong [passphrase.wrong]
///   check the keyboard layout and Caps Lock, then try again
/// ```
enum FailureText {
    static let usageStatus: Int32 = 64

    static func end(_ error: any Error) -> Never {
        switch error {
        case let ended as EndWithStatus:
            exit(ended.status)
        case let failure as any PlainFailure:
            tell(failure)
            exit(FailureStatus.of(failure))
        default:
            endParsing(error)
        }
    }

    private static func endParsing(_ error: any Error) -> Never {
        let status = Plomba.exitCode(for: error)
        if status.isSuccess { Plomba.exit(withError: error) }
        guard status == .validationFailure else {
            tell(UnexpectedFailure())
            exit(1)
        }
        tell(UsageFailure(text: Plomba.message(for: error)))
        exit(usageStatus)
    }

    private static func tell(_ failure: any PlainFailure) {
        Stream.error.writeSentence("plomba: \(failure.message) [\(failure.code)]", indent: "")
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
struct EndWithStatus: Error {
    let status: Int32
}

private struct UsageFailure: PlainFailure {
    let text: String

    var code: String { "usage" }
    var message: String {
        let line = text.split(separator: "\n").first.map(String.init) ?? "this is not a command"
        return SafeText.shown(line.prefix(1).lowercased() + line.dropFirst())
    }
    var hint: String? {
        let words = CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }
        let path = Plomba.path(matching: Array(words))
        return "see: " + (["plomba"] + path + ["--help"]).joined(separator: " ")
    }
}

/// An error that none of ours is; its text is left out because it may quote names or content.
private struct UnexpectedFailure: PlainFailure {
    let code = "internal"
    let message = "something went wrong that plomba has no words for"
    var hint: String? { "run the command again; if it stays so, tell the people who maintain it" }
}

extension Plomba {
    /// The longest run of words that names a command: `organisation`, `create`.
    fileprivate static func path(matching words: [String]) -> [String] {
        var commands: [any ParsableCommand.Type] = configuration.subcommands
        var path: [String] = []
        for word in words {
            guard let next = commands.first(where: { $0._commandName == word }) else { break }
            path.append(word)
            commands = next.configuration.subcommands
        }
        return path
    }
}
