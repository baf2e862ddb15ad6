import ArgumentParser
import BrokerServer
import Primitives

/// `plombad keys`: the keys of this broker.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Change the key that signs this broker's statements.",
        subcommands: [Rotate.self])

    /// `plombad keys rotate`
    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate",
            abstract: "Make another service key, for which the old one vouches.",
            discussion: """
                Clients that know the old key follow it to the new one at their next contact, and say
                so. What the old key signed before goes on counting; the old key itself is erased.
                The broker must not run. The log key and the TLS key stay as they are.

                Example: systemctl stop plombad
                         plombad keys rotate --home /var/lib/plombad
                         systemctl start plombad

                Give the new key to whoever drafts the charter of your network.
                """)

        @OptionGroup var common: CommonOptions

        mutating func run() throws {
            let rotation = try ServiceKeyRotation(
                home: BrokerHome(common.home), now: SystemClock.now())
            switch common.format {
            case .json:
                Output.json([
                    JSONMember("oldKey", .string(rotation.old.openSSHLine)),
                    JSONMember("serviceKey", .string(rotation.new.openSSHLine)),
                    JSONMember("changes", .integer(Int64(rotation.changes))),
                ])
            case .text:
                Output.line("The broker signs with another key when it starts again:")
                Output.line("  old  \(rotation.old.openSSHLine)")
                Output.line("  new  \(rotation.new.openSSHLine)")
                Output.line(
                    "Clients follow it by themselves. For the charter of your network: the new one."
                )
            }
        }
    }
}
