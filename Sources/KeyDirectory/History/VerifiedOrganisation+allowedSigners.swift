internal import Primitives

extension VerifiedHistory where Record == OrganisationRecord {
    /// The keys of the newest record as an `allowed_signers` file of OpenSSH.
    ///
    /// ```
    /// intake-officer@group484.rs namespaces="plomba/v1/Sealed",valid-after="20260101000000Z",valid-before="20280101000000Z" ssh-ed25519 AAAA...
    /// ```
    /// With it, `ssh-keygen -Y verify` judges statements without this software.
    ///
    /// - Parameters:
    ///   - memberStatements: names of the statements that members sign, for example `Sealed`.
    ///   - deviceStatements: the same for devices.
    package func allowedSigners(
        memberStatements: [String], deviceStatements: [String]
    ) -> [UInt8] {
        let lines =
            current.members.map { member in
                line(
                    member.label, memberStatements, member.validity,
                    member.signingKey.openSSHLine)
            }
            + current.devices.map { device in
                line(device.label, deviceStatements, device.validity, device.key.openSSHLine)
            }
            + current.roots.map { root in
                let namespace = mode.namespace(OrganisationRecord.statementName)
                return "\(principal(root.label)) namespaces=\"\(namespace)\" \(root.openSSHLine)"
            }
        return lines.flatMap { Array($0.utf8) + [0x0A] }
    }

    private func line(
        _ label: RecordLabel, _ statements: [String], _ validity: Validity, _ key: String
    ) -> String {
        let namespaces = statements.map(mode.namespace).joined(separator: ",")
        let until = min(validity.until, current.expiryTime)
        return "\(principal(label)) namespaces=\"\(namespaces)\","
            + "valid-after=\"\(compact(validity.from))\","
            + "valid-before=\"\(compact(until))\" \(key)"
    }

    private func principal(_ label: RecordLabel) -> String { label.text + "@" + name.text }

    /// `20261123185749Z`, as OpenSSH writes times in UTC.
    private func compact(_ time: Timestamp) -> String {
        String(time.text.filter { $0 != "-" && $0 != ":" && $0 != "T" })
    }
}
