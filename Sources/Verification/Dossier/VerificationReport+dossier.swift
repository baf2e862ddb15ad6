package import Custody
package import Primitives

extension VerificationReport {
    /// A dossier: its own checks, and those of the case in it.
    ///
    /// - Parameter differences: files that are not what SHA256SUMS lists.
    package init(dossier checks: [Check], _ differences: [String], _ inner: VerificationReport) {
        subject = .dossier
        lines = checks.map(Line.init) + inner.lines
        profile = inner.profile
        let hasFailed = checks.contains { if case .failed = $0.outcome { true } else { false } }
        isPositive = inner.isPositive && !hasFailed
        (sender, consignment, original) = (inner.sender, inner.consignment, inner.original)
        self.differences = differences + inner.differences
        hint = hasFailed ? Self.onceMore : inner.hint
        isSignerUnknown = inner.isSignerUnknown && !hasFailed
        (isInLog, isWitnessed, notes) = (inner.isInLog, inner.isWitnessed, inner.notes)
    }

    /// A file that could not be read as a dossier, or whose case could not be.
    package init(dossier failure: any PlainFailure) {
        subject = .dossier
        profile = VerificationProfile.folder.rawValue
        isPositive = false
        lines = [
            Line(
                Check(
                    .dossierEncoding, "the file has the one canonical form of a dossier",
                    .failed(Check.Reason(code: failure.code, message: failure.message))))
        ]
        hint = Self.onceMore
        (sender, consignment, differences, isSignerUnknown) = (nil, nil, [], false)
        original = nil
    }

    private static let onceMore = "do not rely on it; get it once more from who gave it to you"
}
