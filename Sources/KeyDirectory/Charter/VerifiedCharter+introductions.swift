package import Primitives

/// What a charter tells somebody who already knows some organisations.
package struct Introductions: Hashable, Sendable {
    /// Organisations that were not known.
    package let new: [CharteredOrganisation]
    /// Names that the charter gives another fingerprint than the one that was compared by voice.
    /// The known one stays; this is an alarm.
    package let contradicted: [CharteredOrganisation]
    /// Names that are known and that the charter does not list, or no longer.
    package let unlisted: [OrganisationName]
}

extension VerifiedHistory where Record == CharterRecord {
    /// Holds the newest charter against the fingerprints that were compared out of band.
    package func introductions(
        knowing known: [OrganisationName: Fingerprint]
    ) -> Introductions {
        let listed = Set(current.organisations.map(\.name))
        return Introductions(
            new: current.organisations.filter { known[$0.name] == nil },
            contradicted: current.organisations.filter { organisation in
                known[organisation.name].map { $0 != organisation.fingerprint } ?? false
            },
            unlisted: known.keys.filter { !listed.contains($0) }.sorted { $0.text < $1.text })
    }
}
