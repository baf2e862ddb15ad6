import ArgumentParser
import Custodian
import Primitives
import Screen

extension CaseCommand {
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Answer a few questions, and get a case.json.",
            discussion: """
                Asks one thing at a time, in plain words, with numbers to choose from. You can go back, you see \
                everything once more before it is written, and Ctrl-C leaves nothing behind. The answers stand \
                on a screen of their own that is wiped at the end; only you can read the file.

                  plomba case new
                  plomba case new photos/ consent.pdf
                  plomba case new -o 2026-014.json
                  plomba send photos/ --case case.json --to intake@group484.rs

                Without a person at the terminal, the answers come from a file, one in each line, named as in \
                case.json. What is missing is told with its question, so an empty file is a way to begin:

                  plomba case new --from answers.txt

                  kind: referral
                  referral.sender_ref: VP-2026-014
                  referral.from.unit: Bihać
                  referral.to.org: group484.rs
                  preview.priority: urgent
                  preview.services: legal_aid, interpretation
                  ...
                """)

        @Argument(help: "Files and folders to describe one by one; none is needed.")
        var paths: [String] = []

        @Option(name: [.customShort("o"), .long], help: "The file to make.")
        var output: String = "case.json"

        @Option(
            help: ArgumentHelp(
                "Take the answers from a file instead of asking.", valueName: "file"))
        var from: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            try CaseFile.requireFree(output)
            let context = try CaseContext(
                global.homeIfThere(), files: paths, clock: .system)
            if let from {
                try write(answers(from, context))
            } else {
                try CaseDialogue.run(context, write: write)
            }
            var sheet = Sheet()
            sheet.add("File", output, name: "file")
            sheet.say("Readable by", "you alone")
            sheet.say("Left this computer", "no")
            sheet.say("Then: plomba send FOLDER --case \(output) --to MAILBOX")
            sheet.write(global.format)
        }

        private func write(_ answers: CaseAnswers) throws {
            try CaseFile.create(answers.compose(), at: output)
        }

        private func answers(_ file: String, _ context: CaseContext) throws -> CaseAnswers {
            do {
                return try AnswersFile.read(file, context)
            } catch let error as AnswersError {
                Notices.say(CaseFlawText.text(error.flaws))
                throw error
            }
        }
    }
}
