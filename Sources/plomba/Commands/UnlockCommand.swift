import ArgumentParser
import Custodian
import Primitives
import Screen

struct UnlockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Ask for your passphrase once, and not again for a while.",
        discussion: """
            Your keys stay in a background process of this computer, in memory that is not written \
            to the disk. They are locked when they were not used for the time given, after eight \
            hours in any case, when you close this terminal window, and by 'plomba lock'. Never \
            leave the computer alone while they are unlocked.

              plomba unlock
              plomba unlock --for 1h
              plomba unlock --status
            """)

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "Lock after this time without use: like 90s, 15m or 2h, at most 8h.",
            valueName: "time"))
    var idle: IdleTime = .usual

    @Flag(help: "Only say until when keys are unlocked.")
    var status = false

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let office = try global.office()
        guard status else {
            let unlocked = try office.unlock(idleSeconds: idle.seconds)
            UnlockedSheet.make(unlocked).write(global.format)
            Notices.say(
                "Closing this terminal window locks them too, and so does: plomba lock")
            return
        }
        UnlockedSheet.make(try office.unlockedKeys()).write(global.format)
    }
}

struct LockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Lock your keys now: the next command asks for the passphrase again.",
        discussion: "  plomba lock")

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let wasUnlocked = try global.office().lockKeys()
        var sheet = Sheet()
        sheet.add("Keys", "locked", name: "keys")
        if !wasUnlocked { sheet.say("They were not unlocked.") }
        sheet.set("wasUnlocked", .bool(wasUnlocked))
        sheet.write(global.format)
    }
}

/// Unlocked keys as they are shown.
enum UnlockedSheet {
    static func make(_ unlocked: UnlockedKeys?) -> Sheet {
        var sheet = Sheet()
        guard let unlocked else {
            sheet.add("Keys", "locked", name: "keys")
            return sheet
        }
        sheet.add("Keys", "unlocked", name: "keys")
        sheet.add("Until, without use", unlocked.idleEnd.text, name: "idleEnd")
        sheet.add("Until, at most", unlocked.end.text, name: "end")
        sheet.say("Process", String(unlocked.process))
        sheet.set("process", .integer(unlocked.process))
        return sheet
    }
}

/// A time without use, as people write it: `90s`, `15m`, `2h`.
struct IdleTime: ExpressibleByArgument {
    static let usual = IdleTime(seconds: UInt32(AgentLimits.usualIdleSeconds))
    private static let secondsPerUnit: [Character: UInt32] = ["s": 1, "m": 60, "h": 3600]

    let seconds: UInt32

    private init(seconds: UInt32) { self.seconds = seconds }

    init?(argument: String) {
        guard let unit = argument.last.flatMap({ Self.secondsPerUnit[$0] }),
            argument.dropLast().utf8.allSatisfy({
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }),
            let count = UInt32(argument.dropLast())
        else { return nil }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
        let allowed = UInt32(AgentLimits.shortestIdleSeconds)...UInt32(AgentLimits.longestSeconds)
        guard !overflow, allowed.contains(seconds) else { return nil }
        self.seconds = seconds
    }

    var defaultValueDescription: String { "15m" }
}
