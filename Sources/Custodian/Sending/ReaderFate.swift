import KeyDirectory
package import Primitives

/// What became of somebody to whom a case was sealed, by the newest record of the organisation.
enum ReaderFate: Sendable, Equatable {
    /// Opens it still: with the key that it was sealed to, which is kept behind newer ones.
    case reads
    /// The key is in the wrong hands.
    case revoked
    /// Left, or lost the key.
    case gone

    init(of reader: SealingNote.Reader, in organisation: VerifiedOrganisation) {
        let listed = organisation.history.flatMap(\.members).filter {
            $0.recipient.id == reader.recipient
        }
        if listed.contains(where: { $0.validity.status == .revoked }) {
            self = .revoked
            return
        }
        let now = organisation.current.member(reader.label)
        guard now?.validity.status == .active else {
            self = .gone
            return
        }
        let isLost = now?.recipient.id != reader.recipient && organisation.lost(reader)
        self = isLost ? .gone : .reads
    }
}

extension VerifiedOrganisation {
    /// Whether the key that followed came with `keys replace --lost`: then every computer that its member
    /// had ended with it. A rotation leaves the computers, or takes the one that is replaced out.
    fileprivate func lost(_ reader: SealingNote.Reader) -> Bool {
        for (before, after) in zip(history, history.dropFirst()) {
            guard before.member(reader.label)?.recipient.id == reader.recipient,
                after.member(reader.label)?.recipient.id != reader.recipient
            else { continue }
            let devices = before.devices.filter {
                $0.member == reader.label && $0.validity.status == .active
            }
            return !devices.isEmpty
                && devices.allSatisfy { device in
                    after.devices.contains {
                        $0.key == device.key && $0.validity.status == .replaced
                    }
                }
        }
        return false
    }
}

extension SealingNote {
    /// The mailboxes of which nobody can open it any more but who puts the recovery shares together.
    func unreadable(_ directory: Directory) -> [MailboxAddress] {
        let byMailbox = Dictionary(grouping: readers, by: \.mailbox)
        return byMailbox.filter { $0.value.allSatisfy { fate(of: $0, directory) != .reads } }
            .map(\.key).sorted { $0.text < $1.text }
    }

    /// Why it must not be sent as it is, by the records that are known now.
    func obstacle(_ directory: Directory, device: KeyID, at now: Timestamp) -> StaleSeal? {
        let own = directory.own.organisation
        guard own.member(signing: member, at: now) != nil else { return .member }
        guard self.device == device else { return .device }
        if let reader = readers.first(where: { fate(of: $0, directory) == .revoked }) {
            return .revoked(reader.label.text, reader.mailbox)
        }
        return unreadable(directory).first.map { .nobody($0) }
    }

    private func fate(of reader: Reader, _ directory: Directory) -> ReaderFate {
        guard let organisation = directory[reader.organisation] else { return .gone }
        return ReaderFate(of: reader, in: organisation)
    }
}

/// What changed since a case was sealed that keeps it from being sent.
package enum StaleSeal: Sendable, Equatable {
    /// The person who sealed it has other keys now.
    case member
    /// The computer has another key.
    case device
    /// Somebody to whom it was sealed, whose key is in the wrong hands.
    case revoked(String, MailboxAddress)
    /// Nobody is left who could open it.
    case nobody(MailboxAddress)

    var words: String {
        switch self {
        case .member: "the keys of the person who sealed it count no more"
        case .device: "this computer has another key now"
        case .revoked(let label, let mailbox):
            "the keys of \(label) at \(mailbox.text) are in the wrong hands"
        case .nobody(let mailbox): "nobody at \(mailbox.text) could open it any more"
        }
    }
}
