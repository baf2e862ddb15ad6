import Custody
import KeyDirectory
import Primitives

/// The keys that signed the statements of an evidence folder, as `ssh-keygen -Y verify` reads them.
///
/// ```
/// intake-officer@group484.rs namespaces="plomba/v1/Acknowledgement",valid-after="20260101000000Z",valid-before="20270101000000Z" ssh-ed25519 AAAA...
/// ```
enum SignerList {
    /// Who a statement's signer is, by the records of the folder.
    struct Signer: Sendable {
        let principal: String
        let namespace: String
        let standing: KeyStanding
    }

    /// One line for each key, in the order of the statements.
    static func text(
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
    static func signer(
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
    static func line(_ broker: BrokerKeys, mode: Mode) -> [UInt8] {
        let namespaces = Event.allCases.filter { $0.signerKind == .broker }
            .map { mode.namespace($0.rawValue) }
        return Array(
            ("\(broker.name.text) namespaces=\"\(namespaces.joined(separator: ","))\" "
                + "\(broker.serviceKey.openSSHLine)\n").utf8)
    }

    /// The one broker of such a line.
    static func broker(_ line: [UInt8]) -> (OrganisationName, PublicKey)? {
        let words = String(decoding: line, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: true)
        guard words.count == 1 else { return nil }
        let parts = words[0].split(separator: " ", maxSplits: 2)
        guard parts.count == 3, let name = OrganisationName(String(parts[0])),
            let key = try? PublicKey(openSSH: String(parts[2]))
        else { return nil }
        return (name, key)
    }

    /// `20261123185749Z`, as OpenSSH writes times in UTC.
    static func compact(_ time: Timestamp) -> String {
        String(time.text.filter { $0 != "-" && $0 != ":" && $0 != "T" })
    }
}
