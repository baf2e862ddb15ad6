import Custody
import KeyDirectory
import Primitives
import Verification

/// By which list a signature is verified. Of brokers at which mailboxes live, where another one took a delivery in,
/// it has the keys that the recipients' records name, as `ssh-keygen -Y verify` reads them.
extension ReceiptReadme {
    static let homesList = "\"$t/homes\""

    /// Whether another broker than that of `keys/broker` signed it, and whether a record here names its key.
    func home(_ claim: SignerClaim) -> (broker: OrganisationName, isNamed: Bool)? {
        guard case .broker(let name) = claim.party, name != folder.broker?.name else { return nil }
        let organisation = claim.mailboxes.first?.organisation
        return (name, organisations.contains { $0.name == organisation })
    }

    /// The list of keys for a signature, and under which name its key stands there.
    func signer(
        of statement: LoggedStatement, _ claim: SignerClaim
    ) throws -> (list: String, principal: String) {
        switch claim.party {
        case .broker(let name):
            let list = home(claim) == nil ? "keys/broker/allowed_signers" : Self.homesList
            return (list, name.text)
        case .organisation:
            let known = Dictionary(
                organisations.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
            guard let signer = SignerList.signer(of: statement.signed, known, mode: mode) else {
                throw EvidenceFolderError.unreadable(statement.path)
            }
            return ("keys/allowed_signers", signer.principal)
        }
    }

    /// What writes their list, before the first signature: of each record until the next, and never the keys of the
    /// broker that took the deposit in, which has one name.
    var homes: String {
        var commands: [String] = []
        for statement in folder.lanes.flatMap(\.statements) {
            guard let claim = statement.signed.anySignerClaim(mode: mode), let home = home(claim),
                home.isNamed, let named = claim.mailboxes.first?.organisation,
                let organisation = organisations.first(where: { $0.name == named })
            else { continue }
            for command in lines(of: home.broker, in: organisation)
            where !commands.contains(command) {
                commands.append(command)
            }
        }
        guard !commands.isEmpty else { return "" }
        return """
                sed 's/.* \\(ssh-ed25519 [^ ]*\\).*/\\1/' keys/broker/allowed_signers > "$t/own"
                home() {
                    sed -n "s|^ *\\"serviceKey\\": \\"\\([^\\"]*\\)\\".*|$1 $3\\1|p" "$2" \\
                        | grep -v -F -f "$t/own" >> \(Self.homesList); }

            """ + commands.joined()
    }

    private func lines(
        of broker: OrganisationName, in organisation: VerifiedOrganisation
    ) -> [String] {
        let place = "keys/\(organisation.name.text)"
        let files = organisation.records.indices.map { "\(place)/\(RecordFolder.fileName($0 + 1))" }
        return files.indices.map { index in
            guard index + 1 < files.count else {
                return "    home \(broker.text) \(files[index])\n"
            }
            return """
                    home \(broker.text) \(files[index]) \\
                        "valid-before=\\"$(when issuedTime < \(files[index + 1]))Z\\" "

                """
        }
    }

    /// Of whom no record is here to say whose key it is.
    var unnamedHomes: String {
        let unnamed = folder.lanes.flatMap(\.statements).filter { statement in
            statement.signed.anySignerClaim(mode: mode).flatMap(home).map { !$0.isNamed } ?? false
        }
        guard !unnamed.isEmpty else { return "" }
        return
            "\n   Not verified, since no record of the recipient is here to name the broker's key:\n"
            + unnamed.map { "   \($0.path).json\n" }.joined()
    }
}
