package import Primitives

/// Finds every contradiction in a set of statements: the opposite of a chain, which stops at the
/// first. It looks at what is there and misses nothing that is not: gaps are no contradictions.
///
/// Signatures are verified, by the key of whoever answers for the signer; where nobody does, by the
/// key in the signature file, which shows only that the bytes are those that were signed.
///
/// - SeeAlso: Protocol/evidence.md, "Contradictions"
package struct CustodyLinter {
    /// Whether a record names another home for a mailbox than the broker that took something in for it; nil where
    /// there is no record to say so.
    package typealias OtherHome = (_ mailbox: MailboxAddress, _ first: BrokerIssuer) -> Bool?

    private let expiry: ExpiryPolicy
    private let otherHome: OtherHome
    private let signer: (SignerClaim) -> PublicKey?
    private let actSigner: (OrganisationIssuer, Timestamp) -> PublicKey?

    /// - Parameters:
    ///   - expiry: judges whether a delivery expired at its deadline or before.
    ///   - otherHome: answers from records of the recipients.
    ///   - signer: answers from a key directory; see `SignerClaim`.
    ///   - actSigner: the same for acts after receipt; see `CustodyActHistory`.
    package init(
        expiry: ExpiryPolicy, otherHome: @escaping OtherHome = { _, _ in nil },
        signer: @escaping (SignerClaim) -> PublicKey?,
        actSigner: @escaping (OrganisationIssuer, Timestamp) -> PublicKey? = { _, _ in nil }
    ) {
        (self.expiry, self.otherHome) = (expiry, otherHome)
        self.signer = signer
        self.actSigner = actSigner
    }

    /// Examines all of them together. The order in which they come is of no consequence.
    ///
    /// - Throws: `CustodyError.tooLong`.
    package func lint(
        _ exhibits: [Exhibit], acts: [FoundCustodyAct] = []
    ) throws(CustodyError) -> LintReport {
        guard max(exhibits.count, acts.count) <= StatementLimits.chainLength else {
            throw .tooLong(limit: StatementLimits.chainLength)
        }
        var found: [Contradiction] = []
        var statements: [SHA256Digest: LintedStatement] = [:]
        for exhibit in exhibits {
            do throws(LintedStatement.Failure) {
                let statement = try LintedStatement(exhibit, signer)
                statements[statement.digest] =
                    statements[statement.digest].map { $0.merged(with: statement) } ?? statement
                if let stray = LintedStatement.strayReason(exhibit) { found.append(stray) }
            } catch {
                found.append(error.contradiction)
            }
        }
        let book = LintBook(Array(statements.values), expiry, otherHome)
        let actLint = CustodyActLint(acts, among: book.statements, signer: actSigner)
        found += book.contradictions + actLint.contradictions
        return LintReport(
            contradictions: Set(found).sorted(by: Contradiction.precedes),
            statements: statements.count + actLint.statements,
            unknownSigners: statements.values.filter { !$0.isSignerKnown }.count
                + actLint.unknownSigners)
    }
}

/// What the linter found.
package struct LintReport: Equatable, Sendable {
    package let contradictions: [Contradiction]
    /// Different statements that hold by themselves.
    package let statements: Int
    /// Those of them for whose signer nobody answers.
    package let unknownSigners: Int
}

extension Contradiction {
    fileprivate static func precedes(_ first: Contradiction, _ second: Contradiction) -> Bool {
        let left = first.exhibits + [first.code, first.message]
        let right = second.exhibits + [second.code, second.message]
        return left.joined(separator: "\n").utf8.lexicographicallyPrecedes(
            right.joined(separator: "\n").utf8)
    }
}

extension LintedStatement {
    /// Why a statement does not hold by itself.
    struct Failure: Error {
        let contradiction: Contradiction
    }

    init(_ exhibit: Exhibit, _ signer: (SignerClaim) -> PublicKey?) throws(Failure) {
        let statement: Statement
        let content: any StatementPredicate
        do throws(StatementError) {
            statement = try Statement(parsing: exhibit.signed.json)
        } catch {
            throw Failure(contradiction: Contradiction(error, exhibit))
        }
        do throws(StatementError) {
            content = try statement.anyContent()
        } catch {
            throw Failure(
                contradiction: (statement.event.reasons.isEmpty
                    ? nil : Self.wrongReason(statement, exhibit)) ?? Contradiction(error, exhibit))
        }
        do throws(StatementError) {
            let (key, isKnown) = try exhibit.signed.verify(content, statement.mode, signer)
            if exhibit.signed.entry != nil { _ = try exhibit.signed.openingFile() }
            self.init(
                name: exhibit.name, event: statement.event, mode: statement.mode,
                digest: statement.digest, content: content, signer: key,
                places: exhibit.place.map { [$0] } ?? [], isSignerKnown: isKnown)
        } catch {
            throw Failure(contradiction: Contradiction(error, exhibit))
        }
    }

    /// The same statement, found twice.
    func merged(with other: LintedStatement) -> LintedStatement {
        let first = other.name.utf8.lexicographicallyPrecedes(name.utf8) ? other : self
        return LintedStatement(
            name: first.name, event: event, mode: mode, digest: digest, content: content,
            signer: signer, places: places.union(other.places),
            isSignerKnown: isSignerKnown || other.isSignerKnown)
    }

    /// A reason beside an event that gives none: readers pass over it, and people may not.
    fileprivate static func strayReason(_ exhibit: Exhibit) -> Contradiction? {
        guard let statement = try? Statement(parsing: exhibit.signed.json) else { return nil }
        return statement.event.reasons.isEmpty ? wrongReason(statement, exhibit) : nil
    }

    /// The one defect of form that is a contradiction in words: a reason that belongs elsewhere.
    private static func wrongReason(_ statement: Statement, _ exhibit: Exhibit) -> Contradiction? {
        guard case .string(let reason) = statement.predicate["reason"],
            !statement.event.reasons.contains(where: { $0.utf8.elementsEqual(reason.utf8) })
        else { return nil }
        guard let other = Event.giving(reason: reason) else {
            return Contradiction(
                .reasonUnknown,
                "this \(statement.event.rawValue) gives a reason that the specification does not have",
                exhibit)
        }
        return Contradiction(
            .reasonOfAnotherEvent,
            "this \(statement.event.rawValue) gives a reason that only a \(other.rawValue) may give",
            exhibit)
    }
}

extension SignedStatement {
    /// The key that signed, and whether somebody answers for it.
    fileprivate func verify<Content: StatementPredicate>(
        _ content: Content, _ mode: Mode, _ signer: (SignerClaim) -> PublicKey?
    ) throws(StatementError) -> (KeyID, isKnown: Bool) {
        let known = signer(try signerClaim(as: Content.self, mode: mode))
        let key = if let known { known } else { try carriedKey() }
        return (try verify(as: Content.self, mode: mode, by: key).signer.id, known != nil)
    }
}
