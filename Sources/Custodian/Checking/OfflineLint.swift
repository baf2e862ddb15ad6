import Custody
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
        let collection = try StatementCollection(paths, log: known?.trust?.logKey)
        let linter = CustodyLinter(
            expiry: known?.expiry ?? .unwitnessed, signer: { claim in known?.signer(claim) },
            actSigner: { issuer, time in known?.directory.signer(issuer, at: time) })
        let report = try linter.lint(collection.exhibits, acts: collection.acts)
        let all = report.contradictions + collection.unreadable
        return LintSummary(
            statements: report.statements, unknownSigners: report.unknownSigners,
            findings: all.map { finding in
                LintSummary.Finding(
                    code: finding.code, message: finding.message, files: finding.exhibits)
            })
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
    package let findings: [Finding]

    /// 0 no contradiction, 2 some.
    package var exitStatus: Int32 { findings.isEmpty ? 0 : FailureStatus.failedVerification }
}
