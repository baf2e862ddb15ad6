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
    /// Of an organisation that is no partner any more, or not under this fingerprint: nothing is known.
    case unknown

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
    /// Whether the key that followed came with `keys replace --lost`: then none of the computers that its member
    /// had is active any more, however each of them ended, and the old key is not kept beside the new one.
    ///
    /// A rotation keeps it there; who put the recovery shares of the mailbox together opens what came before.
    fileprivate func lost(_ reader: SealingNote.Reader) -> Bool {
        for (before, after) in zip(history, history.dropFirst()) {
            guard let old = before.member(reader.label), old.recipient.id == reader.recipient,
                after.member(reader.label)?.recipient.id != reader.recipient
            else { continue }
            let isKept = after.members.contains {
                $0.signingKey == old.signingKey && $0.label.isFormer(of: reader.label)
            }
            let isRecovered = after.recovered.contains {
                $0.text.utf8.elementsEqual(reader.mailbox.local.utf8)
            }
            let goesOn = before.devices.contains { device in
                device.member == reader.label
                    && after.devices.contains {
                        $0.key == device.key && $0.validity.status == .active
                    }
            }
            return !isKept && !isRecovered && !goesOn
        }
        return false
    }
}

extension SealingNote {
    /// The mailboxes of which nobody can open it any more but who puts the recovery shares together.
    func unreadable(_ directory: Directory) -> [MailboxAddress] {
        let byMailbox = Dictionary(grouping: readers, by: \.mailbox)
        return byMailbox.filter { mailbox in
            mailbox.value.allSatisfy { [.revoked, .gone].contains(fate(of: $0, directory)) }
        }
        .map(\.key).sorted { $0.text < $1.text }
    }

    /// Why it must not be sent as it is, by the records that are known now.
    func obstacle(_ directory: Directory, device: KeyID, at now: Timestamp) -> StaleSeal? {
        let own = directory.own.organisation
        guard own.member(signing: member, at: now) != nil else { return .member }
        guard self.device == device else { return .device }
        for reader in readers {
            switch fate(of: reader, directory) {
            case .revoked: return .revoked(reader.label.text, reader.mailbox)
            case .unknown: return .stranger(reader.mailbox)
            case .reads, .gone: continue
            }
        }
        return unreadable(directory).first.map { .nobody($0) }
    }

    private func fate(of reader: Reader, _ directory: Directory) -> ReaderFate {
        guard let organisation = directory[reader.organisation] else { return .unknown }
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
    /// Whose it is is no partner any more, or has another fingerprint.
    case stranger(MailboxAddress)

    var words: String {
        switch self {
        case .member: "the keys of the person who sealed it count no more"
        case .device: "this computer has another key now"
        case .revoked(let label, let mailbox):
            "the keys of \(label) at \(mailbox.text) are in the wrong hands"
        case .nobody(let mailbox): "nobody at \(mailbox.text) could open it any more"
        case .stranger(let mailbox):
            "\(mailbox.organisation.text) is no partner any more, or has another fingerprint"
        }
    }
}
