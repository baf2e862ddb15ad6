import ArgumentParser
import Custodian
import Primitives
import Screen
import TransparencyLog
import Verification

struct BrokerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "broker",
        abstract: "The broker that stores and forwards what you send.",
        subcommands: [Use.self, Allowance.self, Witnesses.self, Authorities.self])
}

extension BrokerCommand {
    struct Use: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "use",
            abstract: "Choose the broker, by its address and the key its operator gave you.",
            discussion: """
                Every later connection is made only to the holder of that key. The broker must \
                also admit your organisation before you can send.

                  plomba broker use https://broker.example:8443 --pin sha256/AbCd...=

                Brokers of a network whose charter you have confirmed need neither: give the name, or \
                nothing where there is only one.

                  plomba broker use
                  plomba broker use broker.example
                """)

        @Argument(
            help: ArgumentHelp(
                "The address, like https://broker.example:8443; or a name that the charter lists.",
                valueName: "url"))
        var url: String?

        @Option(help: "The key's pin, as the operator gave it to you.")
        var pin: String?

        @Option(help: "The key that signs receipts, if the operator gave it to you.")
        var serviceKey: String?

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            let isAddress = url?.contains("://") == true
            guard isAddress == (pin != nil), isAddress || serviceKey == nil else {
                throw ValidationError(
                    "Give an address with its --pin, or a name that the charter lists without one.")
            }
        }

        func run() async throws {
            let office = try global.office()
            let trust =
                if let url, let pin {
                    try await office.use(
                        BrokerIntroduction(url: url, pin: pin, serviceKey: serviceKey))
                } else {
                    try await office.useChartered(url)
                }
            var sheet = Sheet()
            sheet.add("Broker", trust.name.text, name: "name")
            sheet.add("Address", trust.address, name: "url")
            sheet.add("Pin", trust.pinText, name: "pin")
            sheet.add("Signs receipts with", trust.serviceKey.id.text, name: "serviceKeyId")
            sheet.add(
                "Known from", trust.isChartered ? "the charter of the network" : "its operator",
                name: "knownFrom")
            sheet.write(global.format)
        }
    }

    struct Witnesses: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "witnesses",
            abstract: "Choose whose signatures on the broker's log count.",
            discussion: """
                FILE is a C2SP tlog-policy: the log, the witnesses of your partners, and how many of \
                them make a quorum. Compare its keys with your partners, not with the operator.

                  plomba broker witnesses policy --operator group484.rs
                  plomba broker witnesses policy --operator none

                What those who were chosen before have signed until now goes on counting. Of a policy that \
                others had before you came, say until when it counted; the one in use stays.

                  plomba broker witnesses former-policy --operator none --until 2026-05-01T12:00:00Z
                """)

        /// No organisation is called so: its name has a dot.
        private static let nobody = "none"

        @Argument(help: "The file with the policy.")
        var file: String

        @Option(
            help: ArgumentHelp(
                "The organisation that runs the broker, whose own witness never counts; or none.",
                valueName: "organisation"))
        var `operator`: String?

        @Option(help: "How many witnesses may lie at the same time.")
        var faulty = 0

        @Option(
            help: ArgumentHelp(
                "FILE is no new choice: it counted until this time, before the one in use.",
                valueName: "time"))
        var until: String?

        @Flag(
            help: ArgumentHelp(
                "Those before count for nothing more: keys were stolen, or the choice was wrong."))
        var forgetFormer = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            var name: OrganisationName?
            if let text = `operator`, text != Self.nobody {
                guard let parsed = OrganisationName(text) else {
                    throw ValidationError("'\(text)' is not the name of an organisation")
                }
                name = parsed
            }
            let pinned = try choose(by: QuorumRule(faulty: faulty, operatorName: name))
            var sheet = Sheet()
            for witness in pinned.policy.witnesses {
                sheet.say("Witness", witness.key.name.text)
            }
            sheet.set(
                "witnesses",
                .array(pinned.policy.witnesses.map { .string($0.key.text) }))
            sheet.set("quorum", .bool(pinned.policy.quorum != nil))
            if pinned.policy.quorum == nil { sheet.say("Nothing will count as witnessed.") }
            for former in pinned.former {
                let names = former.policy.witnesses.map(\.key.name.text).joined(separator: ", ")
                sheet.say("Until \(former.until.text)", names)
            }
            sheet.set("former", .array(pinned.former.map(Self.json)))
            sheet.write(global.format)
        }

        func validate() throws {
            guard until == nil || !forgetFormer else {
                throw ValidationError("Give --until or --forget-former, not both.")
            }
        }

        private func choose(by rule: QuorumRule) throws -> PinnedPolicy {
            let office = try global.office()
            guard let until else {
                return try office.useWitnesses(
                    file, by: rule, isOperatorTold: `operator` != nil,
                    forgettingFormer: forgetFormer)
            }
            guard let time = Timestamp(until) else {
                throw ValidationError("'\(until)' is no time like 2026-05-01T12:00:00Z")
            }
            return try office.addFormerWitnesses(
                file, by: rule, isOperatorTold: `operator` != nil, until: time)
        }

        private static func json(_ former: FormerPolicy) -> JSONValue {
            .object([
                JSONMember("until", .string(former.until.text)),
                JSONMember(
                    "witnesses", .array(former.policy.witnesses.map { .string($0.key.text) })),
            ])
        }
    }

    struct Authorities: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "authorities",
            abstract: "Choose whose time-stamp tokens over the broker's log count.",
            discussion: """
                FILE is a list of authorities with the files of their roots beside it, in the form that \
                brokers use (deploy/tsa/README.md). Compare the roots with what the authorities publish.

                  plomba broker authorities tsa.json
                """)

        @Argument(help: "The file with the list.")
        var file: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let pinned = try global.office().useAuthorities(file)
            var sheet = Sheet()
            for entry in pinned.entries {
                sheet.say("Authority", entry.name)
                for digest in entry.rootDigests { sheet.say("  root", digest.hex) }
            }
            sheet.set(
                "authorities",
                .array(pinned.entries.map { .string($0.name) }))
            if pinned.entries.isEmpty { sheet.say("No token will count.") }
            sheet.write(global.format)
        }
    }
}
