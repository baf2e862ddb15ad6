package import Custody
package import Primitives

/// What a bundle carries of material that was sealed before.
package struct CarriedOriginal: Sendable {
    package enum Kind: String, Sendable {
        /// Some of the files that were sealed; what else there was is not shown.
        case disclosed
        /// All files, accepted and passed on by whoever received them.
        case transferred
    }

    package let kind: Kind
    /// Who sealed first, as the first seal says.
    package let sender: OrganisationReference
    package let consignment: ConsignmentID
    /// The signer's own word on when.
    package let sealedTime: Timestamp
    /// The files of the original that are here.
    package let files: Int
    /// Every handing-on, in order.
    package let transfers: [TransferStatement]
    /// Why nothing is proven about it, for a person; nil when everything held.
    package let doubt: Check.Reason?

    package var isVerified: Bool { doubt == nil }
}
