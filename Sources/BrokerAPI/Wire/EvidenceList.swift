package import Primitives

/// One statement of a consignment, as its sender fetches it.
package struct EvidenceItem: Hashable, Sendable {
    /// The event: `SubmissionAcceptance`, `ContentHandover` ...
    package let name: String
    /// The lane; nil for what concerns the whole deposit.
    package let mailbox: MailboxAddress?
    package let files: SignedFiles
    /// The `.tlog-proof` of the opening file; nil from a broker of a version without a log.
    package let proof: [UInt8]?

    package init(
        name: String, mailbox: MailboxAddress?, files: SignedFiles, proof: [UInt8]?
    ) {
        self.name = name
        self.mailbox = mailbox
        self.files = files
        self.proof = proof
    }

    private static let longestName = 64

    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            name: try reader.parsed("name", expected: "the name of an event") { text in
                (1...Self.longestName).contains(text.utf8.count) ? text : nil
            },
            mailbox: try reader.nullableParsed("mailbox", expected: "a mailbox address") {
                MailboxAddress($0)
            },
            files: try SignedFiles(&reader, .statement),
            proof: try reader.optionalBytes("proof", limit: BrokerLimits.proofBytes))
    }

    var json: JSONValue {
        .object(
            [
                JSONMember("name", .string(name)),
                JSONMember("mailbox", mailbox.map { .string($0.text) } ?? .null),
            ] + files.members(.statement)
                + (proof.map { [JSONMember("proof", .string(Base64.encode($0)))] } ?? []))
    }
}

/// Every statement that the broker holds about a deposit, in the order in which it recorded them.
///
/// ```json
/// { "statements": [ {"name": "SubmissionAcceptance", "mailbox": null, "statement": "...",
///                    "signature": "...", "entry": "...", "proof": "..."} ] }
/// ```
package struct EvidenceList: Hashable, Sendable {
    /// 16 mailboxes, 96 statements in each lane and the ones that end them.
    package static let maximumStatements = 2048

    package let statements: [EvidenceItem]

    package init(statements: [EvidenceItem]) {
        self.statements = statements
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([JSONMember("statements", .array(statements.map(\.json)))])
            .serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            var statements: [EvidenceItem] = []
            for var element in try reader.objects("statements", limit: Self.maximumStatements) {
                statements.append(try EvidenceItem(&element))
            }
            self.statements = statements
        } catch {
            throw .schema(error)
        }
    }
}
