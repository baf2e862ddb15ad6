import BrokerAPI
import BrokerClient
import KeyDirectory
package import Primitives

/// The page that lies beside the roots: everything that is needed to revoke a key in ten minutes.
package struct EmergencyCard: Sendable {
    package let text: String

    package init(_ home: Home, at now: Timestamp) throws {
        let own = try OwnOrganisation(home).organisation
        let trust = try BrokerTrust.loadIfThere(home)
        let record = own.current
        let roots = record.roots.map(\.label.text).joined(separator: ", ")
        let people = record.members.filter { $0.validity.status == .active && !$0.label.isFormer }
            .map { member in
                let devices = record.devices.filter {
                    $0.member == member.label && $0.validity.status == .active
                }
                return "  \(member.label.text): "
                    + devices.map(\.label.text).joined(separator: ", ")
            }
        let broker =
            trust.map { trust in
                "--broker \(trust.origin.text) --pin \(trust.pin.text)"
            } ?? "--broker URL --pin PIN"
        let digits = FingerprintDigits(own.fingerprint).text
        let namespace = own.mode.namespace(OrganisationRecord.statementName)
        let signatures = Self.signatures(of: "record.json", threshold: record.threshold)
        text = """
            EMERGENCY CARD of \(own.name.text), \(now.text)
            Keep it on paper, with the roots, and renew it when people, computers or the broker change.

            Fingerprint: \(digits)
            People and their computers:
            \(people.joined(separator: "\n"))
            Roots: \(roots). \(record.threshold) of them must sign.

            When a computer is stolen, on any machine with plomba and OpenSSH; TIME is when it was last
            surely in your hands, like 2026-11-20T16:00:00Z:

            1. The newest organisation file: from a colleague, a partner, or the stick beside this card:
               \(own.name.text).plomba-org
            2. Write the revocation (--device for the computer; --member as well if it was unlocked, or
               its passphrase may be known):
               plomba emergency revoke \(own.name.text).plomba-org --fingerprint '\(digits)' \\
                   --device LABEL --member LABEL --since TIME \\
                   \(broker) -o record.json
            3. \(record.threshold) of the roots sign it, each on its own machine:
               \(signatures.map { Self.signing("record.json", namespace, into: $0) }.joined(separator: "\n   "))
            4. Bring it to the broker, which refuses the computers that you named from that moment:
               plomba emergency publish \(own.name.text).plomba-org --fingerprint '\(digits)' \\
                   --record record.json \(signatures.map { "--signature " + $0 }.joined(separator: " ")) \\
                   \(broker) -o new.plomba-org
            5. Call your partners; whoever cannot reach the broker takes new.plomba-org from you.
            6. New keys for the person, on a new computer: Keys/README.md, "When a computer was stolen".

            """
    }

    /// A signature file for each root that has to sign.
    package static func signatures(of record: String, threshold: Int) -> [String] {
        (1...max(1, threshold)).map { "\(record).\($0).sig" }
    }

    /// The command with which a root signs.
    package static func signing(
        _ record: String, _ namespace: String, into signature: String
    ) -> String {
        "ssh-keygen -Y sign -n \(namespace) -f ROOT < \(record) > \(signature)"
    }
}
