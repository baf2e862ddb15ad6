import Primitives
import TransparencyLog
import Verification

/// What is told of the log and of the own cases.
extension Alarm {
    init(_ failure: any PlainFailure, about consignment: ConsignmentID?) {
        // These name the case themselves.
        let reason = (failure as? RefusedListError)?.reason ?? failure
        let isNamed = reason is NumberError || reason is RecordedLaneError
        let place = isNamed ? "" : consignment.map { "\($0.text): " } ?? ""
        self.init(
            failure.code, place + failure.message,
            hint: failure.hint ?? FailureStatus.hint(for: failure) ?? Self.tell,
            consignment: consignment, evidence: failure.evidencePath)
    }

    private static let tell = "tell your partners and the broker's operator"
    private static let stop = "send nothing more until it is explained; tell your partners"

    static func checkpointInvalid(_ failure: any PlainFailure) -> Alarm {
        Alarm(
            "watch.checkpoint-invalid",
            "the checkpoint of its log that the broker shows does not hold: "
                + "\(failure.message) (\(failure.code))", hint: stop)
    }

    static func logRefused(_ failure: any PlainFailure) -> Alarm {
        Alarm(
            "watch.log-refused", "the broker does not show its log: \(failure.message)",
            hint: stop)
    }

    static func wentBack(from known: UInt64, to shown: UInt64) -> Alarm {
        Alarm(
            "watch.log-went-back",
            "the broker's log has \(shown) entries, and had \(known) when it was last seen here",
            hint: stop)
    }

    static let notWitnessed = Alarm(
        "watch.not-witnessed",
        "the broker shows no state of its log that enough of your witnesses have signed, with your own "
            + "organisation's where it runs one",
        hint: "ask the witnesses' organisations what they see; until then its log is its own word")

    static func frozen(since time: Timestamp) -> Alarm {
        Alarm(
            "watch.frozen",
            "no newer state of the broker's log than that of \(time.text) is shown to be witnessed",
            hint: "ask the witnesses' organisations whether they see a newer one; \(tell)")
    }

    static func behind(_ witness: VerifierKey, shown: UInt64, seen: UInt64) -> Alarm {
        Alarm(
            "watch.behind-witnesses",
            "\(SafeText.shown(witness.name.text)) has seen \(seen) entries in the broker's log, and "
                + "the broker shows \(shown)",
            hint: stop)
    }

    static func witnessWentBack(_ witness: VerifierKey, from: UInt64, to: UInt64) -> Alarm {
        Alarm(
            "watch.witness-went-back",
            "\(SafeText.shown(witness.name.text)) has signed \(from) entries of the broker's log, and "
                + "later only \(to): it has forgotten, and could be led to sign a second history",
            hint: "tell its organisation: an old copy was put back, or its key is used twice; "
                + "until it has a new name and a new key, choose your witnesses without it")
    }

    static func receiptNotWitnessed(_ consignment: ConsignmentID) -> Alarm {
        Alarm(
            "watch.receipt-not-witnessed",
            "\(consignment.text): no witnesses have signed a state of the log with its receipt",
            hint: "ask the broker's operator; the receipt is still the broker's signed word",
            consignment: consignment)
    }

    static func depositMissing(_ consignment: ConsignmentID, _ statements: [String]) -> Alarm {
        Alarm(
            "watch.deposit-missing",
            "\(consignment.text): not in the log that the broker shows now, though it was: "
                + statements.joined(separator: ", "),
            hint: stop + "; 'plomba evidence \(consignment.text) -o FOLDER' proves that it was",
            consignment: consignment)
    }

    static func depositForgotten(_ consignment: ConsignmentID?) -> Alarm {
        let name = consignment?.text ?? "a case"
        return Alarm(
            "watch.deposit-missing",
            "\(name): the broker has given its receipt and says now that it knows of no such case",
            hint: stop, consignment: consignment)
    }

    static func notConsigned(_ consignment: ConsignmentID, _ mailbox: MailboxAddress) -> Alarm {
        Alarm(
            "watch.not-consigned",
            "\(consignment.text): the broker does not show that it lies in the mailbox "
                + mailbox.text,
            hint: "ask \(mailbox.organisation.text) by another way whether it came",
            consignment: consignment)
    }

    static func noEnd(
        _ consignment: ConsignmentID, _ mailbox: MailboxAddress, _ deadline: Timestamp
    ) -> Alarm {
        Alarm(
            "watch.no-end",
            "\(consignment.text): its time for \(mailbox.text) was over at \(deadline.text), and the "
                + "broker shows neither an answer nor that it expired",
            hint: "ask \(mailbox.organisation.text) by another way whether it came",
            consignment: consignment)
    }
}
