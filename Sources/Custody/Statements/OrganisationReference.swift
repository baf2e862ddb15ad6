package import Primitives

/// An organisation as statements name it: a name to read and a fingerprint to rely on.
///
/// ```
/// {"name": "group484.rs", "fingerprint": "<64 hex>"}
/// ```
package struct OrganisationReference: Hashable, Sendable {
    package let name: OrganisationName
    package let fingerprint: Fingerprint

    package init(name: OrganisationName, fingerprint: Fingerprint) {
        self.name = name
        self.fingerprint = fingerprint
    }
}

/// Who issued a statement: an organisation's key.
///
/// ```
/// {"organisation": {"name": ..., "fingerprint": ...}, "keyId": "SHA256:..."}
/// ```
package struct OrganisationIssuer: Hashable, Sendable {
    package let organisation: OrganisationReference
    package let keyID: KeyID

    package init(organisation: OrganisationReference, keyID: KeyID) {
        self.organisation = organisation
        self.keyID = keyID
    }
}

/// Who issued a statement: a broker's service key.
///
/// ```
/// {"broker": "broker.example.org", "keyId": "SHA256:..."}
/// ```
package struct BrokerIssuer: Hashable, Sendable {
    package let broker: OrganisationName
    package let keyID: KeyID

    package init(broker: OrganisationName, keyID: KeyID) {
        self.broker = broker
        self.keyID = keyID
    }
}
