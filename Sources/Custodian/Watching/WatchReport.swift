import BrokerAPI
import BrokerClient
package import Primitives
import PrivateFiles
package import TransparencyLog
import Verification

/// Something that speaks against the broker, or against a partner, in one plain sentence.
package struct Alarm: Sendable, Equatable {
    /// Stable, such as `watch.frozen`.
    package let code: String
    package let message: String
    /// What to do about it.
    package let hint: String
    /// The case that it is about.
    package let consignment: ConsignmentID?
    /// The file that shows it to others, where there is one.
    package let evidence: String?

    init(
        _ code: String, _ message: String, hint: String, consignment: ConsignmentID? = nil,
        evidence: String? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.consignment = consignment
        self.evidence = evidence
    }
}

extension Alarm {
    /// Those that a wrong clock of this computer raises against an honest broker.
    private static let timed: Set = [
        "watch.frozen", "watch.not-witnessed", "watch.receipt-not-witnessed", "watch.no-end",
        "recorded.expiry-ahead", "custody.expiry-early", "send.receipt-ahead",
    ]

    fileprivate func withClock(_ secondsAhead: Int64) -> Alarm {
        guard Self.timed.contains(code) else { return self }
        return Alarm(
            code, message, hint: BrokerSession.clockSentence(secondsAhead) + "; " + hint,
            consignment: consignment, evidence: evidence)
    }
}

/// What `watch` found.
package struct WatchReport: Sendable {
    package internal(set) var broker: String
    package internal(set) var log: VerifierKey?
    /// The newest checkpoint that the broker shows.
    package internal(set) var newest: VerifiedCheckpoint?
    package internal(set) var witnessed: WitnessedCheckpoint?
    /// When a whole quorum had last signed.
    package internal(set) var witnessedTime: Timestamp?
    /// Witnesses that showed what they have seen, all of it one history with ours.
    package internal(set) var agreeing = 0
    /// Proofs of receipts that now stand under a cosigned checkpoint.
    package internal(set) var proven = 0
    /// Own statements that were found in the tree of the newest checkpoint.
    package internal(set) var included = 0
    /// Entries of the log that were read for whose records there are.
    package internal(set) var recordsRead: UInt64 = 0
    /// Listed deliveries that were not held against the broker's signature yet.
    package internal(set) var unchecked = 0
    /// By how much the clock of this computer is ahead of the broker's; nil where it was not asked.
    package internal(set) var secondsAhead: Int64?
    package private(set) var alarms: [Alarm] = []
    /// What had to be looked at and could not.
    package private(set) var unknown: [Finding] = []
    /// What a person should know, and is no alarm.
    package private(set) var remarks: [Finding] = []

    init(broker: String) {
        self.broker = broker
    }

    /// 2: there is an alarm; 1: something could not be looked at; 0: neither.
    package var exitStatus: Int32 {
        if !alarms.isEmpty { return FailureStatus.failedVerification }
        return unknown.isEmpty ? 0 : FailureStatus.couldNotBeDone
    }

    /// What rests on the time says by how much the clocks differ: a person can tell a wrong own clock.
    mutating func raise(_ alarm: Alarm) {
        let alarm = secondsAhead.map { alarm.withClock($0) } ?? alarm
        if !alarms.contains(alarm) { alarms.append(alarm) }
    }

    /// Something was found that is told, whatever happens then.
    var hasFindings: Bool { !alarms.isEmpty || !unknown.isEmpty }

    mutating func note(unknown finding: Finding) {
        if !unknown.contains(finding) { unknown.append(finding) }
    }

    mutating func remark(_ finding: Finding) {
        if !remarks.contains(finding) { remarks.append(finding) }
    }

    /// Sorts a failure: what the broker showed and does not hold is an alarm; what it did not let us
    /// look at is unknown.
    ///
    /// - Throws: the failure, when it is not about the broker: it is away, or our own disk failed.
    mutating func take(_ failure: any PlainFailure, about consignment: ConsignmentID?) throws {
        switch failure {
        case is FileError, is HomeError, is OwnRecordError: throw failure
        case let error as BrokerClientError where error.isOffline: throw error
        case BrokerClientError.otherKey: raise(Alarm(failure, about: consignment))
        case let error as BrokerClientError where error.problem == .unknownDeposit:
            raise(.depositForgotten(consignment))
        case is BrokerClientError: note(unknown: Finding(failure))
        default: raise(Alarm(failure, about: consignment))
        }
    }
}
