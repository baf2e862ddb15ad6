import Custody
import Primitives
import SystemPackage
import TransparencyLog

/// What is told of mailboxes and streams, and what could not be looked at.
extension Alarm {
    static func deliveryInvalid(
        _ mailbox: MailboxAddress, _ number: Int64, _ failure: any PlainFailure
    ) -> Alarm {
        Alarm(
            "watch.delivery-invalid",
            "delivery \(number) in \(mailbox.text) is not what the broker says: \(failure.message) "
                + "(\(failure.code))",
            hint: "do not rely on it; tell your partners and the broker's operator")
    }

    init(_ failure: InboxError, in item: InboxItem) {
        self.init(
            "watch.identifier-reused", failure.message + ", from \(item.sender.text)",
            hint: failure.hint ?? "rely on neither", consignment: item.consignment)
    }

    static func mailboxGap(_ mailbox: MailboxAddress, _ missing: [ClosedRange<Int64>]) -> Alarm {
        let numbers = missing.map(NumberSet.text).joined(separator: ", ")
        return Alarm(
            "watch.mailbox-gap",
            "the broker does not list what it put into \(mailbox.text) under the numbers \(numbers)",
            hint: "ask your partners by another way what they sent, and the broker's operator why")
    }

    static func listDisordered(_ mailbox: MailboxAddress) -> Alarm {
        Alarm(
            "watch.list-disordered",
            "the broker's list of \(mailbox.text) goes back, so it may leave something out",
            hint: "ask your partners by another way what they sent, and the broker's operator why")
    }

    /// One for what is missing, one for what came though it was given up.
    static func of(_ gap: StreamGap) -> [Alarm] {
        var alarms: [Alarm] = []
        if !gap.missing.isEmpty {
            alarms.append(
                Alarm(
                    "watch.stream-gap",
                    "from a computer of \(gap.sender.text) to \(gap.mailbox.text) the numbers "
                        + "\(gap.missing.joined(separator: ", ")) did not come, though later ones did",
                    hint: "ask \(gap.sender.text) by another way what they sent"))
        }
        if !gap.contradicted.isEmpty {
            alarms.append(
                Alarm(
                    "watch.stream-contradicted",
                    "a computer of \(gap.sender.text) gave the numbers "
                        + "\(gap.contradicted.joined(separator: ", ")) up, and they came to "
                        + gap.mailbox.text,
                    hint: "ask \(gap.sender.text) by another way which of both is true"))
        }
        return alarms
    }
}

extension WatchReport {
    mutating func raise(contentsOf alarms: [Alarm]) {
        for alarm in alarms { raise(alarm) }
    }
}

extension Finding {
    static let noLog = Finding(
        "watch.no-log", "the broker keeps no log, so nothing shows what it drops or changes",
        hint: "ask its operator for a version that keeps one")
    static let noWitnesses = Finding(
        "watch.no-witnesses",
        "nobody's signature shows how new the log is: no witnesses were chosen for this broker",
        hint: "choose them: plomba broker witnesses POLICY")
    static let noQuorum = Finding(
        "watch.no-quorum", "not witnessed: the policy asks for no witness",
        hint: "agree with your partners on witnesses")

    /// - Parameter failure: why; nil for a list of more pages than are read.
    static func listUnfinished(
        _ mailbox: MailboxAddress, _ failure: (any PlainFailure)?
    ) -> Finding {
        let reason = failure.map { ": \($0.message) (\($0.code))" } ?? ""
        return Finding(
            "watch.list-unfinished",
            "the list of \(mailbox.text) was not read to its end, so nothing shows what it leaves out"
                + reason,
            hint: failure?.hint ?? "ask the broker's operator to remove what has ended long ago")
    }

    static func unanswered(_ pair: UnansweredPairs.Pair) -> Finding {
        Finding(
            "watch.unexplained",
            "the broker has not answered whether its log of \(pair.found.second.size) entries continues "
                + "that of \(pair.found.first.size), which you have seen before; both are kept in "
                + SafeText.shown(pair.file.string),
            hint: "run it again; until it is explained, send nothing that can wait")
    }

    static func witnessIsOld(_ key: VerifierKey, _ checkpoint: VerifiedCheckpoint) -> Finding {
        let time = checkpoint.cosignatures.map(\.time).max()?.text ?? "an unknown time"
        return Finding(
            "watch.witness-old",
            "\(SafeText.shown(key.name.text)) shows a state of the log that it has signed at \(time), which "
                + "says nothing of now",
            hint:
                "ask its organisation whether its witness is well: somebody may show you an old answer"
        )
    }

    static func streamsUnwatched(_ count: Int) -> Finding {
        Finding(
            "watch.streams-unwatched",
            "the numbers of \(count) computers of your partners are not watched: more than "
                + "\(StreamWatch.maximumStreams) have sent to your mailboxes",
            hint:
                "what they left out shows only in the numbers of the mailbox; tell whoever looks after "
                + "this program")
    }

    static func outOfTime(_ part: String) -> Finding {
        Finding(
            "watch.out-of-time", "the time was over before all of \(part) was looked at",
            hint: "run it again; if it stays so, ask the broker's operator why it is so slow")
    }

    static func casesLeft(_ count: Int) -> Finding {
        Finding(
            "watch.cases-left", "\(count) of your cases were not looked at wholly",
            hint:
                "run it again when no other plomba is at work here; if it stays so, ask the "
                + "broker's operator why it is so slow")
    }

    static func notReached(_ part: String) -> Finding {
        Finding(
            "watch.not-reached", "not all of \(part) was looked at: the broker fell silent",
            hint: "run it again when the connection is back")
    }

    static func witness(_ key: VerifierKey, _ fault: any PlainFailure) -> Finding {
        Finding(
            fault.code, "\(SafeText.shown(key.name.text)): \(fault.message)",
            hint: "tell its organisation; the others count all the same")
    }

    static func witnessSeesNothing(_ key: VerifierKey) -> Finding {
        Finding(
            "watch.witness-sees-nothing",
            "\(SafeText.shown(key.name.text)) has signed no state of this log",
            hint: "tell its organisation: plomba witness add")
    }
}
