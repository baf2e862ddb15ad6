import Custody
import KeyDirectory
import Primitives
import Report
import TransparencyLog
import Verification

/// On whose keys a report rests, and who has confirmed them.
struct TrustRootList {
    let known: KnownParties
    let home: Home?
    let now: Timestamp

    /// - Parameters:
    ///   - organisations: those who signed a statement of the case.
    ///   - hasLog: whether a receipt holds, so that broker, witnesses and authorities matter.
    func roots(of organisations: [OrganisationReference], hasLog: Bool) throws -> [TrustRoot] {
        let directory = try home.map { try Directory($0, at: now) }
        var roots = organisations.compactMap { reference in
            known.organisation(reference.fingerprint).map { found in
                TrustRoot(
                    name: found.name.text, fingerprint: found.fingerprint.digitGroups,
                    standing: standing(of: found.fingerprint, directory))
            }
        }
        guard let (broker, isConfirmed) = known.broker else { return roots }
        roots += broker.serviceKeys.map { key in
            TrustRoot(
                name: broker.name.text, fingerprint: key.key.id.text,
                standing: isConfirmed ? .chosen : .offered)
        }
        guard hasLog, isConfirmed else { return roots }
        if let quorum = broker.logKey.flatMap(known.policy)?.quorum {
            roots += Self.witnesses(quorum)
        }
        for entry in known.authorities.entries {
            roots += entry.rootDigests.map {
                TrustRoot(name: entry.name, fingerprint: $0.hex, standing: .chosen)
            }
        }
        return roots
    }

    private func standing(
        of fingerprint: Fingerprint, _ directory: Directory?
    ) -> TrustRoot.Standing {
        guard known.isConfirmed(fingerprint) else { return .offered }
        if fingerprint == directory?.own.organisation.fingerprint { return .own }
        return switch directory?.confirmations[fingerprint]?.side {
        case .them, .nobody: .introduced
        case .both, .us, nil: .confirmed
        }
    }

    /// Groups hold witnesses or groups; the policy's reader has bounded both.
    private static func witnesses(_ quorum: TrustPolicy.Quorum) -> [TrustRoot] {
        switch quorum {
        case .witness(let key):
            [
                TrustRoot(
                    name: String(decoding: key.name.bytes, as: UTF8.self),
                    fingerprint: key.publicKey.id.text, standing: .chosen)
            ]
        case .group(_, let members): members.flatMap(witnesses)
        }
    }
}
