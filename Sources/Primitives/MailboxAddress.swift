/// The address of a mailbox: `intake@group484.rs`.
///
/// The local part is `[a-z0-9][a-z0-9._-]{0,63}` and names a role in the organisation, never a
/// person.
package struct MailboxAddress: Hashable, Sendable {
    package static let maximumLocalSize = 64

    package let local: String
    package let organisation: OrganisationName

    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2,
            let organisation = OrganisationName(String(Substring(parts[1])))
        else { return nil }
        self.init(local: String(Substring(parts[0])), organisation: organisation)
    }

    /// Nil unless `local` is a local part as described above.
    package init?(local: String, organisation: OrganisationName) {
        guard Self.isLocal(local) else { return nil }
        self.local = local
        self.organisation = organisation
    }

    package var text: String { local + "@" + organisation.text }

    private static func isLocal(_ local: String) -> Bool {
        guard let first = local.utf8.first, ASCII.isLowerCaseOrDigit(first),
            local.utf8.count <= maximumLocalSize
        else { return false }
        return local.utf8.allSatisfy { byte in
            ASCII.isLowerCaseOrDigit(byte) || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }
}

extension MailboxAddress: Comparable {
    package static func < (left: MailboxAddress, right: MailboxAddress) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension MailboxAddress: CustomStringConvertible {
    package var description: String { text }
}
