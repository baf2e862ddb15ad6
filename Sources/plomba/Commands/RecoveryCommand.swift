import ArgumentParser
import Custodian
import Primitives
import Screen

struct RecoveryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recovery",
        abstract: "Split the key that opens everything into shares, try them, use them.",
        discussion: """
            The recovery key opens what was sent to the mailbox when nobody's own key does. \
            Split into three shares of which two suffice, it is lost only with two of them, and \
            stolen only with two of them. The shares are SLIP-39: other programs read them too.

              plomba recovery split --shares 3 --threshold 2 -o shares
              plomba recovery drill shares/share-1.slip39 shares/share-3.slip39 --remove-key
            """,
        subcommands: [Split.self, Check.self, Drill.self, Restore.self])
}

extension RecoveryCommand {
    struct Split: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "split",
            abstract: "Make shares of the recovery key: two files for each, one of them to print.",
            discussion: """
                Writes share-N.slip39, which holds the words and nothing else, and share-N.txt, a \
                page to print. Print each page on a printer that keeps no copies, give each share \
                to somebody else, and erase the folder. The recovery key stays here until \
                'plomba recovery drill --remove-key' has shown that the shares give it.

                Shares that were made before keep working: destroy them.

                  plomba recovery split --shares 3 --threshold 2 -o /media/stick/shares
                """)

        @Option(help: "How many shares are made, up to 16.")
        var shares: Int

        @Option(help: "How many of them give the key, at least 2.")
        var threshold: Int

        @Option(name: [.customShort("o"), .long], help: "The folder to make.")
        var output: String

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let made = try global.office().splitRecoveryKey(
                shares: shares, threshold: threshold, into: output)
            var sheet = Sheet()
            sheet.say("Set", "\(made.set)")
            sheet.set("set", .integer(Int64(made.set)))
            sheet.say("Shares", "\(made.shares), any \(made.threshold) of which give the key")
            sheet.set("shares", .integer(Int64(made.shares)))
            sheet.set("threshold", .integer(Int64(made.threshold)))
            RecoverySheet.add(made.mailboxes, to: &sheet)
            sheet.add("Folder", made.folder, name: "folder")
            sheet.write(global.format)
            Notices.say(
                """
                Now, in this order:
                  1. print each page and hand each share to its holder
                  2. try them: plomba recovery drill SHARE SHARE ... --remove-key
                  3. erase the folder, and destroy older shares
                """)
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Look whether one share is undamaged and one of yours.",
            discussion: """
                Its checksum finds every mistake in copying. On the computer where it was made, it \
                is compared with the share that was made as well.

                  plomba recovery check share-2.slip39
                  plomba recovery check                     asks for the words
                """)

        @Argument(help: "The file with the share's words; without it you are asked for them.")
        var share: String?

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let checked = try global.office().checkShare(share.map { .files([$0]) } ?? .terminal)
            var sheet = Sheet()
            sheet.say("Share", "\(checked.number) of set \(checked.set), undamaged")
            sheet.set("share", .integer(Int64(checked.number)))
            sheet.set("set", .integer(Int64(checked.set)))
            sheet.say("Needed", "\(checked.threshold) of the set")
            sheet.set("threshold", .integer(Int64(checked.threshold)))
            sheet.say(
                "Made here", checked.isAsMade == nil ? "not known on this computer" : "yes")
            sheet.set("asMade", checked.isAsMade.map { .bool($0) } ?? .null)
            sheet.write(global.format)
        }
    }

    struct Drill: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drill",
            abstract: "Prove that shares give the recovery key, without writing it anywhere.",
            discussion: """
                Puts the shares together in memory and compares what they give with the key that \
                your organisation's record names. Give as many as are needed or more. Do it after \
                making shares and then once a year; 'plomba doctor' reminds you.

                  plomba recovery drill share-1.slip39 share-3.slip39
                  plomba recovery drill                     asks for the words
                """)

        @Argument(help: "Files with one share each; without any you are asked for the words.")
        var shares: [String] = []

        @Flag(help: "When they do, remove the recovery key from this computer.")
        var removeKey = false

        @OptionGroup var global: GlobalOptions

        func run() throws {
            let drill = try global.office().drillRecovery(
                shares.isEmpty ? .terminal : .files(shares), removingKey: removeKey)
            var sheet = Sheet()
            let numbers = drill.numbers.map { String($0) }.joined(separator: ", ")
            sheet.say("Shares", "\(numbers) of set \(drill.set) give the recovery key")
            sheet.set("shares", .array(drill.numbers.map { .integer(Int64($0)) }))
            sheet.set("set", .integer(Int64(drill.set)))
            RecoverySheet.add(drill.mailboxes, to: &sheet)
            sheet.say("On this computer", drill.keyIsHere ? "the key is still here" : "no key")
            sheet.set("keyIsHere", .bool(drill.keyIsHere))
            sheet.write(global.format)
            if drill.isLatestSet == false {
                Notices.warn(
                    "these are not the shares that were made here last: one of the two sets should "
                        + "be destroyed")
            }
            if drill.keyIsHere {
                Notices.say("Run it again with --remove-key: the shares are what you keep.")
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore",
            abstract: "Give the mailbox back to a computer that lost its keys.",
            discussion: """
                Puts the shares together, locks the key with a new passphrase, and from then on \
                what was sealed to the mailbox opens here. New keys of the member, of this computer \
                and of recovery come with it, in a new record that says that the mailbox was \
                recovered; it counts when enough roots have signed it, and partners and the log see \
                it.

                  plomba recovery restore share-1.slip39 share-3.slip39
                  plomba recovery restore --set-aside       the passphrase is lost
                  plomba recovery restore --organisation group484.organisation \\
                      --fingerprint "$DIGITS"               nothing is left on this computer
                """)

        @Argument(help: "Files with one share each; without any you are asked for the words.")
        var shares: [String] = []

        @Option(help: "Whose place it is, where the mailbox has several members.")
        var member: String?

        @Flag(help: "Put keys that are here aside: their passphrase is lost.")
        var setAside = false

        @Option(help: "Your organisation's file, from a partner, when nothing is left here.")
        var organisation: String?

        @Option(help: "The 60 digits: from a share's page, or read out by a partner.")
        var fingerprint: String?

        @Option(help: "For how many days from now the record and the new keys are valid.")
        var validDays: Int = 365

        @OptionGroup var global: GlobalOptions

        func validate() throws {
            try ValidDays.check(validDays)
            guard (organisation == nil) == (fingerprint == nil) else {
                throw ValidationError("Give --organisation and --fingerprint together.")
            }
        }

        func run() async throws {
            // Before a home is made that could not be filled: the holders are in the room.
            let source = try (shares.isEmpty ? ShareSource.terminal : .files(shares)).checked()
            if let organisation, let fingerprint {
                _ = try HomeRebuilder.rebuild(
                    at: global.homePath(), organisation: organisation,
                    digits: ArgumentValue.digits(fingerprint))
            }
            let office = try global.office()
            let restored = try await office.restoreMailbox(
                source, member: member, settingAside: setAside, validDays: validDays)
            await RecordOutcomeSheet.tell(restored.outcome, office, global.format) { sheet in
                for mailbox in restored.mailboxes {
                    sheet.say("Restored", "\(mailbox), for \(restored.member)")
                }
                sheet.set("restored", .array(restored.mailboxes.map { .string($0) }))
                sheet.set("member", .string(restored.member))
                sheet.set("setAside", restored.setAside.map { .string($0) } ?? .null)
            }
            RecoverySheet.sayWhatNow(restored)
        }
    }
}

/// What the commands about shares say alike.
enum RecoverySheet {
    static func add(_ mailboxes: [String], to sheet: inout Sheet) {
        for mailbox in mailboxes { sheet.say("Mailbox", mailbox) }
        sheet.set("mailboxes", .array(mailboxes.map { .string($0) }))
    }

    static func sayWhatNow(_ restored: RestoredMailbox) {
        Notices.say("What was sealed to the mailbox opens here now.")
        if let folder = restored.setAside {
            Notices.say("The keys that were here lie in \(SafeText.shown(folder)).")
        }
        switch restored.outcome {
        case .waiting:
            Notices.say("The new keys count when the roots have signed: until then, only opening.")
        case .adopted where restored.hasNewRecoveryKey:
            Notices.say(
                """
                The recovery key that was put together is used up. Make shares of the new one now:
                  plomba recovery split --shares N --threshold M -o FOLDER
                """)
        case .adopted: break
        }
    }
}
