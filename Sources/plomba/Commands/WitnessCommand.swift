import ArgumentParser
import Custodian
import Listening
import Primitives
import Screen
import TransparencyLog
import Witness
import WitnessServer

struct WitnessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Watch the logs of brokers for your organisation, and say so by signing.",
        discussion: """
            A witness signs a broker's log only when it continues what it has signed before. With \
            the witnesses of a few partners nobody, not even the operator, can show two histories.

              plomba witness init /srv/witness --name vasaprava.ba/witness
              plomba witness add /srv/witness broker.example/log+891d0738+AWzW6...
              plomba witness serve /srv/witness

            Give the key that 'init' prints, and the address, to the operator and to your partners.
            """,
        subcommands: [Init.self, Add.self, Serve.self, Show.self, MendClock.self])
}

extension WitnessCommand {
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "init",
            abstract: "Make a witness: a folder with its key.",
            discussion: """
                The name begins with that of your organisation and is for good: another key needs \
                another name.

                  plomba witness init /srv/witness --name vasaprava.ba/witness
                """)

        @Argument(help: "The folder to make.")
        var folder: String

        @Option(help: "The name, like vasaprava.ba/witness.")
        var name: String

        @Option(help: "Where to listen. A proxy or an onion service may stand in front.")
        var listen = "127.0.0.1:8480"

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try WitnessHome(folder).create(
                WitnessConfiguration(name: name, address: listen))
            var sheet = Sheet()
            sheet.add("Witness", name, name: "name")
            sheet.add("Public key", key.text, name: "key")
            sheet.add("Listens on", listen, name: "listen")
            sheet.say("Next: plomba witness add \(folder) LOGKEY")
            sheet.write(global.format)
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Watch a log from now on, by the public key of it that its operator prints.",
            discussion: """
                The operator's 'plombad init' printed the key. Without --checkpoint the first \
                checkpoint that the log sends is believed. A log whose key was lost goes on under \
                another: with --succeeds it must begin with all that was signed of the old one here, \
                and the old one is signed no more. Ask the operator first, by another way.

                  plomba witness add /srv/witness broker.example/log+891d0738+AWzW6...
                  plomba witness add /srv/witness broker.example/log-2+5cc1a0f4+AX3B9... --succeeds broker.example/log
                """)

        @Argument(help: "The witness's folder.")
        var folder: String

        @Argument(help: "The log's public key.")
        var key: String

        @Option(help: "A file with a signed checkpoint of the log to begin with.")
        var checkpoint: String?

        @Option(help: "The name of the log that this one continues.")
        var succeeds: String?

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            guard checkpoint == nil || succeeds == nil else {
                throw ValidationError(
                    "--succeeds begins with what was signed here, not with a file")
            }
        }

        func run() throws {
            guard let log = try? VerifierKey(parsing: key), log.type == .ed25519 else {
                throw WitnessError.notALogKey
            }
            let old = try succeeds.map { text throws(WitnessError) in
                guard let name = try? KeyName(text) else { throw WitnessError.logUnknown(text) }
                return name
            }
            let note = try checkpoint.map { try WitnessHome.readNote($0) }
            try WitnessHome(folder).add(log, checkpoint: note, succeeding: old)
            var sheet = Sheet()
            sheet.add("Watches", log.name.text, name: "log")
            sheet.write(global.format)
        }
    }

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "serve",
            abstract: "Run the witness until SIGTERM or SIGINT.",
            discussion: """
                The log goes to standard error, one JSON object for each line. When the witness is \
                ready, one line says so on standard output.

                  plomba witness serve /srv/witness
                """)

        @Argument(help: "The witness's folder.")
        var folder: String

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let clock: @Sendable () -> Timestamp = { Clock.system.now }
            let service = try WitnessService(WitnessHome(folder), clock: clock)
            let sink = LogSink(clock: clock) { Stream.error.write($0) }
            let (name, host, format) = (
                service.key.name.text, service.configuration.host, global.format
            )
            let daemon = buildWitness(service, sink: sink) { port in
                var sheet = Sheet()
                sheet.add("Witness", name, name: "name")
                sheet.add("Listens on", "\(host):\(port)", name: "listen")
                sheet.write(format)
            }
            try await daemon.untilSignal.run()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "What the witness has signed last of each log, also while it runs.",
            discussion: """
                Exit status 2 when a log has shown it two histories; the file that proves it is named.

                  plomba witness show /srv/witness
                """)

        @Argument(help: "The witness's folder.")
        var folder: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let (key, states) = try WitnessHome(folder).states()
            var sheet = Sheet()
            sheet.add("Witness", key.name.text, name: "name")
            sheet.add("Public key", key.text, name: "key")
            for state in states { sheet.say(state.origin.text, told(state)) }
            sheet.set("logs", .array(states.map(json)))
            sheet.write(global.format)
            guard !states.contains(where: { $0.conflict != nil }) else {
                throw EndWithStatus(status: 2)
            }
        }

        private func told(_ state: WitnessState) -> String {
            guard let latest = state.latest else { return "nothing yet" }
            let time = state.time.map { ", signed \($0.text)" } ?? ""
            let conflict = state.conflict.map { "; TWO HISTORIES: see \($0)" } ?? ""
            return "\(latest.size) entries\(time)\(conflict)"
        }

        private func json(_ state: WitnessState) -> JSONValue {
            .object([
                JSONMember("log", .string(state.origin.text)),
                JSONMember(
                    "size", state.latest.map { .integer(Int64(clamping: $0.size)) } ?? .null),
                JSONMember("time", state.time.map { .string($0.text) } ?? .null),
                JSONMember("twoHistories", state.conflict.map { .string($0) } ?? .null),
            ])
        }
    }
}

extension WitnessCommand {
    struct MendClock: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clock",
            abstract: "Sign a log on by the clock as it is now, after the clock was ahead.",
            discussion: """
                A witness never signs a time before its last one: if its clock was a year ahead, it \
                refuses for a year. Set the clock right first, stop the witness, then say so here. \
                What it has seen of the log stays.

                  plomba witness clock /srv/witness broker.example/log
                """)

        @Argument(help: "The witness's folder.")
        var folder: String

        @Argument(help: "The log, by its name as 'show' prints it.")
        var log: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            guard let origin = try? KeyName(log) else { throw WitnessError.notALogKey }
            let now = Clock.system.now
            let ahead = try WitnessHome(folder).amendTime(of: origin, now: now)
            var sheet = Sheet()
            sheet.add("Log", origin.text, name: "log")
            sheet.add("Was dated", ahead.text, name: "was")
            sheet.add("Signed again at", now.text, name: "time")
            sheet.say(
                "Tell your partners: what was dated ahead counts for nobody before that time.")
            sheet.write(global.format)
        }
    }
}
