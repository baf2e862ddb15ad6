import ArgumentParser
import Custodian
import Primitives
import Screen
import Verification

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what has happened to a case, step by step.",
        discussion: """
            Every step that is shown is a statement whose signature was checked.

              plomba status 8d5519fed2e1
            """)

    @OptionGroup var delivery: DeliveryOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let office = try global.office()
        let status = try await office.status(delivery.prefix(), mailbox: delivery.address())
        let word = try office.witnesses(of: status.consignment)
        let consent = try office.consent(ArgumentValue.consignment(status.consignment.text))
        let parties = Set(status.lanes.map(\.mailbox.organisation) + [status.sender])
        let confirmations = try office.confirmations(of: parties)
        switch global.format {
        case .text:
            Stream.output.write(
                StatusText.text(status) + StatusText.witnesses(word)
                    + (consent.isEmpty ? "" : ConsentText.text(consent)))
        case .json:
            Stream.output.write(
                StatusText.json(status, word, consent, confirmations).serializedForScreen())
        }
        PartnerSheet.notices(confirmations)
        ConsentText.notices(consent)
        if !status.unreadable.isEmpty {
            Notices.say(UnreadableText.sentence(status.consignment, status.unreadable))
        }
        if let failure = status.contradiction {
            Notices.say("plomba: \(failure.message) [\(failure.code)]")
            if let hint = FailureStatus.hint(for: failure) { Notices.say("  " + hint) }
            throw EndWithStatus(status: FailureStatus.of(failure))
        }
    }
}

/// A consignment's history as it is shown.
///
/// ```
/// Consignment 8d5519fed2e11a65e130c83bf9f92788 from vasaprava.ba
/// To intake@group484.rs, answer wanted by 2026-12-08T01:00:00Z
///   [x] sealed              2026-11-24T00:29:19Z  vasaprava.ba
///   [x] safe at the broker  2026-11-24T00:29:21Z  broker.example
///   [ ] seen
/// ```
enum StatusText {
    private static let usual: [LaneStatus.Step] = [.sealed, .safe, .seen, .fetched]

    static func text(_ status: ConsignmentStatus) -> String {
        var text = "Consignment \(status.consignment.text) from \(status.sender.text)\n"
        for lane in status.lanes {
            let deadline = lane.deadline.map { ", answer wanted by " + $0.text } ?? ""
            text += "To \(lane.mailbox.text)\(deadline)\n"
            for step in steps(of: lane, status) { text += line(step, lane) }
            text += "  State: " + state(of: lane) + "\n"
            if let reason = lane.disposalReason {
                text += "      destroyed because: \(SafeText.shown(reason))\n"
            }
            if let reason = lane.reason { text += "      reason: \(SafeText.shown(reason))\n" }
            text += byHand(lane)
        }
        return text + carriage(of: status)
    }

    /// What is signed all the same, and stands in no log.
    private static func byHand(_ lane: LaneStatus) -> String {
        guard !lane.byHand.isEmpty else { return "" }
        return "  Handed over by hand, not in the broker's log:\n"
            + lane.byHand.map { tick in
                "      " + TextColumn.padded(tick.step.rawValue, to: 23) + tick.time.text + "  "
                    + SafeText.shown(tick.who) + "\n"
            }.joined()
    }

    private static func carriage(of status: ConsignmentStatus) -> String {
        switch status.carriage {
        case .exported(let time):
            "It was put on a stick or in a folder, first at \(time.text). No broker is known to have it: there is no "
                + "receipt and no log entry.\n"
        case .imported:
            "It came by hand. No broker is known to have it: there is no receipt and no log entry.\n"
        case .none where status.isOurs && !status.isWanted:
            "It has not left this computer: nobody has asked to send it.\n"
        case .none: ""
        }
    }

    /// A line of its own: it is said of the receipt, not of one mailbox.
    static func witnesses(_ word: WitnessedWord?) -> String {
        word.map { "The broker's log: \($0.sentence)\n" } ?? ""
    }

