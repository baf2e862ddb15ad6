/// The name of an organisation: `group484.rs`.
///
/// Two or more labels of `[a-z0-9-]`, joined by dots, at most 253 bytes in all. The name is what
/// people say; the identity is the ``Fingerprint``.
package struct OrganisationName: Hashable, Sendable {
    package static let maximumSize = 253

    package let text: String

    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumSize else { return nil }
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(Self.isLabel) else { return nil }
        self.text = text
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        !label.isEmpty
            && label.allSatisfy { ASCII.isLowerCaseOrDigit($0) || $0 == UInt8(ascii: "-") }
    }
}

extension OrganisationName: Comparable {
    package static func < (left: OrganisationName, right: OrganisationName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension OrganisationName: CustomStringConvertible {
    package var description: String { text }
}
