import BagIt

/// What stands in a dossier: a canonical tar of everything that it takes to check a case.
///
/// ```
/// README-VERIFY                    how to check it with other people's tools
/// case/                            the opened case folder: bag/, statement.json, ..., evidence/, acts/
/// evidence/                        the evidence folder about it, if there is one
/// keys/allowed_signers             who may sign, for ssh-keygen
/// keys/ORGANISATION.json           the organisation's records
/// report/report-LANGUAGE.html      what a court reads
/// verifier/*.py, schemas/*.json    the stand-alone verifier
/// SHA256SUMS                       the last: the digest of every other file
/// ```
/// - SeeAlso: Protocol/dossier.md
package enum DossierLayout {
    package static let readme = "README-VERIFY"
    package static let sums = "SHA256SUMS"
    package static let caseFolder = "case"
    package static let evidence = "evidence"
    package static let keys = "keys"
    package static let report = "report"
    package static let verifier = "verifier"
    package static let schemas = "schemas"

    package static let folders = [caseFolder, evidence, keys, report, schemas, verifier]
    /// What stands below here stays in the archive; everything else is small.
    package static let originals = "bag/data"
    /// All that is taken out of the archive to be looked at.
    static let smallFilesSize: UInt64 = 512 << 20
    static let sumsSize = 128 << 20

    /// Parts of an opened case folder; what else lies there is the holder's own.
    package static let caseParts: Set<String> = [
        "statement.json", "statement.json.sig", "statement.entry", "header.age", "bag", "evidence",
        "acts",
    ]
}
