package import Primitives

extension VerifiedHistory where Record == OrganisationRecord {
    /// Two computers may differ by so much before a request counts as one from the future.
    private static var toleratedSeconds: Int64 { 86_400 }

    /// Whether a verified request can become a part of the next record at `time`.
    ///
    /// That whoever made it is who they say is not judged here: people do that.
    package func judge(
        _ request: MemberRequest, at time: Timestamp
    ) throws(MemberRequestError) {
        guard request.fingerprint == fingerprint, request.organisation == name else {
            throw .otherOrganisation(request.organisation)
        }
        guard request.mode == mode else { throw .modeUnexpected }
        let ahead = request.issuedTime.secondsSinceEpoch - time.secondsSinceEpoch
        guard ahead <= Self.toleratedSeconds else { throw .notYet(request.issuedTime) }
        guard time < request.expiryTime else { throw .expired(request.expiryTime) }
        guard request.deviceLabel.canBeGiven else { throw .labelUnusable(request.deviceLabel) }
        switch request.purpose {
        case .member: try requireNewcomer(request)
        case .device: try requireKeysOfMember(request)
        case .replacement: try requireMember(request)
        }
        // In all records: a computer is revoked by its label, also one that was replaced long ago.
        guard !history.flatMap(\.devices).contains(where: { $0.label == request.deviceLabel })
        else {
            throw .deviceLabelTaken(request.deviceLabel)
        }
    }

    /// A label stands for one person in all records: keys and computers are judged by it.
    private func requireNewcomer(_ request: MemberRequest) throws(MemberRequestError) {
        // First, so that a file that was used before is told as that.
        try requireNewKeys(request)
        guard request.label.canBeGiven else { throw .labelUnusable(request.label) }
        let labels = history.flatMap(\.members).map(\.label)
        guard !labels.contains(request.label) else { throw .labelTaken(request.label) }
        if let other = labels.first(where: { $0.looksLike(request.label) }) {
            throw .labelLooksAlike(request.label, like: other)
        }
        for name in request.mailboxes {
            guard let mailbox = current.mailboxes.first(where: { $0.name == name }) else {
                throw .unknownMailbox(name)
            }
            guard mailbox.members.count < RecordLimits.membersOfOneMailbox else {
                throw .mailboxFull(name)
            }
        }
    }

    private func requireMember(_ request: MemberRequest) throws(MemberRequestError) {
        try requireNewKeys(request)
        guard let member = current.member(request.label), member.validity.status != .left else {
            throw .unknownMember(request.label)
        }
    }

    private func requireKeysOfMember(_ request: MemberRequest) throws(MemberRequestError) {
        guard !isKnown(request.deviceKey) else { throw .keyKnown }
        guard let member = current.member(request.label), member.validity.status == .active else {
            throw .unknownMember(request.label)
        }
        guard member.signingKey == request.signingKey, member.recipient == request.recipient
        else { throw .notTheMembersKeys(request.label) }
    }

    private func requireNewKeys(_ request: MemberRequest) throws(MemberRequestError) {
        let recipients =
            history.flatMap(\.members).map(\.recipient)
            + history.flatMap(\.mailboxes).map(\.recovery)
        guard !isKnown(request.signingKey), !isKnown(request.deviceKey),
            !recipients.contains(request.recipient)
        else { throw .keyKnown }
    }

    /// As whatever, in any record.
    private func isKnown(_ key: PublicKey) -> Bool {
        history.contains { record in
            record.keys.contains { $0.point == key }
                || record.mailboxes.contains { $0.homeBroker?.serviceKey == key }
        }
    }
}

extension RecordLabel {
    /// Whether people would take one for the other: apart from dots and dashes, and from digits and
    /// letters of one shape, they are the same.
    package func looksLike(_ other: RecordLabel) -> Bool {
        shape.elementsEqual(other.shape)
    }

    private var shape: [UInt8] {
        var shape: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
            case UInt8(ascii: "0"): shape.append(UInt8(ascii: "o"))
            case UInt8(ascii: "1"), UInt8(ascii: "i"): shape.append(UInt8(ascii: "l"))
            case UInt8(ascii: "5"): shape.append(UInt8(ascii: "s"))
            case UInt8(ascii: "n") where shape.last == UInt8(ascii: "r"):
                shape[shape.count - 1] = UInt8(ascii: "m")
            case UInt8(ascii: "v") where shape.last == UInt8(ascii: "v"):
                shape[shape.count - 1] = UInt8(ascii: "w")
            default: shape.append(byte)
            }
        }
        return shape
    }
}
