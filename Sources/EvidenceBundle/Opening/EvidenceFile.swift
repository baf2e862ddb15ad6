import BagIt

/// A file of evidence/: NAME.json, NAME.json.sig or NAME.entry of a receipt or later statement.
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
