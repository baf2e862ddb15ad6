import Custody
import KeyDirectory
import Primitives

/// Who here may sign, and under which name.
extension OwnOrganisation {
    var reference: OrganisationReference {
        OrganisationReference(name: organisation.name, fingerprint: organisation.fingerprint)
    }

    /// - Throws: ``OwnRecordError`` when the record has expired or does not speak yet.
    func requireCurrent(at now: Timestamp) throws(OwnRecordError) {
        if organisation.isExpired(at: now) { throw .expired }
        if now < organisation.current.issuedTime { throw .notYetIssued }
    }

    /// Those that the member with this computer opens.
    func mailboxes(openedAt device: PublicKey?) -> [Mailbox] {
        let all = organisation.mailboxes
        guard let device,
            let member = organisation.current.devices.first(where: { $0.key == device })?.member
        else { return all }
        return all.filter { mailbox in mailbox.members.contains { $0.label == member } }
    }

    /// The member whose key this is.
    func member(_ key: PublicKey, at now: Timestamp) throws(OwnRecordError) -> Member {
        try requireCurrent(at: now)
        guard let member = organisation.member(signing: key.id, at: now) else {
            throw .memberKeyNotListed
        }
        return member
    }

    /// - Throws: when the record does not list this device as valid.
    func requireDevice(_ key: PublicKey, at now: Timestamp) throws(OwnRecordError) {
        try requireCurrent(at: now)
        guard organisation.device(key.id, at: now) != nil else { throw .deviceKeyNotListed }
    }
}

/// Why this organisation cannot sign at present.
package enum OwnRecordError: PlainFailure, Equatable {
    case expired
    case notYetIssued
    case memberKeyNotListed
    case deviceKeyNotListed
    /// The broker has a record of ours that was not made here.
    case madeElsewhere(version: Int)
    /// Two records of ours have one number, and the broker has the other one.
    case madeTwice(version: Int)
    /// The broker has a newer record, and does not know this computer any more.
    case notListedAnyMore
    /// What would be dropped is what the broker has answered with.
    case knownToOthers

    package var code: String {
        switch self {
        case .expired: "organisation.record-expired"
        case .notYetIssued: "organisation.record-not-yet-valid"
        case .memberKeyNotListed: "organisation.member-key-not-listed"
        case .deviceKeyNotListed: "organisation.device-key-not-listed"
        case .madeElsewhere: "organisation.record-made-elsewhere"
        case .madeTwice: "organisation.record-made-twice"
        case .notListedAnyMore: "organisation.computer-not-listed-any-more"
        case .knownToOthers: "organisation.record-known-to-others"
        }
    }

    package var message: String {
        switch self {
        case .expired: "the record of your own organisation has expired"
        case .notYetIssued: "the clock of this computer is before your organisation's record"
        case .memberKeyNotListed: "your organisation's record does not list your signing key"
        case .deviceKeyNotListed: "your organisation's record does not list this computer's key"
        case .madeElsewhere(let version):
            "the broker has a record \(version) of your own organisation that this computer does not know"
        case .madeTwice(let version):
            "record \(version) of your own organisation was made twice: here, and on another computer"
        case .notListedAnyMore:
            "the broker has a newer record of your own organisation, which does not list this computer"
        case .knownToOthers: "the broker has the record that was made here, so others have it too"
        }
    }

    package var hint: String? {
        switch self {
        case .expired: "check this computer's clock; if it is right, renew the record"
        case .notYetIssued:
            "set the clock of this computer; if it is right, it was wrong when the record was made: "
                + "'plomba organisation adopt --instead' drops what the broker has not taken"
        case .memberKeyNotListed, .deviceKeyNotListed: "ask your organisation's administrator"
        case .madeElsewhere:
            "ask those who hold your root keys: if one of them made it, 'plomba organisation adopt' "
                + "takes it over; if none did, the keys are in other hands, and your partners must "
                + "hear it from you today"
        case .madeTwice:
            "ask those who hold your root keys: if one of them made the other, 'plomba organisation "
                + "adopt --instead' takes it and drops the one from here; if none did, the keys are in "
                + "other hands, and your partners must hear it from you today"
        case .notListedAnyMore:
            "ask a colleague who made it, and for the file: plomba organisation adopt FILE"
        case .knownToOthers:
            "the file is the one to doubt: ask who made it, and tell your partners by telephone"
        }
    }
}
