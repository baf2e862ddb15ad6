package import Custody
package import Primitives

/// Who asks: a device of an admitted organisation, as its verified request signature shows.
package struct Caller: Hashable, Sendable {
    package let organisation: OrganisationReference
    package let device: KeyID
    /// The label of the member whose device it is.
    let member: String
    /// The organisation's row.
    let row: Int64
}
