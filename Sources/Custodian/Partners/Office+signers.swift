import Custody
import KeyDirectory
import Primitives
import Verification

extension Office {
    /// Every key that this home can vouch for, as a file that `ssh-keygen -Y verify` reads: its own
    /// organisation, the confirmed partners, and the broker.
    ///
    /// Each line names who may sign which statements, and from when until when.
    package func allowedSigners() throws -> [UInt8] {
        let own = try OwnOrganisation(home).organisation
        let partners = try partnersTold().map(\.organisation)
        var lines: [UInt8] = []
        for organisation in [own] + partners {
            lines += organisation.allowedSigners(
                memberStatements: Event.names(signedBy: .member) + [CustodyAct.name],
                deviceStatements: Event.names(signedBy: .device))
        }
        if let broker = try BrokerTrust.loadIfThere(home) {
            let namespaces = Event.names(signedBy: .broker).map(broker.mode.namespace)
            for key in broker.serviceKeys {
                lines += SignerList.line(broker.name, namespaces, key)
            }
        }
        return lines
    }
}

extension Office {
    /// The keys that the own organisation and the confirmed partners have revoked, a line each.
    package func revokedKeys() throws -> [UInt8] {
        let own = try OwnOrganisation(home).organisation
        let partners = try partnersTold().map(\.organisation)
        return ([own] + partners).flatMap(\.revokedKeys)
    }
}

extension Event {
    fileprivate static func names(signedBy kind: SignerKind) -> [String] {
        allCases.filter { $0.signerKind == kind }.map(\.rawValue)
    }
}
