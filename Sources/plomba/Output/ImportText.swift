import Custodian
import Primitives
import Screen

/// What an import found, a few lines for each folder on the stick.
///
/// ```
/// 3f9c1e5a7b20  case 8d5519fed2e1 from vasaprava.ba to intake@group484.rs
///               pieces 1-3 of 3 are here; no broker has it yet: no receipt, no log entry
/// 77b0a3d4c1f2  for somebody else
/// ```
enum ImportText {
    private static let indent = String(repeating: " ", count: 14)

    static func text(_ parcel: ImportedParcel) -> String {
        let lines =
            switch parcel.outcome {
            case .arrived(let arrived): lines(arrived)
            case .answered(let answered): lines(answered)
            case .ours: ["exported from here"]
            case .forSomebodyElse: ["for somebody else"]
            case .refused(let failure): ["left out: \(failure.message) [\(failure.code)]"]
            }
        let name = String(parcel.folder.prefix(12)) + "  "
        return lines.enumerated().map { place, line in
            (place == 0 ? name : indent) + SafeText.sentence(line) + "\n"
        }.joined()
    }

    private static func lines(_ arrived: ArrivedCase) -> [String] {
        let mailboxes = arrived.mailboxes.map(\.text).joined(separator: ", ")
        var lines = [
            "case \(arrived.consignment.text.prefix(12)) from \(arrived.sender.text) to \(mailboxes)"
                + (arrived.isNew ? "" : ", known already")
        ]
        if arrived.isCalledBack { lines.append("its sender has called it back, by hand") }
        if arrived.isDealtWith {
            lines.append("it was opened or decided here before; its content was not taken again")
        } else if arrived.pieces > 0 {
            lines.append(content(arrived))
        }
        if !arrived.damaged.isEmpty {
            lines.append("damaged, left out: pieces \(arrived.damaged.joined(separator: ", "))")
        }
        if !arrived.isAtBroker {
            lines.append("no broker is known to have it: no receipt, no log entry")
        }
        if arrived.pieces > 0, arrived.missing.isEmpty, !arrived.isDealtWith {
            lines.append("next: plomba preview \(arrived.consignment.text.prefix(12))")
        }
        return lines
    }

    private static func content(_ arrived: ArrivedCase) -> String {
        let size = ByteText.short(arrived.payloadSize)
        guard !arrived.missing.isEmpty else {
            return "all \(arrived.pieces) pieces are here (\(size), \(arrived.taken) taken now)"
        }
        return "pieces \(arrived.missing.joined(separator: ", ")) of \(arrived.pieces) are missing "
            + "(\(size), \(arrived.taken) taken now)"
    }

    private static func lines(_ answered: AnsweredCase) -> [String] {
        var lines = ["answers to your case \(answered.consignment.text.prefix(12))"]
        for answer in answered.new {
            lines.append(
                "\(answer.step.rawValue) \(answer.time.text), by \(answer.who) for \(answer.mailbox.text): "
                    + "handed over by hand, in no log")
        }
        if answered.new.isEmpty { lines.append("nothing that was not known") }
        if answered.isReceiptLost {
            lines.append(
                "the broker has the case, by a receipt that is not here: run 'plomba sync'")
        }
        return lines
    }

    static func json(_ parcel: ImportedParcel) -> JSONValue {
        let members: [JSONMember] =
            switch parcel.outcome {
            case .arrived(let arrived): json(arrived)
            case .answered(let answered): json(answered)
            case .ours: [JSONMember("outcome", .string("ours"))]
            case .forSomebodyElse: [JSONMember("outcome", .string("for-somebody-else"))]
            case .refused(let failure):
                [
                    JSONMember("outcome", .string("refused")),
                    JSONMember("code", .string(failure.code)),
                    JSONMember("message", .string(failure.message)),
                ]
            }
        return .object([JSONMember("folder", .string(parcel.folder))] + members)
    }

    private static func json(_ arrived: ArrivedCase) -> [JSONMember] {
        [
            JSONMember("outcome", .string("case")),
            JSONMember("consignment", .string(arrived.consignment.text)),
            JSONMember("sender", .string(arrived.sender.text)),
            JSONMember("mailboxes", .array(arrived.mailboxes.map { .string($0.text) })),
            JSONMember("deadline", .string(arrived.deadline.text)),
            JSONMember("payloadSize", .integer(Int64(clamping: arrived.payloadSize))),
            JSONMember("new", .bool(arrived.isNew)),
            JSONMember("atBroker", .bool(arrived.isAtBroker)),
            JSONMember("dealtWith", .bool(arrived.isDealtWith)),
            JSONMember("calledBack", .bool(arrived.isCalledBack)),
            JSONMember("pieces", .integer(Int64(arrived.pieces))),
            JSONMember("taken", .integer(Int64(arrived.taken))),
            JSONMember("missing", .array(arrived.missing.map { .string($0) })),
            JSONMember("damaged", .array(arrived.damaged.map { .string($0) })),
        ]
    }

    private static func json(_ answered: AnsweredCase) -> [JSONMember] {
        [
            JSONMember("outcome", .string("answers")),
            JSONMember("consignment", .string(answered.consignment.text)),
            JSONMember("known", .integer(Int64(answered.known))),
            JSONMember("receiptLost", .bool(answered.isReceiptLost)),
            JSONMember(
                "new",
                .array(
                    answered.new.map { answer in
                        .object([
                            JSONMember("mailbox", .string(answer.mailbox.text)),
                            JSONMember("event", .string(answer.event)),
                            JSONMember("who", .string(answer.who)),
                            JSONMember("time", .string(answer.time.text)),
                        ])
                    })),
        ]
    }
}
