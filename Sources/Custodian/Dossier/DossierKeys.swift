import BagIt
import Custody
import KeyDirectory
import Primitives
import Report
import Verification

/// The public keys that a dossier carries: of those who signed, and of nobody else.
struct DossierKeys {
    /// In the order of their names.
    let organisations: [VerifiedOrganisation]
    let mode: Mode
    let known: KnownParties

    /// - Throws: ``DossierWritingError/signerUnknown``.
    init(
        _ findings: CaseFindings, known: KnownParties
    ) throws(DossierWritingError) {
        var found: [Fingerprint: VerifiedOrganisation] = [:]
        for reference in findings.statements.compactMap(\.organisation) {
            guard let organisation = known.organisation(reference.fingerprint) else { continue }
            found[reference.fingerprint] = organisation
        }
        organisations = found.values.sorted { $0.name < $1.name }
        guard let sender = findings.sender, organisations.contains(where: { $0.name == sender })
        else { throw .signerUnknown }
        (mode, self.known) = (findings.mode, known)
    }

    static func fileName(_ organisation: VerifiedOrganisation) -> String {
        "\(DossierLayout.keys)/\(organisation.name.text).json"
    }

    static let signersName = DossierLayout.keys + "/allowed_signers"

    var files: [(path: BagPath, content: [UInt8])] {
        get throws {
            try organisations.map { organisation in
                (
                    try BagPath(Self.fileName(organisation)),
                    OrganisationFile(mode: mode, records: organisation.records).serialized()
                )
            } + [(try BagPath(Self.signersName), signers)]
        }
    }

    /// Every key of theirs, with the statements that it may sign.
    private var signers: [UInt8] {
        let members = Event.allCases.filter { $0.signerKind == .member }.map(\.rawValue)
        let devices = Event.allCases.filter { $0.signerKind == .device }.map(\.rawValue)
        return organisations.flatMap {
            $0.allowedSigners(
                memberStatements: members + [CustodyAct.name], deviceStatements: devices)
        }
    }
}
