/// What was done with a copy after it was received. (`Protocol/custody-acts.md`)
///
/// Past-tense words, as CASE has them; each is compared as bytes.
package enum CustodyActKind: String, CaseIterable, Sendable {
    case received
    case stored
    case moved
    case accessed
    case copied
    case workingCopyMade = "working_copy_made"
    case redacted
    case translated
    case transcribed
    case examined
    case exported
    case disclosed
    case labelled
    case photographed
    case sealChecked = "seal_checked"
    case unsealed
    case resealed
    case holdPlaced = "hold_placed"
    case holdLifted = "hold_lifted"
    case handedOver = "handed_over"
    case returned
    case destroyed
    case corrected

    /// Somebody got it, or gave it, and has to be named.
    var needsRecipient: Bool { self == .disclosed || isHandover }
    var needsGiver: Bool { self == .received }
    /// It lies somewhere else now.
    var needsLocation: Bool { self == .stored || self == .moved }
    var needsSealCondition: Bool { self == .sealChecked || self == .unsealed }
    var needsWitness: Bool { self == .destroyed }

    /// Whether somebody else has the thing itself from then on.
    package var isHandover: Bool { self == .handedOver || self == .returned }

    /// Whether the act leaves a new file, whose digest is written down.
    package var makesCopy: Bool {
        [.copied, .workingCopyMade, .redacted, .translated, .transcribed].contains(self)
    }

    /// Whether it may name new files.
    var allowsResults: Bool { makesCopy || [.examined, .exported, .photographed].contains(self) }
}

/// How an act went. (UCO: `Success`, `Fail`, and `Error` of an act that was done in part.)
package enum CustodyActOutcome: String, CaseIterable, Sendable {
    case ok
    case failed
    case partial
}
