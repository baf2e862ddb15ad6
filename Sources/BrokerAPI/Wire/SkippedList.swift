import Primitives

/// One number that a sender's device gave up, as the mailbox's owners fetch it.
package struct SkippedItem: Hashable, Sendable {
    /// Its place in the mailbox's own list of them, from 1 without gaps.
    package let place: DeliveryNumber
    package let files: SignedFiles
    /// The `.tlog-proof` of the opening file.
    package let proof: [UInt8]

    package init(place: DeliveryNumber, files: SignedFiles, proof: [UInt8]) {
        (self.place, self.files, self.proof) = (place, files, proof)
    }

    init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        self.init(
            place: try reader.deliveryNumber("place"),
            files: try SignedFiles(&reader, .statement),
            proof: try reader.bytes("proof", limit: BrokerLimits.proofBytes))
    }

    var json: JSONValue {
        .object(
            [JSONMember("place", .integer(place.value))] + files.members(.statement)
                + [JSONMember("proof", .string(Base64.encode(proof)))])
    }
}

/// The numbers that were given up on the way to a mailbox, after a cursor.
///
/// ```json
/// { "skipped": [ {"place": 1, "statement": "...", "signature": "...", "entry": "...",
///                 "proof": "..."} ], "next": 1 }
/// ```
package struct SkippedList: Hashable, Sendable {
    package let skipped: [SkippedItem]
    /// The cursor for the next request.
    package let next: DeliveryNumber

    package init(skipped: [SkippedItem], next: DeliveryNumber) {
        (self.skipped, self.next) = (skipped, next)
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("skipped", .array(skipped.map(\.json))),
            JSONMember("next", .integer(next.value)),
        ]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            var skipped: [SkippedItem] = []
            for var element in try reader.objects(
                "skipped", limit: BrokerLimits.deliveriesPerPage)
            {
                skipped.append(try SkippedItem(&element))
            }
            self.skipped = skipped
            next = try reader.deliveryNumber("next")
        } catch {
            throw .schema(error)
        }
    }
}
