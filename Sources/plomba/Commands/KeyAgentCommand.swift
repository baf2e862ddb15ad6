import ArgumentParser
import Custodian
import Glibc

/// The process that keeps unlocked keys; started by `plomba unlock`, never by people.
struct KeyAgentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: AgentProcess.command,
        abstract: "Used by plomba itself.",
        shouldDisplay: false)

    func run() throws {
        // It takes its order, with keys in it, from a pipe.
        guard isatty(0) == 0, isatty(1) == 0 else {
            throw ValidationError("This is not a command for people.")
        }
        AgentProcess.run()
    }
}
