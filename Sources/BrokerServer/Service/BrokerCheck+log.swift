import Broker
import Primitives
import SystemPackage
import TransparencyLog
import WitnessClient

/// The log, also while a broker runs that only reads, and the witnesses in plain words.
extension BrokerCheck {
    /// What makes a broker stop signing when it starts, looked at from outside.
    ///
    /// Warnings: a broker that only reads is fit to run, and a unit that checks first must start it.
    mutating func checkLog(_ configuration: HomeConfiguration) {
        do {
            guard home.exists(configuration.dataPath),
                let key = try home.existingLogKey(configuration)
            else { return }
            let glance = try LogGlance(
                data: home.resolve(configuration.dataPath).string,
                checkpoints: home.resolve(BrokerSetup.checkpointsName).string, key: key)
            for fault in glance.faults {
                add(
                    .warning, "log",
                    "the broker only reads: \(fault.message)\(glance.words(fault)) [\(fault.code)]",
                    hint: fault.hint)
            }
            if let restoration = glance.restoration {
                tell(restoration, isWitnessed: configuration.witnesses != nil)
            }
            guard glance.faults.isEmpty else { return }
            add(
                .fine, "log",
                "\(glance.size) entries, and no fewer than were signed; the log key is \(key.text)")
            tellUnsigned(glance, isWitnessed: configuration.witnesses != nil)
        } catch let error as any PlainFailure {
            add(.fault, "log", error.message, hint: error.hint)
        } catch {
            add(.fault, "log", "the log cannot be read", hint: "look at the disk")
        }
    }

    /// A broker that runs and waits for no witness signs within a moment.
    private mutating func tellUnsigned(_ glance: LogGlance, isWitnessed: Bool) {
        guard isWitnessed, glance.size > glance.signed, glance.restoration == nil else { return }
        add(
            .warning, "unsigned",
            "\(glance.size - glance.signed) entries have no signature yet: the broker does not run, or waits for its witnesses",
            hint: "the witnesses that do not answer are named below")
    }

    private mutating func tell(_ restoration: Restoration, isWitnessed: Bool) {
        let what = "put back at \(restoration.time.text) with \(restoration.size) entries"
        if isWitnessed {
            add(
                .warning, "restored",
                "\(what); nothing new is signed until enough witnesses have told what they have seen"
            )
        } else {
            add(
                .warning, "restored", "\(what): \(LogFault.restored.message)",
                hint: LogFault.restored.hint)
        }
    }

    /// Those that do not cosign, of so many in the policy.
    mutating func tell(_ wrong: [WitnessStanding], of count: Int) {
        let ahead = wrong.filter { WitnessTrouble($0.code) == .clockAhead }.count
        for standing in wrong {
            let trouble = WitnessTrouble(standing.code)
            let since = standing.sinceTime.map { " since \($0.text)" } ?? ""
            let isOurClock = trouble == .clockAhead && ahead == count
            add(
                .warning, "witness",
                "\(standing.witness) \(trouble.verb)\(since): "
                    + "\(trouble.words) [\(standing.code ?? "")]",
                hint: isOurClock ? WitnessTrouble.ownClockHint : trouble.hint)
        }
    }
}

extension LogGlance {
    fileprivate func words(_ fault: LogFault) -> String {
        fault == .shorter ? " (\(size) of \(signed))" : ""
    }
}

/// Why a witness does not cosign, for who runs the broker.
enum WitnessTrouble: Equatable {
    case unreachable
    case clockAhead
    case behindWitnesses
    case refused
    case hasForgotten
    case wentBack
    case answer

    /// - Parameter code: as the broker recorded it.
    init(_ code: String?) {
        self =
            switch code {
            case WitnessFault.unreachable.code, WitnessFault.silent.code: .unreachable
            case WitnessFault.clockAhead(seconds: 0).code: .clockAhead
            case LogFault.behindWitnesses.code: .behindWitnesses
            case WitnessFault.refused(status: 0).code: .refused
            case WitnessCollector.forgotten: .hasForgotten
            case WitnessCollector.wentBack: .wentBack
            default: .answer
            }
    }

    var verb: String {
        switch self {
        case .hasForgotten: "has forgotten"
        case .wentBack: "had gone back"
        default: "does not cosign"
        }
    }

    var words: String {
        switch self {
        case .unreachable: "it cannot be reached, or does not answer in time"
        case .clockAhead:
            "this computer's clock is more than 5 minutes behind the time that it signs with"
        case .behindWitnesses: LogFault.behindWitnesses.message
        case .refused: "it refuses what it is sent"
        case .hasForgotten:
            "it had seen more of the log than it remembers, and is not taken at its word"
        case .wentBack: "it had seen more of the log than it remembered; it has learnt it again"
        case .answer: "its answers do not count"
        }
    }

    var hint: String? {
        switch self {
        case .unreachable:
            "ask the organisation that runs it. Cases go on while the broker runs; one that starts takes none before enough have told"
        case .clockAhead:
            "compare both clocks with another: set this one (timedatectl), or tell its organisation"
        case .behindWitnesses: LogFault.behindWitnesses.hint
        case .refused: "its organisation has to add this log: plomba witness add"
        case .hasForgotten:
            "ask its organisation. If the broker was not put back, and waits for this one alone: plombad log trust-witness"
        case .wentBack: "ask its organisation what became of it: it was put back, or runs twice"
        case .answer: "tell its organisation: it runs another key, or another program"
        }
    }

    /// When every witness is ahead.
    static let ownClockHint = "every witness is ahead: set this computer's clock (timedatectl)"
}
