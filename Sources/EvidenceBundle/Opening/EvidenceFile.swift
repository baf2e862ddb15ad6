import BagIt
import Custody

/// A file of evidence/: NAME.json, NAME.json.sig, NAME.entry or NAME.tlog-proof of a receipt or later
/// statement.
package struct EvidenceFile: Sendable, Equatable {
    /// A single component below evidence/.
    package let name: String
    package let content: [UInt8]

    package init(name: String, content: [UInt8]) {
        (self.name, self.content) = (name, content)
    }

    /// How it stands in the outer tar and in an opened case folder.
    func file() throws(BagPathError) -> BagFile {
        BagFile(path: try BagPath(name).below(BundlePaths.evidence), content)
    }
}

/// Which names there are. Nobody has signed these files: a carrier may add some, and what it adds must
/// not be a thing that somebody opens. (`Protocol/sealed-bundle.md`, section 2)
extension EvidenceFile {
    private static let proof = ".tlog-proof"

    static func isName(_ name: String) -> Bool {
        if let stem = stem(of: name, before: proof) {
            let parts = stem.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 1 || isNumber(parts[1], from: 1, digits: 19) else { return false }
            return isStatement(parts[0])
                || parts[0].utf8.elementsEqual(BundlePaths.statementStem.utf8)
        }
        return [".json", ".json.sig", ".entry"].contains { ending in
            stem(of: name, before: ending).map(isStatement) ?? false
        }
    }

    /// `Acknowledgement`, or `Acknowledgement-2` where several keys said the same.
    private static func isStatement(_ stem: Substring) -> Bool {
        let parts = stem.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let isKnown = Event.allCases.contains {
            $0 != .deposit && $0.rawValue.utf8.elementsEqual(parts[0].utf8)
        }
        return isKnown && (parts.count == 1 || isNumber(parts[1], from: 2, digits: 3))
    }

    /// Compared as bytes: a name with another spelling of the same letters is another name.
    private static func stem(of name: String, before ending: String) -> Substring? {
        guard name.utf8.allSatisfy({ $0 < 0x80 }), name.hasSuffix(ending) else { return nil }
        return name.dropLast(ending.utf8.count)
    }

    /// Decimal, without a leading zero.
    private static func isNumber(_ text: Substring, from least: UInt64, digits: Int) -> Bool {
        guard text.utf8.count <= digits, let number = UInt64(text) else { return false }
        return number >= least && String(number).utf8.elementsEqual(text.utf8)
    }
}
