import ArgumentParser
import Custodian
import Primitives
import Screen

struct PartnerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partner",
        abstract: "The organisations that you exchange evidence with.",
        subcommands: [
            Add.self, Answer.self, Answered.self, Class.self, List.self, Signers.self, Block.self,
            Unblock.self, Blocked.self,
        ])
}

extension PartnerCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Learn a partner's keys from its file, after comparing the fingerprint.",
            discussion: """
                Let the partner read its fingerprint to you, over the phone or in person, and \
                type it here. Spaces and dashes do not matter. If one digit differs, nothing is \
                added. Then read your answer to them, and type theirs: 'plomba partner answered'.

                  plomba partner add vasaprava.plomba-org --fingerprint '00123 45678 ...'

                Without the digits, a partner that the charter of your network lists is added as \
                unconfirmed.

                  plomba partner add vasaprava.plomba-org
                """)

        @Argument(help: "The file that the partner exported.")
        var file: String

        @Option(help: "The 60 digits that the partner read to you.")
        var fingerprint: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            let partner =
                try fingerprint.map {
                    try office.addPartner(file: file, digits: ArgumentValue.digits($0))
                } ?? office.introducePartner(file: file)
            var sheet = OrganisationSheet.make(partner.summary)
            sheet.add(
                "Added as",
                partner.standing.isConfirmed
                    ? "confirmed partner" : "unconfirmed partner, whom the charter lists",
                name: "state")
            PartnerSheet.add(partner.confirmation, to: &sheet)
            if partner.standing.isConfirmed {
                PartnerSheet.add(try office.answer(to: partner.summary.name), to: &sheet)
            }
            sheet.write(global.format)
            PartnerSheet.tell(partner.confirmation)
        }
    }

    struct Answer: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "answer",
            abstract: "Show the 25 digits to read to a partner that you have confirmed.",
            discussion: """
                Read them in the call in which you compare the 60 digits. They show your partner that \
                your computer has confirmed its very fingerprint; your partner types them.

                  plomba partner answer vasaprava.ba
                """)

        @Argument(help: "The partner.")
        var name: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let name = try ArgumentValue.organisationName(name)
            let answer = try global.office().answer(to: name)
            var sheet = Sheet()
            sheet.add("Partner", name.text, name: "organisation")
            PartnerSheet.add(answer, to: &sheet)
            sheet.write(global.format)
        }
    }

    struct Answered: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "answered",
            abstract: "Take the 25 digits that a partner read to you.",
            discussion: """
                They show that the partner has confirmed your fingerprint. Until both of you have \
                confirmed, everything says which side has not. If one digit differs, your partner may \
                hold a file that is not yours.

                  plomba partner answered vasaprava.ba '63305 96491 12714 05331 48864'
                """)

        @Argument(help: "The partner.")
        var name: String

        @Argument(help: "The 25 digits that the partner read to you.")
        var digits: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let name = try ArgumentValue.organisationName(name)
            let confirmation = try global.office().takeAnswer(
                ArgumentValue.answerDigits(digits), of: name)
            var sheet = Sheet()
            sheet.add("Partner", name.text, name: "organisation")
            PartnerSheet.add(confirmation, to: &sheet)
            sheet.write(global.format)
            PartnerSheet.tell(confirmation)
        }
    }

    struct Class: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "class",
            abstract: "Say what kind of organisation a partner is.",
            discussion: """
                A person agrees that helpers may get a case, or the police, or a prosecutor. What \
                case.json records of that is held against the kind of each recipient when you seal.

                  plomba partner class group484.rs service_provider

                Kinds: \(PartnerClass.list).
                """)

        @Argument(help: "The partner.")
        var name: String

        @Argument(help: "Its kind, as one of the words below.")
        var kind: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            guard let kind = PartnerClass(kind) else {
                throw ValidationError("This is not a kind. Kinds: \(PartnerClass.list)")
            }
            let name = try ArgumentValue.organisationName(name)
            try global.office().setClass(of: name, to: kind)
            var sheet = Sheet()
            sheet.add("Partner", name.text, name: "organisation")
            sheet.add("Kind", kind.word, name: "class")
            sheet.write(global.format)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Show the partners and their mailboxes.",
            discussion: "  plomba partner list")

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            let partners = try office.partners()
            let damaged = try office.damagedPartners()
            PartnerTable.write(partners, damaged, global.format)
            for one in damaged {
                Notices.say("plomba: \(one.failure.message) [\(one.failure.code)]")
            }
            if !damaged.isEmpty { Notices.say("  " + DamagedPartner.hint) }
        }
    }

    struct Signers: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "signers",
            abstract: "Print the keys of you and your partners, for ssh-keygen -Y verify.",
            discussion: """
                Give the output to whoever checks evidence without plomba. Keys that were \
                replaced are in it, with the times between which they counted. A partner whom only \
                the charter lists is in it too, and named beside it as unconfirmed.

                  plomba partner signers > allowed_signers
                  plomba partner signers --revoked > revoked_keys   (for ssh-keygen -Y verify -r)
                """)

        @Flag(help: "Print the keys that were revoked instead; -r refuses whatever they signed.")
        var revoked = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let office = try global.office()
            Stream.output.write(
                try revoked ? office.revokedKeys() : office.allowedSigners())
            // They are in it all the same: what they signed is judged by those keys.
            PartnerSheet.notices(
                try office.partners().filter { !$0.standing.isConfirmed }.map(\.confirmation))
        }
    }
}
