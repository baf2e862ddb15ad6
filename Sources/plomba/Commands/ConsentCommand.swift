import ArgumentParser
import Custodian
import Primitives
import Screen

struct ConsentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent",
        abstract: "When a person withdraws consent: tell everybody who holds the case, and answer.",
        discussion: """
              plomba consent withdraw 8d5519fed2e1
              plomba consent show
              plomba consent answer 8d5519fed2e1 stopped
            """,
        subcommands: [Withdraw.self, Reply.self, Show.self])
}

extension ConsentCommand {
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw",
            abstract: "Say that the person has withdrawn consent for a case that you sent.",
            discussion: """
                Everybody to whom you sent it, or passed it on, gets your signed word, passes it on to those \
                who got it from them, and answers: stopped, erased, or kept on a legal ground. Where nobody has \
                decided yet the case is called back as well. It works after you destroyed your own copy, too. \
                What others have seen cannot be taken back: call them.

                  plomba consent withdraw 8d5519fed2e1
                  plomba consent withdraw 8d5519fed2e1 --not-to police --not-to consulate
                  plomba consent withdraw 8d5519fed2e1 --not-part face --answer-by 2026-12-05T12:00:00Z

                Say nothing of the person in a name: only the words below, which the broker can read too.
                """)

        @Argument(help: "The identifier of the case, or the beginning of it.")
        var id: String

        @Option(help: "Only for this recipient: \(ConsentWords.recipients), or an organisation.")
        var notTo: [String] = []

        @Option(help: "Only for this use: \(ConsentWords.uses).")
        var notFor: [String] = []

        @Option(help: "Only for this part: \(ConsentWords.parts).")
        var notPart: [String] = []

        @Option(help: "By when they answer: a whole hour. Without it: a week from now.")
        var answerBy: String?

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let order = try ConsentOrder(
                ArgumentValue.consignment(id), recipients: notTo, uses: notFor, contents: notPart,
                answerBy: answerBy.map(ArgumentValue.time))
            let standings = try await global.office().withdrawConsent(order)
            ConsentText.write(standings, global.format)
            if standings.contains(where: { $0.state == .unrecorded }) {
                Notices.say(
                    "What is not recorded yet 'plomba sync' hands over later: when the broker can be reached, or "
                        + "somebody there has decided.")
            }
            ConsentText.notices(standings.filter { $0.state == .refused })
            Notices.say("What was fetched stays with them until they answer: call them.")
        }
    }

    struct Reply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "answer",
            abstract: "Answer a withdrawal of consent that came to you.",
            discussion: """
                First it is passed on to those who got the case from you. Your answer is for everything that was \
                withdrawn for the case and is open. 'stopped': you keep it and use it no more. 'erased': only after 'plomba dispose'. 'retained': you must keep it; say why with a code \
                and the legal ground, without a word about the person. Without an answer, your last one is said \
                again with what those behind you have answered since.

                  plomba consent answer 8d5519fed2e1 stopped
                  plomba consent answer 8d5519fed2e1 retained --because court_order --basis "order K-12/26"
                  plomba consent answer 8d5519fed2e1

                Codes: \(RetentionCode.list)
                """)

        enum Word: String, ExpressibleByArgument {
            case stopped
            case erased
            case retained
        }

        @Argument(help: "The identifier of the case, or the beginning of it.")
        var id: String

        @Argument(help: "stopped, erased or retained.")
        var answer: Word?

        @Option(help: "Why it is kept, as one of the codes below.")
        var because: String?

        @Option(help: "The legal ground, in one line.")
        var basis: String?

        @Option(help: "Which of your mailboxes, when the identifier alone is not enough.")
        var mailbox: String?

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let standings = try await global.office().answerConsent(
                ArgumentValue.consignment(id), mailbox: mailbox.map(ArgumentValue.mailbox), reply())
            ConsentText.write(standings, global.format)
            if standings.contains(where: { $0.latest?.isRecorded == false }) {
                Notices.say("It is not recorded yet: 'plomba sync' hands it over later.")
            }
            ConsentText.notices(
                standings.filter { $0.refusedAnswer != nil || $0.state == .refused })
        }

        private func reply() throws -> ConsentReply? {
            guard answer == .retained else {
                guard because == nil, basis == nil else {
                    throw ValidationError("--because and --basis belong to 'retained'")
                }
                return answer.map { $0 == .erased ? .erased : .stopped }
            }
            guard let code = because.flatMap(RetentionCode.init), let basis else {
                throw ValidationError(
                    "'retained' needs --because CODE and --basis WORDS. Codes: \(RetentionCode.list)"
                )
            }
            return .retained(code, basis: basis)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract:
                "Show withdrawals of consent: who has the case, who answered what, who is silent.",
            discussion: """
                  plomba consent show
                  plomba consent show 8d5519fed2e1 --format json
                """)

        @Argument(help: "The identifier of the case, or the beginning of it. Without it: all.")
        var id: String?

        @OptionGroup var global: GlobalOptions

        func run() async throws {
            let standings = try await global.office().consent(
                id.map(ArgumentValue.consignment), isFresh: true)
            ConsentText.write(standings, global.format)
        }
    }
}
