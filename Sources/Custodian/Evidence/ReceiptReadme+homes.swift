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

    /// What writes their list, before the first signature.
    var homes: String {
        var commands: [String] = []
        for statement in folder.lanes.flatMap(\.statements) {
            guard let claim = statement.signed.anySignerClaim(mode: mode), let home = home(claim),
                home.isNamed, let organisation = claim.mailboxes.first?.organisation.text
            else { continue }
            let command = """
                    sed -n 's/^ *"serviceKey": "\\([^"]*\\)".*$/\(home.broker.text) \\1/p' \\
                        keys/\(organisation)/*.json >> \(Self.homesList)

                """
            if !commands.contains(command) { commands.append(command) }
        }
        return commands.joined()
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
