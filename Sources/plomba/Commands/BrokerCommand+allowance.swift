import ArgumentParser
import Custodian
import Primitives
import Screen

extension BrokerCommand {
    struct Allowance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "allowance",
            abstract: "Show how much your organisation has at the broker, and may have.",
            discussion: """
                What counts is what lies there: it goes when recipients decline it or destroy their copy. \
                'send' looks at the same numbers before it packs.

                  plomba broker allowance
                  plomba broker allowance --to intake@group484.rs
                """)

        @Option(
            name: .customLong("to"),
            help: ArgumentHelp(
                "Also your share of this mailbox; may be repeated.", valueName: "mailbox"))
        var mailboxes: [String] = []

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let addresses = try mailboxes.map { text in
                guard let address = MailboxAddress(text) else {
                    throw ValidationError("'\(text)' is not the address of a mailbox")
                }
                return address
            }
            var sheet = Sheet()
            guard let allowance = try await global.office().allowance(for: addresses) else {
                sheet.say("This broker does not say.")
                sheet.set("allowance", .null)
                sheet.write(global.format)
                return
            }
            add(allowance, to: &sheet)
            sheet.write(global.format)
        }

        private func add(_ allowance: BrokerAllowance, to sheet: inout Sheet) {
            sheet.say("Bytes at the broker", Self.text(allowance.bytes))
            sheet.say("Cases at the broker", Self.text(allowance.cases))
            sheet.say("Uploads begun", Self.text(allowance.uploads))
            sheet.say("Room for a case of", "\(allowance.roomInBytes) bytes")
            for share in allowance.shares {
                sheet.say("Bytes in " + share.mailbox.text, Self.text(share.bytes))
                sheet.say("Cases in " + share.mailbox.text, Self.text(share.cases))
                if share.isBlocked {
                    sheet.say(share.mailbox.text, "takes nothing new from your organisation")
                }
            }
            sheet.set("allowance", Self.json(allowance))
        }

        private static func text(_ use: BrokerAllowance.Use) -> String {
            "\(use.used) of " + (use.limit.map { "\($0)" } ?? "as many as there is room for")
        }

        private static func json(_ allowance: BrokerAllowance) -> JSONValue {
            .object([
                JSONMember("bytes", json(allowance.bytes)),
                JSONMember("cases", json(allowance.cases)),
                JSONMember("uploads", json(allowance.uploads)),
                JSONMember("roomBytes", .integer(allowance.roomInBytes)),
                JSONMember(
                    "mailboxes",
                    .array(
                        allowance.shares.map { share in
                            .object([
                                JSONMember("mailbox", .string(share.mailbox.text)),
                                JSONMember("bytes", json(share.bytes)),
                                JSONMember("cases", json(share.cases)),
                                JSONMember("blocked", .bool(share.isBlocked)),
                            ])
                        })),
            ])
        }

        private static func json(_ use: BrokerAllowance.Use) -> JSONValue {
            .object([
                JSONMember("used", .integer(use.used)),
                JSONMember("limit", use.limit.map { .integer($0) } ?? .null),
            ])
        }
    }
}
