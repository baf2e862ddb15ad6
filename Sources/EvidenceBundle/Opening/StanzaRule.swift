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

    /// How many stanzas there are where the seal names so many readers: dummies fill them up.
    static func count(forReaders readers: Int) -> Int? {
        BundleLimits.stanzaCounts.first { $0 >= readers }
    }

    /// How many stanzas a file begins with; nil when it does not begin with an age header.
    static func count(startOf file: [UInt8]) -> Int? {
        (try? AgeHeader(startOf: file.span))?.stanzaTypes.count
    }

    /// Whether the bytes begin with a header that is allowed.
    static func allows(startOf file: [UInt8]) -> Bool {
        guard let header = try? AgeHeader(startOf: file.span) else { return false }
        return allows(header)
    }
}