    static func json(
        _ status: ConsignmentStatus, _ word: WitnessedWord?, _ consent: [ConsentStanding],
        _ confirmations: [PartnerConfirmation]
    ) -> JSONValue {
        .object([
            JSONMember("consignment", .string(status.consignment.text)),
            JSONMember("sender", .string(status.sender.text)),
            JSONMember("fresh", .bool(status.isFresh)),
            JSONMember("contradiction", status.contradiction.map { .string($0.code) } ?? .null),
            JSONMember(
                "evidence",
                status.contradiction?.evidencePath.map { .string($0) } ?? .null),
            JSONMember("log", word.map { .string($0.sentence) } ?? .null),
            JSONMember("stage", word.map { .string($0.stage) } ?? .null),
            JSONMember("unreadable", .array(status.unreadable.map { .string($0.text) })),
            JSONMember("byHand", .bool(status.carriage != .none)),
            JSONMember("lanes", .array(status.lanes.map(json))),
            JSONMember("consent", .array(consent.map(ConsentText.json))),
            JSONMember("partners", PartnerSheet.json(confirmations)),
        ])
    }

    private static func steps(
        of lane: LaneStatus, _ status: ConsignmentStatus
    ) -> [LaneStatus.Step] {
        let disposed = [LaneStatus.Step.disposed].filter { lane.tick($0) != nil }
        // Where everything but the own disposal is gone, nothing else can be shown.
        if lane.ticks.allSatisfy({ $0.step == .disposed }) { return disposed }
        let hops: [LaneStatus.Step] = [
            .relayed, .outcomeUnknown, .relayRefused, .notDelivered,
        ]
        let hop = hops.filter { lane.tick($0) != nil }
        if hop == [.relayRefused] || hop == [.notDelivered] { return [.sealed, .safe] + hop }
        let first = usual.filter { status.isOurs || $0 != .sealed }
            .flatMap { $0 == .safe ? [$0] + hop : [$0] }
        let given = [LaneStatus.Step.refused, .skipped].filter { lane.tick($0) != nil }
        if !given.isEmpty { return [.sealed] + given }
        let ends: [LaneStatus.Step] = [.declined, .withdrawn, .expired]
        return first + [ends.first { lane.tick($0) != nil } ?? .accepted] + disposed
    }

    /// `acknowledged`; `sent; withdrawn, not yet recorded`.
    private static func state(of lane: LaneStatus) -> String {
        let waiting = lane.unrecorded.map { "; " + $0 + ", not yet recorded" }.joined()
        let witness = lane.isExpiryUnwitnessed ? " (unwitnessed: the broker says so)" : ""
        return lane.referral + witness + waiting
    }

    private static func line(_ step: LaneStatus.Step, _ lane: LaneStatus) -> String {
        guard let tick = lane.tick(step) else { return "  [ ] \(step.rawValue)\n" }
        let width = max(23, step.rawValue.utf8.count + 2)
        return "  [x] " + TextColumn.padded(step.rawValue, to: width) + tick.time.text + "  "
            + SafeText.shown(tick.who) + "\n"
    }

    private static func json(_ lane: LaneStatus) -> JSONValue {
        .object([
            JSONMember("mailbox", .string(lane.mailbox.text)),
            JSONMember("deadline", lane.deadline.map { .string($0.text) } ?? .null),
            JSONMember("state", lane.latest.map { .string(word($0)) } ?? .null),
            JSONMember("referral", .string(lane.referral)),
            JSONMember("unrecorded", .array(lane.unrecorded.map { .string($0) })),
            JSONMember("reason", lane.reason.map { .string($0) } ?? .null),
            JSONMember("disposalReason", lane.disposalReason.map { .string($0) } ?? .null),
            JSONMember("steps", .array(lane.ticks.map(json))),
            JSONMember("byHand", .array(lane.byHand.map(json))),
        ])
    }

    private static func json(_ tick: LaneStatus.Tick) -> JSONValue {
        .object([
            JSONMember("step", .string(word(tick.step))),
            JSONMember("time", .string(tick.time.text)),
            JSONMember("who", .string(tick.who)),
        ])
    }

    /// One word for programs.
    private static func word(_ step: LaneStatus.Step) -> String {
        switch step {
        case .safe: "safe"
        case .refused: "refused"
        case .relayed: "relayed"
        case .relayRefused: "relay-refused"
        case .outcomeUnknown: "outcome-unknown"
        case .notDelivered: "not-delivered"
        case .skipped: "given-up"
        case .disposed: "disposed"
        default: step.rawValue
        }
    }
}
