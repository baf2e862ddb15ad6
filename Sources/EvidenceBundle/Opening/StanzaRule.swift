import Age

/// How a part of a bundle must be encrypted: to hybrid recipients only, at most 32.
///
/// age reads other files too; evidence that one classical stanza opens would be safe only until
/// somebody has a quantum computer. (`Protocol/sealed-bundle.md`, section 4)
enum StanzaRule {
    private static let hybrid = "mlkem768x25519"

    static func allows(_ header: AgeHeader) -> Bool {
        let types = header.stanzaTypes
        return types.count <= BundleLimits.recipients
            && types.allSatisfy { $0.utf8.elementsEqual(hybrid.utf8) }
    }

    /// Whether the bytes begin with a header that is allowed.
    static func allows(startOf file: [UInt8]) -> Bool {
        guard let header = try? AgeHeader(startOf: file.span) else { return false }
        return allows(header)
    }
}
