import Age
import KeyDirectory
import Primitives
import SystemPackage

extension Office {
    /// Makes new keys for the member at this computer and a record that names them.
    ///
    /// What was sealed to the old key still opens here: its identity stays in the file, behind the
    /// new one. The new keys wait in the home until the record counts; a power cut leaves the old
    /// ones or the new ones in use, never neither.
    ///
    /// - Parameter withDevice: whether this computer gets another key too.
    package func rotateKeys(validDays: Int, withDevice: Bool) async throws -> RecordOutcome {
        try await prepareRecord(today: nil)
        return try makeNewKeys(validDays, withDevice)
    }

    private func makeNewKeys(_ validDays: Int, _ withDevice: Bool) throws -> RecordOutcome {
        let lock = try home.lock(.settings)
        defer { lock.release() }
        let own = try settledOrganisation().organisation
        try requireNoDraft()
        let passphrase = try askPassphrase()
        let ring = KeyRing(home)
        let old = try ring.unlock(.memberSigning, locker, passphrase)
        let label = try member(signing: SigningKey(openSSHPrivateKey: old).publicKey, own)
        let device = try withDevice ? newDevice(own, ring) : nil
        let made = try newKeys(label, own, ring, passphrase, device)
        let draft = try self.draft(.rotation(made.halves), after: own, validDays)
        try ring.replacement.keep(made.files, for: draft.signed.digest)
        let outcome = try finish(draft, after: own) { try SecretBytes(copying: passphrase.span) }
        if case .adopted = outcome { _ = try lockKeys() }
        return outcome
    }

    /// Whoever has a key that the record does not list cannot know whose keys to replace.
    private func member(
        signing key: PublicKey, _ own: VerifiedOrganisation
    ) throws(OwnRecordError) -> RecordLabel {
        let member = own.current.members.first { $0.signingKey == key && !$0.label.isFormer }
        // Whose keys were revoked gets new ones here, when the roots sign them.
        guard let member, [.active, .revoked].contains(member.validity.status) else {
            throw .memberKeyNotListed
        }
        return member.label
    }

    private func newKeys(
        _ label: RecordLabel, _ own: VerifiedOrganisation, _ ring: KeyRing,
        _ passphrase: borrowing SecretBytes, _ device: NewDevice?
    ) throws -> (halves: NewMemberKeys, files: [(name: String, content: [UInt8])]) {
        let signing = try SigningKey()
        let identity = try Identity.generateHybrid()
        guard let recipient = HybridRecipientText(identity.recipient.text) else {
            throw FoundingError.keys
        }
        let comment = label.text + "@" + own.name.text
        let encryption = try identities(
            identity, before: ring.unlock(.memberEncryption, locker, passphrase))
        let halves = NewMemberKeys(
            member: label, signing: signing.publicKey, recipient: recipient,
            device: device.map { ($0.key, $0.old) })
        let files: [(name: String, content: [UInt8])] = [
            (
                KeyRing.LockedKey.memberSigning.rawValue,
                try locker.lock(signing.openSSHPrivateKey(comment: comment), passphrase)
            ),
            (
                KeyRing.LockedKey.memberEncryption.rawValue,
                try locker.lock(encryption, passphrase)
            ),
        ]
        return (halves, files + (device.map { [(KeyRing.deviceName, $0.file)] } ?? []))
    }

    private func newDevice(_ own: VerifiedOrganisation, _ ring: KeyRing) throws -> NewDevice {
        let key = try SigningKey()
        let pem = try key.openSSHPrivateKey(comment: "device@" + own.name.text)
        return NewDevice(
            key: key.publicKey, old: try ring.device().publicKey,
            file: pem.withBytes { bytes in bytes.indices.map { bytes[$0] } })
    }

    /// An identity file with a new identity before the others, which are as they were.
    func identities(
        _ new: borrowing Identity, before old: borrowing SecretBytes
    ) throws -> SecretBytes {
        let first = try new.text()
        let size = first.count + 1 + old.count
        let file = try SecretBytes(count: size) { room in
            first.withBytes { bytes in for index in bytes.indices { room[index] = bytes[index] } }
            room[first.count] = UInt8(ascii: "\n")
            old.withBytes { bytes in
                for index in bytes.indices { room[first.count + 1 + index] = bytes[index] }
            }
        }
        // It has to be readable as a whole before anything depends on it.
        _ = try IdentitySet(identityFile: file)
        return file
    }
}

/// Another key for this computer; its file is not locked, as a device's is.
private struct NewDevice {
    let key: PublicKey
    let old: PublicKey
    let file: [UInt8]
}
