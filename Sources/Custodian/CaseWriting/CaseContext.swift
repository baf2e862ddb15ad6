import BagIt
package import EvidenceBundle
import KeyDirectory
package import Primitives

/// What is known before the first question: who asks, when, and whom they work with.
package struct CaseContext: Sendable {
    package let now: Timestamp
    package let localTime: LocalTime
    let mode: Mode
    /// Nil on a computer without a home.
    let own: OrganisationName?
    let partners: [ConsentScope.Recipient]
    /// What goes along, in the order in which a bag lists it.
    let files: [CaseFileName]

    /// - Parameter paths: files and folders that are to be described; none where none are.
    /// - Throws: ``HomeError``, `PayloadError`.
    package init(_ home: Home?, files paths: [String], clock: Clock) throws {
        let now = clock.now
        self.now = now
        localTime = LocalTime(ofThisComputerAt: now)
        files =
            paths.isEmpty
            ? []
            : try PayloadSource(paths: paths).items.map { item in
                CaseFileName(
                    stored: String(
                        decoding: item.path.bytes.dropFirst("data/".utf8.count), as: UTF8.self))
            }
        guard let home else {
            (mode, own, partners) = (.live, nil, [])
            return
        }
        let organisation = try OwnOrganisation(home).organisation
        (mode, own) = (organisation.mode, organisation.name)
        partners = try PartnerBook(home).all(at: now).map {
            ConsentScope.Recipient(name: $0.summary.name, kind: $0.kind)
        }
    }

    /// For tests, and for who asks on behalf of others.
    package init(
        now: Timestamp, localTime: LocalTime, mode: Mode, own: OrganisationName?,
        partners: [ConsentScope.Recipient], files: [String]
    ) {
        (self.now, self.localTime, self.mode) = (now, localTime, mode)
        (self.own, self.partners) = (own, partners)
        self.files = files.map(CaseFileName.init)
    }

    /// Noon of a later day, or so many hours from now, on the hour.
    func later(days: Int64) -> String {
        let day = 24 * 3600 as Int64
        let midnight = now.secondsSinceEpoch - now.secondsSinceEpoch % day
        return Timestamp(secondsSinceEpoch: midnight + days * day + day / 2)?.text ?? now.text
    }

    func later(hours: Int64) -> String {
        let hour = now.secondsSinceEpoch - now.secondsSinceEpoch % 3600
        return Timestamp(secondsSinceEpoch: hour + hours * 3600)?.text ?? now.text
    }
}
