import Custodian
import Primitives
import Screen

/// What a person has to hear of a `sync` beside its sheet.
enum SyncNotices {
    static func tell(_ report: SyncReport) {
        ConsentText.notices(report.consent)
        for (consignment, mailboxes) in report.unreadable {
            Notices.say(UnreadableText.sentence(consignment, mailboxes))
        }
        for (consignment, failure) in report.problems { say(consignment.text, failure) }
        for (name, failure) in report.recordProblems { say("the records of \(name.text)", failure) }
        if let failure = report.charterProblem {
            say("the charter that the broker hands out", failure)
        }
        for failure in report.watch?.problems ?? [] { say("the broker's log", failure) }
        if let failure = report.interruption {
            Notices.say("plomba: not all was done: \(failure.message) [\(failure.code)]")
        }
    }

    private static func say(_ subject: String, _ failure: any PlainFailure) {
        Notices.say("plomba: \(subject): \(failure.message) [\(failure.code)]")
        if let hint = failure.hint { Notices.say("  " + hint) }
    }
}
