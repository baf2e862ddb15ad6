package import Custody
import KeyDirectory
package import Primitives
import TransparencyLog

/// The checks of an evidence folder, in their order. (`Protocol/receipt.md`, "Checks")
///
/// Offline, without a secret key. What fails is a value.
package struct EvidenceVerification {
    let folder: EvidenceFolder
    /// Who answers for signers, with what the folder adds.
    package let known: KnownParties
    let mode: Mode
    package private(set) var checks: [Check] = []
    /// What a person should read beside the checks.
    package private(set) var notes: [String] = []
    /// The deposit, as far as its text can be read.
    package private(set) var deposit: DepositStatement?
    /// When the broker had it, by its receipt, if that holds and the broker is known here.
    package private(set) var receivedTime: Timestamp?
    /// By when it was deposited, where that is not left to the broker.
    package private(set) var depositDate: DepositDate
    /// When each statement existed at the latest, by its path, as far as others vouch for it.
    package private(set) var bounds: [String: Timestamp] = [:]
    package private(set) var isInLog = false
    /// Stage (b): enough of the witnesses that were chosen here have signed.
    package private(set) var isWitnessed = false

    /// Only policies that the folder brings along vouch for the time of an expiry, or nobody for a failure.
    private var isEndOpen = false

    package var verdict: Verdict {
        Verdict(profile: .receipt, checks: checks, requiring: isEndOpen ? [.custodyChain] : [])
    }
    /// The outer statement that all of it is about.
    package var statement: SignedStatement { folder.deposit.signed }

    package init(_ folder: EvidenceFolder, known: KnownParties) {
        self.folder = folder
        depositDate = DepositDate(bound: nil, known: known)
        var known = known
        // What cannot be read fails as itself below.
        mode = known.mode ?? (try? Statement(parsing: folder.deposit.signed.json).mode) ?? .live
        deposit = try? folder.deposit.signed.unverified(as: DepositStatement.self, mode: mode)
        if !folder.organisations.isEmpty || !folder.signers.isEmpty {
            var outcome = known.take(folder, mode: mode)
            if let place = folder.misplaced {
                let failure = EvidenceFolderError.otherName(place)
                outcome = .failed(Check.Reason(code: failure.code, message: failure.message))
            }
            checks.append(
                Check(
                    .keysRecords, "the organisations' records hold, back to their fingerprints",
                    outcome))
        }
        if let shown = folder.broker, known.broker?.keys.name != shown.name {
            known.broker = (shown, isConfirmed: false)
        }
        self.known = known
        run()
    }

    private mutating func run() {
        let (receipt, time) = receiptChecks()
        let statement = folder.deposit.signed
        checks.append(
            Check(
                .outerEntry, "the opening file belongs to the outer statement",
                Self.outcome {
                    _ = try statement.openingFile()
                    return .passed
                }))
        let signature = Check(
            .outerSignature, "a valid device of the sending organisation signed the statement",
            signature(of: statement, depositTime: time))
        let dated = dates()
        bounds = dated.bounds
        depositDate = DepositDate(bound: dated.bounds[folder.deposit.path], known: known)
        let bound = depositDate.bound ?? time
        let standing = deposit.flatMap {
            known.standing(of: statement, by: $0.sender, mode, at: bound)
        }
        checks.append(signature.requiringDate(depositDate.leavesOpen(standing, at: known.now)))
        checks += receipt
        checkChain(depositTime: time, bounds: dated.bounds)
        checks += dated.checks
    }

    /// The log, who has witnessed it, and when everything existed at the latest.
    private mutating func dates() -> (checks: [Check], bounds: [String: Timestamp]) {
        let (inclusion, log) = logInclusion()
        let (witnessed, tokens) = (
            "enough witnesses have seen the log as it is shown here",
            "an authority outside vouches for the time"
        )
        guard let log else {
            return (
                [
                    inclusion, Check(.logWitnesses, witnessed, .notChecked(.logNotShown)),
                    Check(.timeToken, tokens, .notChecked(.noToken)),
                ], [:]
            )
        }
        let witnesses = WitnessCheck(folder, known: known, logs: log)
        let time = TimeCheck(folder, known: known, witnesses: witnesses)
        isWitnessed = isInLog && witnesses.outcome == .passed
        notes += witnesses.notes + time.notes
        return (
            [
                inclusion, Check(.logWitnesses, witnessed, witnesses.outcome),
                Check(.timeToken, tokens, time.outcome),
            ], time.bounds
        )
    }

    private static func outcome(_ body: () throws -> Check.Outcome) -> Check.Outcome {
        do {
            return try body()
        } catch let failure as any PlainFailure {
            return .failed(Check.Reason(code: failure.code, message: failure.message))
        } catch {
            return .failed(.unreadable)
        }
    }

    /// The broker's answer comes first in time: it says when the sender's key had to count.
    private mutating func receiptChecks() -> ([Check], Timestamp?) {
        let sentences: [(CheckCode, String)] = [
            (.receiptEntry, "the opening file belongs to the broker's receipt"),
            (.receiptSignature, "the broker signed the receipt"),
            (.receiptDeposit, "the receipt is for exactly this statement"),
        ]
        guard let answer = folder.answer?.signed else {
            return (sentences.map { Check($0, $1, .notChecked(.noReceipt)) }, nil)
        }
        let evidence = Self.submission(answer, mode: mode)
        let outcomes = [
            Self.outcome {
                _ = try answer.openingFile()
                return .passed
            },
            signature(of: answer, depositTime: nil),
            evidence.map(agreement) ?? .failed(.otherDeposit),
        ]
        let holds = outcomes.allSatisfy {
            if case .failed = $0 { false } else { true }
        }
        if outcomes.allSatisfy({ $0 == .passed }) { receivedTime = evidence?.receivedTime }
        let checks = zip(sentences, outcomes).map { Check($0.0, $0.1, $1) }
        return (checks, holds ? evidence?.receivedTime : nil)
    }

    private static func submission(_ answer: SignedStatement, mode: Mode) -> SubmissionEvidence? {
        // Whichever of the two it is; what is neither is told by the signature's check.
        (try? answer.unverified(as: SubmissionAcceptance.self, mode: mode))?.evidence
            ?? (try? answer.unverified(as: SubmissionRejection.self, mode: mode))?.evidence
    }

    private func agreement(_ evidence: SubmissionEvidence) -> Check.Outcome {
        guard let deposit, evidence.deposit == folder.deposit.signed.digest,
            evidence.consignment == deposit.consignment, evidence.sender == deposit.sender,
            evidence.mailboxes == deposit.mailboxes
        else { return .failed(.otherDeposit) }
        let isAcceptance = folder.answer?.signed.claimedEvent == .submissionAcceptance
        guard !isAcceptance || evidence.receivedTime < deposit.deadline else {
            return .failed(.receivedLate)
        }
        return .passed
    }

    private func signature(
        of statement: SignedStatement, depositTime: Timestamp?
    ) -> Check.Outcome {
        var answers: [SignerAnswer] = []
        return Self.outcome {
            let link = try statement.link(mode: mode) { claim in
                let answer = known.answer(claim, depositTime: depositTime)
                answers.append(answer)
                return answer.key
            }
            if link == nil, !answers.contains(.stranger) { return .failed(.keyDoesNotCount) }
            return known.outcome(answers)
        }
    }

    /// Every statement as one story, each signed by a key that counted then.
    private mutating func checkChain(
        depositTime: Timestamp?, bounds: [String: Timestamp]
    ) {
        let statements = folder.statements.map(\.signed)
        var answers: [SignerAnswer] = []
        var isOpen = false
        var outcome = Self.outcome {
            try requireNames()
            try requirePast()
            let hops = try hops()
            do {
                isOpen = try !isWitnessedChain(statements, depositTime, &answers)
                try requireTimely(bounds)
                if isOpen { return .notChecked(.policyUnconfirmed) }
            } catch CustodyError.signerUnknown where answers.contains(.stranger) {
                return .notChecked(known.unconfirmed(answers))
            }
            let outcome = known.outcome(answers)
            return outcome == .passed ? hops : outcome
        }
        let isUnseen = hasUnseenFailure(bounds)
        isEndOpen = isOpen || isUnseen
        let standings = KeyNotes(
            folder.statements, known: known, mode: mode, bounds: bounds,
            deposit: depositDate)
        notes += standings.notes + clockNotes(bounds)
        if known.pinned?.policy.quorum != nil {
            notes += folder.unwitnessedExpiries(mode: mode)
        }
        if outcome == .passed, standings.hasUndatedAct { outcome = .notChecked(.actNotShown) }
        if outcome == .passed, isUnseen { outcome = .notChecked(.endNotShown) }
        checks.append(
            Check(
                .custodyChain,
                "the statements tell one story, each signed by a key that counted then", outcome))
    }

    /// - Returns: false where only policies of the folder vouch for the time of an expiry: that is neither
    ///   shown nor wrong.
    private func isWitnessedChain(
        _ statements: [SignedStatement], _ depositTime: Timestamp?,
        _ answers: inout [SignerAnswer]
    ) throws -> Bool {
        let offered = folder.broker?.policy?.offered ?? []
        for (others, isChosen) in [([], true), (offered, false)] {
            do {
                let chain = try UnverifiedCustodyChain(statements).verify(
                    mode: mode,
                    expiry: .by(
                        known.pinned, now: known.now, and: others, after: known.moments)
                ) { claim in
                    let answer = known.answer(claim, depositTime: depositTime)
                    answers.append(answer)
                    return answer.key
                }
                try requirePlaces(chain)
                try requireHops(chain)
                return isChosen
            } catch CustodyError.expiryNotWitnessed where isChosen && !offered.isEmpty {}
        }
        return false
    }

    /// - Returns: the key of the log, where the proofs hold as far as they are here.
    private mutating func logInclusion() -> (Check, LogKeys?) {
        let sentence = "every statement is in the broker's log"
        // Another broker's log says nothing about these statements.
        let claim = folder.answer?.signed.anySignerClaim(mode: mode)
        guard let (broker, isConfirmed) = known.broker,
            let log = known.shownLogs ?? broker.logKeys,
            claim.map({ $0.party == .broker(broker.name) }) ?? true
        else { return (Check(.logInclusion, sentence, .notChecked(.logUnknown)), nil) }
        let proofs = LogProofs(folder, logs: log, commitment: deposit?.sealedCommitment)
        var outcome = Self.outcome { try proofs.outcome() }
        isInLog = outcome == .passed
        if outcome == .passed, !isConfirmed {
            outcome = .notChecked(.brokerUnconfirmed(broker.name))
            isInLog = false
        }
        if outcome == .passed, known.shownLogs != nil {
            outcome = .notChecked(.logSucceeded)
            isInLog = false
        }
        if case .failed = outcome { return (Check(.logInclusion, sentence, outcome), nil) }
        return (Check(.logInclusion, sentence, outcome), log)
    }
}
