package import Primitives

/// One statement of a consignment, as its sender fetches it.
package struct EvidenceItem: Hashable, Sendable {
    /// The event: `SubmissionAcceptance`, `ContentHandover` ...
    package let name: String
    /// The lane; nil for what concerns the whole deposit.
    package let mailbox: MailboxAddress?
    package let files: SignedFiles

    package init(name: String, mailbox: MailboxAddress?, files: SignedFiles) {
        self.name = name
        self.mailbox = mailbox
        self.files = files
    }
}

/// Every statement that the broker holds about a deposit, in the order in which it recorded them.
///
/// ```json
/// { "statements": [ {"name": "SubmissionAcceptance", "mailbox": null, "statement": "...",
///                    "signature": "...", "entry": "..."} ] }
/// ```
package struct EvidenceList: Hashable, Sendable {
    /// 16 mailboxes, 96 statements in each lane and the ones that end them.
    package static let maximumStatements = 2048
    private static let longestName = 64

    package let statements: [EvidenceItem]

    package init(statements: [EvidenceItem]) {
        self.statements = statements
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember(
                "statements",
                .array(
                    statements.map { item in
                        .object(
                            [
                                JSONMember("name", .string(item.name)),
                                JSONMember(
                                    "mailbox", item.mailbox.map { .string($0.text) } ?? .null),
                            ] + item.files.members(.statement))
                    }))
        ]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            var statements: [EvidenceItem] = []
            for var element in try reader.objects("statements", limit: Self.maximumStatements) {
                statements.append(try Self.item(&element))
            }
            self.statements = statements
        } catch {
            throw .schema(error)
        }
    }

    private static func item(
        _ reader: inout JSONObjectReader
    ) throws(JSONSchemaError) -> EvidenceItem {
        EvidenceItem(
            name: try reader.parsed("name", expected: "the name of an event") { text in
                (1...longestName).contains(text.utf8.count) ? text : nil
            },
            mailbox: try reader.nullableParsed("mailbox", expected: "a mailbox address") {
                MailboxAddress($0)
            },
            files: try SignedFiles(&reader, .statement))
    }
}
