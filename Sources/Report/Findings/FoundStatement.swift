package import Custody
package import Primitives

/// One signed statement as it was found, and what is known of its signature.
package struct FoundStatement: Sendable {
    package enum Standing: Hashable, Sendable {
        /// By a key of somebody who was confirmed here.
        case confirmed
        /// By a key that only the material vouches for.
        case offered
        /// By a key that is not listed, or did not count at that time.
        case notCounting
        /// By somebody whom nobody here knows.
        case stranger
        /// The signature or the text does not hold.
        case broken
    }

    /// When a key counts.
    package struct KeyPeriod: Hashable, Sendable {
        let from: Timestamp
        let until: Timestamp
        /// Revoked, or ended already.
        let isRevoked: Bool

        package init(from: Timestamp, until: Timestamp, isRevoked: Bool) {
            (self.from, self.until, self.isRevoked) = (from, until, isRevoked)
        }
    }

    /// Its path in the material, without an ending.
    package var path: String
    package var digest: SHA256Digest
    /// Nil of an act after receipt, and where the text cannot be read as a statement.
    package var event: Event?
    /// Null where it cannot be read.
    package var predicate: JSONValue
    /// To whose delivery it belongs, in an evidence folder; nil of what is about all of them.
    package var mailbox: MailboxAddress?
    /// An organisation's or a broker's name.
    package var party: String?
    /// The organisation whose key it is; nil of a broker.
    package var organisation: OrganisationReference?
    package var isBroker: Bool
    /// The role label of the member or device.
    package var role: String?
    package var keyID: KeyID?
    package var period: KeyPeriod?
    /// When it says that it was made; of a broker's receipt, when the broker had the deposit.
    package var time: Timestamp?
    /// By when it existed, by others than its signer.
    package var bound: Timestamp?
    package var previous: SHA256Digest?
    package var standing: Standing
    /// Of an act after receipt, whose words are these and no member of another statement.
    package var isAct: Bool
    /// Its number among the acts of the copy, which its file has too; also of one that does not hold.
    package var actNumber: Int?

    package init(path: String, digest: SHA256Digest, standing: Standing) {
        (self.path, self.digest, self.standing) = (path, digest, standing)
        (event, predicate) = (nil, .null)
        (party, organisation, role, keyID, period) = (nil, nil, nil, nil, nil)
        (time, bound, previous) = (nil, nil, nil)
        mailbox = nil
        (isBroker, isAct, actNumber) = (false, false, nil)
    }

    /// Whether its signature is by a key that counted.
    var holds: Bool { standing == .confirmed || standing == .offered }
}
