import BagIt

/// The names that `Protocol/sealed-bundle.md` fixes.
enum BundlePaths {
    static let bag = "bag"

    static let payload = "payload.age"
    static let preview = "preview.age"
    static let statement = "statement.json"
    /// Of the proofs that the outer statement is in a log.
    static let statementStem = "statement"
    static let signature = "statement.json.sig"
    static let entry = "statement.entry"
    static let evidence = "evidence"
    /// Only in an opened case folder: the header of payload.age.
    static let header = "header.age"

    static let previewDocument = "preview.json"
    static let caseDocument = "case.json"
    static let readme = "README-VERIFY"
    static let declaration = "bagit.txt"
    static let info = "bag-info.txt"
    static let custody = "custody"
    static let checkpoint = "checkpoint"
    static let manifest = "manifest-sha256.txt"
    static let tagManifest = "tagmanifest-sha256.txt"
    static let openings = "openings.txt"
    static let commitments = "commitments.txt"
    static let sealedOpening = "sealed.opening"

    /// A path that is one of ours and therefore holds every rule.
    static func path(_ text: String) -> BagPath {
        guard let path = try? BagPath(text) else {
            preconditionFailure("a fixed path of the format must be a bag path")
        }
        return path
    }

    /// How a tag file of ours stands in the inner tar.
    static func inBag(_ name: String) -> BagPath { path("\(bag)/\(name)") }

    /// `NNNN-Sealed.json` for the seal that follows `earlier` statements.
    static func sealedName(after earlier: Int) -> String {
        "\(number(earlier + 1))-Sealed.json"
    }

    /// Four digits, as statements are numbered in custody/.
    static func number(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
}
