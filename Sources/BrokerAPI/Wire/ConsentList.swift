package import Primitives

/// One statement about consent, as either end of a delivery fetches it.
package struct ConsentItem: Hashable, Sendable {
    /// Its place in the list that was asked for, from 1 without gaps.
    package let place: DeliveryNumber
    /// The event: `ConsentWithdrawal` or `ConsentAnswer`.
    package let name: String
    package let mailbox: MailboxAddress
    package let files: SignedFiles
    /// The `.tlog-proof` of the opening file.
    package let proof: [UInt8]

    private static let longestName = 64

    package init(
        place: DeliveryNumber, name: String, mailbox: MailboxAddress, files: SignedFiles,
        proof: [UInt8]
    ) {
        (self.place, self.name, self.mailbox) = (place, name, mailbox)
        (self.files, self.proof) = (files, proof)
    }

    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            place: try reader.deliveryNumber("place"),
            name: try reader.parsed("name", expected: "the name of an event") { text in
                (1...Self.longestName).contains(text.utf8.count) ? text : nil
            },
            mailbox: try reader.mailboxAddress("mailbox"),
            files: try SignedFiles(&reader, .statement),
            proof: try reader.bytes("proof", limit: BrokerLimits.proofBytes))
    }

    var json: JSONValue {
        .object(
            [
                JSONMember("place", .integer(place.value)), JSONMember("name", .string(name)),
                JSONMember("mailbox", .string(mailbox.text)),
            ] + files.members(.statement)
                + [JSONMember("proof", .string(Base64.encode(proof)))])
    }
}

/// What was said about consent, in the order in which the broker recorded it, after a cursor.
///
/// ```json
/// { "consent": [ {"place": 1, "name": "ConsentWithdrawal", "mailbox": "intake@group484.rs",
///                 "statement": "...", "signature": "...", "entry": "...", "proof": "..."} ],
///   "next": 1 }
/// ```
package struct ConsentList: Hashable, Sendable {
    package let consent: [ConsentItem]
    /// The cursor for the next request.
    package let next: DeliveryNumber

    package init(consent: [ConsentItem], next: DeliveryNumber) {
        (self.consent, self.next) = (consent, next)
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("consent", .array(consent.map(\.json))),
            JSONMember("next", .integer(next.value)),
        ]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            var consent: [ConsentItem] = []
            for var element in try reader.objects("consent", limit: BrokerLimits.deliveriesPerPage)
            {
                consent.append(try ConsentItem(&element))
            }
            self.consent = consent
            next = try reader.deliveryNumber("next")
        } catch {
            throw .schema(error)
        }
    }
}
