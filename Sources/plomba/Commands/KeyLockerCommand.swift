import ArgumentParser
import Custodian
import Glibc

/// The short-lived child that works with passphrases; started by plomba itself, never by people.
struct KeyLockerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: KeyLocker.childCommand,
        abstract: "Used by plomba itself.",
        shouldDisplay: false)

    func run() throws {
        // The pipes carry secrets; a person at a keyboard has no business here.
        guard isatty(0) == 0, isatty(1) == 0 else {
            throw ValidationError("This is not a command for people.")
        }
        try KeyLocker.answerOneRequest()
    }
}
