internal import Primitives

extension VerifiedHistory where Record == OrganisationRecord {
    /// Every key that any record lists, newest first, as an `allowed_signers` file of OpenSSH.
    ///
    /// ```
    /// intake-officer@group484.rs namespaces="plomba/v1/Sealed",valid-after="20260101000000Z",valid-before="20280101000000Z" ssh-ed25519 AAAA...
    /// ```
    /// With it, `ssh-keygen -Y verify -Overify-time=TIME` judges statements without this software.
    ///
    /// - Parameters:
    ///   - memberStatements: names of the statements that members sign, for example `Sealed`.
    ///   - deviceStatements: the same for devices.
    package func allowedSigners(
        memberStatements: [String], deviceStatements: [String]
    ) -> [UInt8] {
        let members = keys(\.members, \.signingKey.id).compactMap(memberStanding).map {
            line($0, memberStatements)
        }
        // One that did not count for a while has a line for each time at which it did.
        let devices = keys(\.devices, \.key.id).flatMap(deviceStandings).map {
            line($0, deviceStatements)
        }
        return (members + devices + rootLines).flatMap { Array($0.utf8) + [0x0A] }
    }

    /// The keys that were revoked, a line each: what `ssh-keygen -Y verify -r` refuses, whenever it was
    /// signed.
    package var revokedKeys: [UInt8] {
        let members = keys(\.members, \.signingKey.id).compactMap(memberStanding)
        let devices = keys(\.devices, \.key.id).compactMap {
            deviceStandings($0).first(where: \.isRevoked)
        }
        return (members + devices).filter(\.isRevoked).flatMap {
            Array("\($0.key.openSSHLine)\n".utf8)
        }
    }

    /// Each key of a kind, those of newer records first.
    private func keys<Entry>(
        _ list: (OrganisationRecord) -> [Entry], _ key: (Entry) -> KeyID
    ) -> [KeyID] {
        var seen: Set<KeyID> = []
        return history.reversed().flatMap(list).map(key).filter { seen.insert($0).inserted }
    }

    /// A root that was dropped signed the record that drops it, and nothing later.
    private var rootLines: [String] {
        let namespace = mode.namespace(OrganisationRecord.statementName)
        var lines: [String] = []
        var seen: Set<PublicKey> = []
        var successor: OrganisationRecord?
        for record in history.reversed() {
            let end = successor.flatMap { $0.issuedTime.adding(seconds: 1) }
                .map { ",valid-before=\"\(compact($0))\"" }
            for root in record.roots where seen.insert(root.point).inserted {
                lines.append(
                    "\(principal(root.label)) namespaces=\"\(namespace)\"\(end ?? "") "
                        + root.openSSHLine)
            }
            successor = record
        }
        return lines
    }

    private func line(_ standing: KeyStanding, _ statements: [String]) -> String {
        let namespaces = statements.map(mode.namespace).joined(separator: ",")
        // OpenSSH still accepts at the very second of `valid-before`.
        let last = standing.until.adding(seconds: -1) ?? standing.until
        return "\(principal(standing.label)) namespaces=\"\(namespaces)\","
            + "valid-after=\"\(compact(standing.from))\","
            + "valid-before=\"\(compact(last))\" \(standing.key.openSSHLine)"
    }

    private func principal(_ label: RecordLabel) -> String { label.text + "@" + name.text }

    /// `20261123185749Z`, as OpenSSH writes times in UTC.
    private func compact(_ time: Timestamp) -> String {
        String(time.text.filter { $0 != "-" && $0 != ":" && $0 != "T" })
    }
}
