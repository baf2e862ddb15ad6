import Age
import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage

/// Makes the home of a new colleague, of a further computer, or of a member whose keys are lost: the
/// organisation's records, keys of its own, and the request that hands their public halves over.
///
/// As for an organisation, there is a whole home or none.
package struct MemberApplicant: Sendable {
    private let path: FilePath
    private let clock: Clock
    private let locker: KeyLocker
    private let passphrases: PassphraseSource

    package init(
        path: String, clock: Clock, locker: KeyLocker, passphrases: PassphraseSource
    ) {
        self.path = FilePath(path)
        self.clock = clock
        self.locker = locker
        self.passphrases = passphrases
    }

    /// - Parameters:
    ///   - file: the organisation's file, as a colleague exported it.
    ///   - digits: its fingerprint, as a colleague read it out.
    ///   - output: the request, for the office.
    package func apply(
        _ application: MemberApplication, to file: String, digits: FingerprintDigits,
        output: String
    ) throws -> RequestSummary {
        guard try isFree() else { throw HomeError.alreadyThere(path) }
        guard !PrivateFolder.isThere(FilePath(output)) else {
            throw FileError.alreadyThere(FilePath(output))
        }
        let organisation = try verified(file, digits)
        let ask = application.keysFolder == nil ? "New passphrase for " : "Passphrase of "
        let passphrase =
            try application.keysFolder == nil
            ? passphrases.newPassphrase(ask + organisation.name.text)
            : passphrases.passphrase(ask + organisation.name.text)
        let parent = path.removingLastComponent()
        if !parent.isEmpty { try PrivateFolder.makeAll(parent) }
        var summary: RequestSummary?
        try PrivateFolder.stage(path) { staged in
            let home = Home(at: staged)
            for folder in [home.organisation, home.keys, home.partners, home.outbox, home.inbox] {
                try PrivateFolder.make(folder)
            }
            for (index, record) in organisation.records.enumerated() {
                try OwnOrganisation.store(record, version: index + 1, in: home.organisation)
            }
            let made = try keys(application, organisation, KeyRing(home), passphrase)
            try home.writeMarker()
            try PrivateFile.write(made.file, to: home.memberRequest)
            try OutsideFile.create(made.file, at: output)
            summary = made.summary
        }
        guard let summary else { preconditionFailure("a home was made without being filled") }
        return summary
    }

    private func isFree() throws -> Bool {
        guard PrivateFolder.isThere(path) else { return true }
        return try PrivateFolder.names(in: path).isEmpty
    }

    private func verified(
        _ file: String, _ digits: FingerprintDigits
    ) throws -> VerifiedOrganisation {
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let history = try UnverifiedOrganisation(OrganisationFile(parsing: bytes))
        guard history.fingerprint.matches(digits) else { throw MemberError.otherFingerprint }
        let organisation = try history.verify(
            fingerprint: history.fingerprint, mode: history.mode)
        try organisation.requireCurrent(at: clock.now)
        try organisation.requireIssued(by: clock.now)
        return organisation
    }

    /// Fills the ring and signs the request, which is judged here before anybody is troubled with it.
    private func keys(
        _ application: MemberApplication, _ organisation: VerifiedOrganisation, _ ring: KeyRing,
        _ passphrase: borrowing SecretBytes
    ) throws -> (file: [UInt8], summary: RequestSummary) {
        let device = try SigningKey()
        let person =
            if let folder = application.keysFolder {
                try copiedKeys(from: folder, organisation, ring, passphrase)
            } else {
                try newKeys(application, organisation, ring, passphrase)
            }
        let request = try application.request(
            to: organisation, signing: person.signing.publicKey, recipient: person.recipient,
            device: device.publicKey, at: clock.now)
        try organisation.judge(request, at: clock.now)
        try ring.storeDevice(device, comment: "device@" + organisation.name.text)
        let file = try MemberRequestFile(request, signer: person.signing, device: device)
        return (file.serialized(), RequestSummary(request, digest: file.digest))
    }

    private func newKeys(
        _ application: MemberApplication, _ organisation: VerifiedOrganisation, _ ring: KeyRing,
        _ passphrase: borrowing SecretBytes
    ) throws -> PersonKeys {
        let signing = try SigningKey()
        let identity = try Identity.generateHybrid()
        guard let recipient = HybridRecipientText(identity.recipient.text) else {
            throw FoundingError.keys
        }
        try ring.store(
            signing.openSSHPrivateKey(comment: application.comment(organisation)),
            as: .memberSigning, locker: locker, passphrase: passphrase)
        try ring.store(
            identity.text(), as: .memberEncryption, locker: locker, passphrase: passphrase)
        return PersonKeys(signing: signing, recipient: recipient)
    }

    /// A member's keys from another computer of the same person: they must open, and be those in force.
    private func copiedKeys(
        from folder: String, _ organisation: VerifiedOrganisation, _ ring: KeyRing,
        _ passphrase: borrowing SecretBytes
    ) throws -> PersonKeys {
        let other = KeyRing(folder: FilePath(folder))
        let signing = try other.signingKey(
            .memberSigning, locker: locker, passphrase: passphrase)
        let first = try other.identities(
            .memberEncryption, locker: locker, passphrase: passphrase
        ).recipients.first
        let member = organisation.current.members.first {
            $0.signingKey == signing.publicKey && $0.validity.status == .active
        }
        guard let member, first?.text == member.recipient.text else {
            throw MemberError.keysNotListed
        }
        for name in [KeyRing.LockedKey.memberSigning, .memberEncryption] {
            try PrivateFile.write(
                other.lockedFile(name), to: ring.folder.appending(name.rawValue))
        }
        return PersonKeys(signing: signing, recipient: member.recipient)
    }
}

