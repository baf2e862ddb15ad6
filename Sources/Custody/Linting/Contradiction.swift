/// One thing in a set of statements that cannot all be true, or that nobody may say.
package struct Contradiction: Hashable, Sendable {
    /// `lint.` and a fact, or the code of a statement that fails by itself.
    package let code: String
    /// One plain sentence.
    package let message: String
    /// The names under which the statements came, in the order in which the sentence needs them.
    package let exhibits: [String]

    init(_ code: LintCode, _ message: String, _ exhibits: [LintedStatement]) {
        self.code = code.rawValue
        self.message = message
        self.exhibits = exhibits.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    init(_ code: LintCode, _ message: String, _ exhibit: Exhibit) {
        self.code = code.rawValue
        self.message = message
        exhibits = [exhibit.name]
    }

    init(_ code: ActLintCode, _ message: String, _ names: [String]) {
        self.code = code.rawValue
        self.message = message
        exhibits = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    init(_ error: StatementError, _ exhibit: Exhibit) {
        self.init(error, in: exhibit.name)
    }

    /// What stands under `name` is no statement at all.
    package init(_ error: StatementError, in name: String) {
        code = error.code
        message = error.message
        exhibits = [name]
    }
}

/// The stable codes of the linter.
///
/// - SeeAlso: Protocol/evidence.md, "Contradictions"
package enum LintCode: String, CaseIterable, Sendable {
    case modesMixed = "lint.modes-mixed"
    case nameOfTwo = "lint.name-of-two-organisations"
    case fingerprintOfTwo = "lint.fingerprint-of-two-names"
    case reasonOfAnotherEvent = "lint.reason-of-another-event"
    case reasonUnknown = "lint.reason-unknown"
    case duplicateIdentifier = "lint.duplicate-identifier"
    case secondSeal = "lint.second-seal"
    case streamNumberTwice = "lint.stream-number-twice"
    case skippedAndDelivered = "lint.skipped-and-delivered"
    case mailboxNumberTwice = "lint.mailbox-number-twice"
    case secondReceipt = "lint.second-receipt"
    case acceptedAndRefused = "lint.accepted-and-refused"
    case secondConsignment = "lint.second-consignment"
    case receivedAfterDeadline = "lint.received-after-deadline"
    case disagreesWithDeposit = "lint.disagrees-with-deposit"
    case mailboxNotAddressed = "lint.mailbox-not-addressed"
    case previousOfAnotherLane = "lint.previous-of-another-lane"
    case saidTwice = "lint.said-twice"
    case signerContradictsItself = "lint.signer-contradicts-itself"
    case twoEnds = "lint.two-ends"
    case recordedTwice = "lint.recorded-at-two-places"
    case beforePredecessor = "lint.recorded-before-its-predecessor"
    case afterEnd = "lint.after-end"
    case afterRefusal = "lint.after-refusal"
    case relayedAndFailed = "lint.relayed-and-failed"
    case notRelayed = "lint.not-relayed"
    case brokerOfTwoNames = "lint.broker-of-two-names"
    case brokerWithoutReceipt = "lint.broker-without-receipt"
    case relayFailureEarly = "lint.relay-failure-early"
    case expiryEarly = "lint.expiry-early"
    case expiryNotWitnessed = "lint.expiry-not-witnessed"
    case expiredAfterDecision = "lint.expired-after-decision"
    case transferWithoutAcceptance = "lint.transfer-without-acceptance"
    case transferDisagrees = "lint.transfer-disagrees"
    case transferTwice = "lint.transfer-twice"
    case disposalBeforeEnd = "lint.disposal-before-end"
    case afterDisposal = "lint.after-disposal"
    case consentAnswersAnother = "lint.consent-answers-another"
    case consentUnerased = "lint.consent-unerased"
    case consentErasedAndPassedOn = "lint.consent-erased-and-passed-on"
}

/// Those of acts after receipt.
///
/// - SeeAlso: Protocol/custody-acts.md, "Contradictions"
package enum ActLintCode: String, CaseIterable, Sendable {
    case fork = "lint.act-fork"
    case outOfOrder = "lint.act-out-of-order"
    case byAnother = "lint.act-by-another"
    case disagreesWithSeal = "lint.act-disagrees-with-seal"
}
