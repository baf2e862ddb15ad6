package import Primitives

/// Where a key of an organisation stands, and when it counts.
package struct KeyStanding: Hashable, Sendable {
    /// The member or the device, by role.
    package let label: RecordLabel
    package let key: PublicKey
    /// The first second at which it counts.
    package let from: Timestamp
    /// The first one at which it does not any more.
    package let until: Timestamp
    /// Revoked as of `until`: what is not shown to be older is not accepted.
    package let isRevoked: Bool
}

extension VerifiedHistory where Record == OrganisationRecord {
    /// The standing of a member's signing key by the newest record that lists it.
    package func memberStanding(_ keyID: KeyID) -> KeyStanding? {
        newest(\.members, where: { $0.signingKey.id == keyID }).map { member, end in
            KeyStanding(
                label: member.label, key: member.signingKey, from: member.validity.from,
                until: min(member.validity.until, end),
                isRevoked: member.validity.status == .revoked)
        }
    }

    /// The same of a device's key, oldest first: it counts only while a key of its member does, and not between
    /// two of them.
    package func deviceStandings(_ keyID: KeyID) -> [KeyStanding] {
        guard let (device, end) = newest(\.devices, where: { $0.key.id == keyID }) else {
            return []
        }
        let until = min(device.validity.until, end)
        let owners = signingKeys(of: device.member).compactMap(memberStanding)
            .sorted { ($0.from, $0.until) < ($1.from, $1.until) }
        var found: [KeyStanding] = []
        for owner in owners {
            var from = max(device.validity.from, owner.from)
            let last = min(until, owner.until)
            guard from < last else { continue }
            if let before = found.last, from <= before.until {
                guard before.until < last else { continue }
                from = before.from
                found.removeLast()
            }
            // One that had ended before its owner's key was stolen was never in wrong hands.
            found.append(
                KeyStanding(
                    label: device.label, key: device.key, from: from, until: last,
                    isRevoked: owner.isRevoked && owner.until < until))
        }
        if device.validity.status == .revoked, let last = found.popLast() {
            found.append(
                KeyStanding(
                    label: last.label, key: last.key, from: last.from, until: last.until,
                    isRevoked: true))
        }
        return found
    }

    /// The one in which a device's act falls, or the last that had begun; by no time, what speaks most against it.
    package func deviceStanding(_ keyID: KeyID, at time: Timestamp?) -> KeyStanding? {
        let all = deviceStandings(keyID)
        guard let time else { return all.first(where: \.isRevoked) ?? all.last }
        return all.last { $0.from <= time } ?? all.first
    }

    /// From the first to the last second at which a device's key counts, whatever lies between: the one line that
    /// it has in an evidence folder (`Protocol/receipt.md`, rule 2).
    package func deviceStanding(_ keyID: KeyID) -> KeyStanding? {
        guard let (device, end) = newest(\.devices, where: { $0.key.id == keyID }) else {
            return nil
        }
        let owners = signingKeys(of: device.member).compactMap(memberStanding)
        guard let first = owners.map(\.from).min(),
            let last = owners.max(by: { $0.until < $1.until })
        else { return nil }
        let until = min(device.validity.until, end)
        return KeyStanding(
            label: device.label, key: device.key, from: max(device.validity.from, first),
            until: min(until, last.until),
            // One that had ended before its owner's key was stolen was never in wrong hands.
            isRevoked: device.validity.status == .revoked
                || (last.isRevoked && last.until < until))
    }
}
