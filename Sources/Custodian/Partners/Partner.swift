import KeyDirectory
package import Primitives

/// An organisation whose fingerprint a person here has confirmed.
package struct Partner: Sendable {
    let organisation: VerifiedOrganisation
    package let summary: OrganisationSummary
    package let confirmedTime: Timestamp

    init(_ organisation: VerifiedOrganisation, confirmedTime: Timestamp, at now: Timestamp) {
        self.organisation = organisation
        self.confirmedTime = confirmedTime
        summary = OrganisationSummary(organisation, at: now)
    }
}