/// A person's keys, as a request names them.
private struct PersonKeys: ~Copyable {
    let signing: SigningKey
    let recipient: HybridRecipientText
}

/// What a person asks for.
package struct MemberApplication: Sendable {
    /// The label of the person; nil for a further computer, whose member the keys tell.
    let label: RecordLabel?
    let purpose: MemberRequest.Purpose
    let roles: [Member.Role]
    let mailboxes: [RecordLabel]
    let device: RecordLabel?
    /// The keys of the same member from another computer.
    let keysFolder: String?

    /// A new colleague.
    package static func newMember(
        label: String, roles: [String], mailboxes: [String], device: String?
    ) throws(MemberError) -> MemberApplication {
        var names: [RecordLabel] = []
        for text in mailboxes {
            guard let name = RecordLabel(text) else { throw .unknownMailbox(text) }
            names.append(name)
        }
        return MemberApplication(
            label: try Self.label(label), purpose: .member, roles: try Self.roles(roles),
            mailboxes: names, device: try device.map(Self.label), keysFolder: nil)
    }

    /// A further computer of a member.
    package static func furtherDevice(
        _ device: String?, keysFolder: String
    ) throws(MemberError) -> MemberApplication {
        MemberApplication(
            label: nil, purpose: .device, roles: [], mailboxes: [],
            device: try device.map(Self.label), keysFolder: keysFolder)
    }

    /// Other keys for a member who has lost them.
    package static func replacement(
        label: String, device: String?
    ) throws(MemberError) -> MemberApplication {
        MemberApplication(
            label: try Self.label(label), purpose: .replacement, roles: [], mailboxes: [],
            device: try device.map(Self.label), keysFolder: nil)
    }

    static func label(_ text: String) throws(MemberError) -> RecordLabel {
        guard let label = RecordLabel(text), label.canBeGiven else { throw .label(text) }
        return label
    }

    /// Each once, in the order given.
    static func roles(_ texts: [String]) throws(MemberError) -> [Member.Role] {
        var roles: [Member.Role] = []
        for text in texts {
            guard let role = Member.Role(rawValue: text), !roles.contains(role) else {
                throw .role(text)
            }
            roles.append(role)
        }
        return roles
    }

    func comment(_ organisation: VerifiedOrganisation) -> String {
        (label.map { $0.text } ?? "member") + "@" + organisation.name.text
    }

    func request(
        to organisation: VerifiedOrganisation, signing: PublicKey,
        recipient: HybridRecipientText, device key: PublicKey, at now: Timestamp
    ) throws -> MemberRequest {
        let listed = organisation.current.members.first { $0.signingKey == signing }
        guard let label = label ?? listed?.label,
            let expiry = now.adding(seconds: MemberRequest.validSeconds)
        else { throw MemberError.keysNotListed }
        return try MemberRequest(
            mode: organisation.mode, organisation: organisation.name,
            fingerprint: organisation.fingerprint, purpose: purpose, issuedTime: now,
            expiryTime: expiry, label: label, roles: roles, mailboxes: mailboxes,
            signingKey: signing, recipient: recipient,
            deviceLabel: try device ?? Self.freeDevice(organisation), deviceKey: key)
    }

    /// `device-1`, `device-2` ...: the first that no record has had.
    private static func freeDevice(
        _ organisation: VerifiedOrganisation
    ) throws(MemberError) -> RecordLabel {
        let taken = Set(organisation.history.flatMap(\.devices).map(\.label))
        let labels = (1...taken.count + 1).lazy.compactMap { RecordLabel("device-\($0)") }
        guard let free = labels.first(where: { !taken.contains($0) }) else {
            throw .label("device")
        }
        return free
    }
}
