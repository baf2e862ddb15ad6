/// `bagit.txt` of a bag that others may have written: any version up to 1.0.
struct ForeignDeclaration {
    let isVersion1: Bool
    let encoding: TagFile.Encoding

    private static let versions: Set = ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0"]

    /// The two lines exactly: no byte order mark, no space before the colon or at the end.
    init?(_ bytes: [UInt8], _ findings: inout BagFindings) {
        guard let lines = TagFile.lines(bytes, .utf8), lines.count == 2,
            let version = Self.value(lines[0], "BagIt-Version: "),
            let name = Self.value(lines[1], "Tag-File-Character-Encoding: ")
        else {
            findings.add(.declarationMalformed, .error, Array(BagDeclaration.name.utf8))
            return nil
        }
        guard Self.versions.contains(version) else {
            findings.add(.versionUnsupported)
            return nil
        }
        guard let encoding = TagFile.Encoding(name) else {
            findings.add(.encodingUnsupported, .notJudged)
            return nil
        }
        self.isVersion1 = version == "1.0"
        self.encoding = encoding
    }

    private static func value(_ line: [UInt8], _ label: String) -> String? {
        guard line.starts(with: label.utf8) else { return nil }
        let value = line.dropFirst(label.utf8.count)
        let isPlain = !value.isEmpty && value.allSatisfy { (0x21...0x7E).contains($0) }
        return isPlain ? String(decoding: value, as: UTF8.self) : nil
    }
}
