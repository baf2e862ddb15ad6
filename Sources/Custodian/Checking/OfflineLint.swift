import Custody
import KeyDirectory
import Primitives
import Verification

/// The search for contradictions, without a network and without a secret key.
package enum OfflineLint {
    /// Examines every signed statement below these paths, all of them together.
    ///
    /// Without a home nobody is known: then signatures are verified by the keys that they carry.
    /// - Throws: `LintError`, `FileError`, `BundleError`, `CustodyError.tooLong`.
    package static func lint(
        _ paths: [String], home: Home?, clock: Clock
    ) throws -> LintSummary {
        let known = try home.map { home in
            StatusBuilder(
                directory: try Directory(home, at: clock.now),
                trust: try BrokerTrust.loadIfThere(home),
                expiry: try .pinned(home, now: clock.now))
        }
        let collection = try StatementCollection(paths, logs: known?.trust?.logKeys)
        var report = try Self.report(collection, known, known?.expiry ?? .unwitnessed)
        let unvouched = report.unwitnessedExpiries
        if let home, unvouched > 0, !collection.policies.isEmpty {
            // Who came later knows those who counted then by the folders alone.
            report = try Self.report(
                collection, known, .pinned(home, now: clock.now, and: collection.policies))
        }
        let all = report.contradictions + collection.unreadable
        return LintSummary(
            statements: report.statements, unknownSigners: report.unknownSigners,
            expiriesByOthers: unvouched - report.unwitnessedExpiries,
            findings: all.map { finding in
                LintSummary.Finding(
                    code: finding.code, message: finding.message, files: finding.exhibits)
            })
    }

    private static func report(
        _ collection: StatementCollection, _ known: StatusBuilder?, _ expiry: ExpiryPolicy
    ) throws -> LintReport {
        let linter = CustodyLinter(
            expiry: expiry,
            otherHome: { mailbox, first in
                otherHome(of: mailbox, than: first, known, collection.organisations)
            }, signer: { claim in known?.signer(claim) },
            actSigner: { issuer, time in known?.directory.signer(issuer, at: time) })
        return try linter.lint(collection.exhibits, acts: collection.acts)
    }

    /// By the record of whom a person here has confirmed, and what a folder adds to it; of others by the folders'.
    private static func otherHome(
        of mailbox: MailboxAddress, than first: BrokerIssuer, _ known: StatusBuilder?,
        _ found: [VerifiedOrganisation]
    ) -> Bool? {
        var keys: Set<KeyID> = [first.keyID]
        if let trust = known?.trust, trust.name == first.broker {
            keys.formUnion(trust.serviceKeys.map(\.key.id))
        }
        let ours = try? known?.directory.organisation(named: mailbox.organisation)
        let judges = found.filter { one in
            ours.map { $0.fingerprint == one.fingerprint } ?? (one.name == mailbox.organisation)
        }
        let all = judges + (ours.map { [$0] } ?? [])
        return all.isEmpty
            ? nil : all.contains { $0.hasHadHome(of: mailbox.local, besides: keys) }
    }
}

extension LintReport {
    /// Expiries whose time nobody vouches for who counts.
    fileprivate var unwitnessedExpiries: Int {
        contradictions.count {
            $0.code.utf8.elementsEqual(LintCode.expiryNotWitnessed.rawValue.utf8)
        }
    }
}

/// What was found, for a person.
package struct LintSummary: Sendable {
    package struct Finding: Sendable {
        package let code: String
        package let message: String
        /// The statements that contradict each other.
        package let files: [String]
    }

    package let statements: Int
    /// Statements for whose signer nobody here answers.
    package let unknownSigners: Int
    /// Expiries whose time only witnesses vouch for that a folder names, and nobody here has chosen.
    package let expiriesByOthers: Int
    package let findings: [Finding]

    /// 0 no contradiction, 2 some.
    package var exitStatus: Int32 { findings.isEmpty ? 0 : FailureStatus.failedVerification }
}
