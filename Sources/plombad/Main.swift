import ArgumentParser
import Primitives

/// The broker's daemon and its tools.
@main
struct Plombad: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plombad",
        abstract: "Store and forward sealed case bundles, without being able to open them.",
        discussion: """
            A broker lives in one folder, its home. Make one with 'init', start it with 'serve',
            and admit organisations with 'admit', whether it runs or not.
            """,
        version: "plombad \(Version.text)",
        subcommands: [
            InitCommand.self, ServeCommand.self, CheckCommand.self, AdmitCommand.self,
            UsageCommand.self, CharterCommand.self, LogCommand.self, KeysCommand.self,
            ScrubCommand.self, BackupCommand.self, RestoreCommand.self, ExportAllCommand.self,
        ])

    static func main() async {
        ProcessHardening.apply()
        Umask.restrict()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(error)
        }
    }
}
