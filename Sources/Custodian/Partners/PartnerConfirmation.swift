import KeyDirectory
package import Primitives

/// Which of two sides has compared the other's digits, as far as it is known here.
package struct PartnerConfirmation: Sendable, Equatable {
    package enum Side: String, Sendable {
        case both
        case us
        case them
        case nobody
    }

    package let name: OrganisationName
    package let fingerprint: Fingerprint
    package let side: Side

    init(_ partner: OrganisationSummary, _ standing: PartnerStanding, answeredTime: Timestamp?) {
        (name, fingerprint) = (partner.name, partner.fingerprint)
        side =
            switch (standing.isConfirmed, answeredTime != nil) {
            case (true, true): .both
            case (true, false): .us
            case (false, true): .them
            case (false, false): .nobody
            }
    }

    /// Which side has not; nil once both have.
    package var sentence: String? {
        switch side {
        case .both: nil
        case .us:
            "\(name.text) is unconfirmed on their side: they have not read their answer to you"
        case .them:
            "\(name.text) is unconfirmed here: they have confirmed you, and nobody here has compared their digits"
        case .nobody:
            "\(name.text) is unconfirmed: only the charter says that this is its fingerprint"
        }
    }

    /// What to do about it; nil once both have confirmed.
    package var hint: String? {
        switch side {
        case .both: nil
        case .us:
            "call them: read them 'plomba partner answer \(name.text)', and type theirs: plomba partner answered \(name.text) DIGITS"
        case .them, .nobody:
            "let them read it to you: plomba partner add FILE --fingerprint DIGITS"
        }
    }
}

extension Office {
    /// The digits that are read to a partner whom a person here has confirmed.
    ///
    /// - Throws: ``PartnerError/notConfirmed(_:)``, ``PartnerError/unknown(_:)``.
    package func answer(to name: OrganisationName) throws -> AnswerDigits {
        let partner = try PartnerBook(home).partner(named: name, at: clock.now)
        guard partner.standing.isConfirmed else { throw PartnerError.notConfirmed(name) }
        return AnswerDigits(
            of: try OwnOrganisation(home).organisation.fingerprint,
            to: partner.summary.fingerprint)
    }

    /// Keeps that a partner has confirmed this organisation, by the answer that it read out.
    ///
    /// - Throws: ``PartnerError/otherAnswer(_:)``, ``PartnerError/ownAnswer(_:)``, ``PartnerError/unknown(_:)``.
    package func takeAnswer(
        _ digits: AnswerDigits, of name: OrganisationName
    ) throws -> PartnerConfirmation {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let book = PartnerBook(home)
        let partner = try book.partner(named: name, at: clock.now)
        let own = try OwnOrganisation(home).organisation.fingerprint
        let theirs = partner.summary.fingerprint
        guard digits == AnswerDigits(of: theirs, to: own) else {
            let isOurs = digits == AnswerDigits(of: own, to: theirs)
            throw isOurs ? PartnerError.ownAnswer(name) : PartnerError.otherAnswer(name)
        }
        try book.setAnswered(clock.now, by: name, at: clock.now)
        return PartnerConfirmation(partner.summary, partner.standing, answeredTime: clock.now)
    }

    /// Who of these and this organisation has confirmed the other; those who are no partners are left out.
    package func confirmations(of names: Set<OrganisationName>) throws -> [PartnerConfirmation] {
        try PartnerBook(home).all(at: clock.now).map(\.confirmation).filter {
            names.contains($0.name)
        }
    }
}
