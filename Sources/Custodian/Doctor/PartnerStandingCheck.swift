import Primitives

/// Partners whose digits nobody here has compared, and those for whom nothing is sealed now.
struct PartnerStandingCheck {
    func findings(_ partner: Partner) -> [Finding] {
        [unconfirmed(partner), partner.held.map { Finding($0) }].compactMap { $0 }
    }

    private func unconfirmed(_ partner: Partner) -> Finding? {
        let confirmation = partner.confirmation
        if confirmation.side == .us, let sentence = confirmation.sentence {
            return Finding("partner.unanswered", sentence, hint: confirmation.hint ?? "")
        }
        guard !partner.standing.isConfirmed else { return nil }
        let name = partner.summary.name.text
        return Finding(
            "partner.unconfirmed",
            "\(name) is unconfirmed: the charter introduced it, and nobody here has compared its digits",
            hint: "let them read it to you: plomba partner add FILE --fingerprint DIGITS")
    }
}
