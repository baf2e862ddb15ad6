package import Custody
package import KeyDirectory
package import Primitives
import TransparencyLog

/// The keys that signed the statements of an evidence folder, as `ssh-keygen -Y verify` reads them.
///
/// ```
/// intake-officer@group484.rs namespaces="plomba/v1/Acknowledgement",valid-after="20260101000000Z",valid-before="20270101000000Z" ssh-ed25519 AAAA...
/// ```
package enum SignerList {
    /// Who a statement's signer is, by the records of the folder.
    package struct Signer: Sendable {
        package let principal: String
        package let namespace: String
        package let standing: KeyStanding
    }

    /// One line for each key, in the order of the statements.
    package static func text(
        _ statements: [SignedStatement], _ organisations: [Fingerprint: VerifiedOrganisation],
        mode: Mode
    ) -> [UInt8] {
        var lines: [(principal: String, standing: KeyStanding, namespaces: [String])] = []
        for statement in statements {
            guard let signer = signer(of: statement, organisations, mode: mode) else { continue }
            if let index = lines.firstIndex(where: { $0.standing == signer.standing }) {
                if !lines[index].namespaces.contains(signer.namespace) {
                    lines[index].namespaces.append(signer.namespace)
                }
            } else {
                lines.append((signer.principal, signer.standing, [signer.namespace]))
            }
        }
        return lines.flatMap { line in
            Array(
                ("\(line.principal) namespaces=\"\(line.namespaces.joined(separator: ","))\","
                    + "valid-after=\"\(compact(line.standing.from))\","
                    + "valid-before=\"\(compact(line.standing.until))\" "
                    + "\(line.standing.key.openSSHLine)\n").utf8)
        }
    }

    /// Nil for a broker, and for whom no record of the folder lists.
    package static func signer(
        of statement: SignedStatement, _ organisations: [Fingerprint: VerifiedOrganisation],
        mode: Mode
    ) -> Signer? {
        guard let claim = statement.anySignerClaim(mode: mode),
            case .organisation(let reference) = claim.party,
            let organisation = organisations[reference.fingerprint],
            let standing = claim.kind == .member
                ? organisation.memberStanding(claim.keyID)
                : organisation.deviceStanding(claim.keyID)
        else { return nil }
        return Signer(
            principal: "\(standing.label.text)@\(organisation.name.text)",
            namespace: mode.namespace(claim.event.rawValue), standing: standing)
    }

    /// `broker.example namespaces="plomba/v1/SubmissionAcceptance,..." ssh-ed25519 AAAA...`
    package static func line(_ broker: BrokerKeys, mode: Mode) -> [UInt8] {
        let logs = broker.logSuccessions == nil ? [] : [LogSuccession.statementName]
        let namespaces =
            (Event.allCases.filter { $0.signerKind == .broker }.map(\.rawValue) + logs)
            .map { mode.namespace($0) }
        return broker.serviceKeys.flatMap { line(broker.name, namespaces, $0) }
    }

    /// One key of a broker, with the first and the last second at which it signed, where it was changed.
    package static func line(
        _ broker: OrganisationName, _ namespaces: [String], _ key: ServiceKey
    ) -> [UInt8] {
        let from = key.from.map { ",valid-after=\"\(compact($0))\"" } ?? ""
        // OpenSSH's end does not count any more.
        let end = key.until.flatMap { $0.adding(seconds: 1) }
        let until = end.map { ",valid-before=\"\(compact($0))\"" } ?? ""
        return Array(
            ("\(broker.text) namespaces=\"\(namespaces.joined(separator: ","))\"\(from)\(until) "
                + "\(key.key.openSSHLine)\n").utf8)
    }

    /// The broker of such lines, and its keys in their order.
    package static func broker(_ lines: [UInt8]) -> (OrganisationName, [ServiceKey])? {
        let rows = String(decoding: lines, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: true)
        guard (1...BrokerKeyHistory.limit + 1).contains(rows.count) else { return nil }
        var found: (name: OrganisationName, keys: [ServiceKey])?
        for row in rows {
            let parts = row.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let name = OrganisationName(String(parts[0])),
                found == nil || found?.name == name,
                let key = try? PublicKey(openSSH: String(parts[2])),
                found?.keys.contains(where: { $0.key == key }) != true
            else { return nil }
            let times = (option("valid-after", in: parts[1]), option("valid-before", in: parts[1]))
            let until = times.1.flatMap { $0.adding(seconds: -1) }
            found = (
                name, (found?.keys ?? []) + [ServiceKey(key: key, from: times.0, until: until)]
            )
        }
        return found
    }

    /// A time among the options of a line.
    private static func option(_ name: String, in options: Substring) -> Timestamp? {
        let found = options.split(separator: ",").first { $0.hasPrefix(name + "=\"") }
        guard let digits = found?.dropFirst(name.utf8.count + 2).utf8, digits.count == 16 else {
            return nil
        }
        let text = String(decoding: Array(digits), as: UTF8.self)
        let parts = [
            (0, 4, "-"), (4, 6, "-"), (6, 8, "T"), (8, 10, ":"), (10, 12, ":"), (12, 14, "Z"),
        ]
        let ascii = Array(text.utf8)
        return Timestamp(
            parts.map { String(decoding: ascii[$0.0..<$0.1], as: UTF8.self) + $0.2 }.joined())
    }

    /// `20261123185749Z`, as OpenSSH writes times in UTC.
    package static func compact(_ time: Timestamp) -> String {
        String(time.text.filter { $0 != "-" && $0 != ":" && $0 != "T" })
    }
}
