package import Primitives

/// One delivery in a mailbox, as the list shows it.
package struct Delivery: Hashable, Sendable {
    package let number: DeliveryNumber
    package let consignment: ConsignmentID
    package let sender: OrganisationName
    package let senderFingerprint: Fingerprint
    /// The outer statement by the sender's device.
    package let statement: SignedFiles
    /// The broker's `SubmissionAcceptance`.
    package let acceptance: SignedFiles
    package let previewSize: Int64
    package let payloadSize: Int64
    package let state: DeliveryState

    package init(
        number: DeliveryNumber, consignment: ConsignmentID, sender: OrganisationName,
        senderFingerprint: Fingerprint, statement: SignedFiles, acceptance: SignedFiles,
        previewSize: Int64, payloadSize: Int64, state: DeliveryState
    ) {
        self.number = number
        self.consignment = consignment
        self.sender = sender
        self.senderFingerprint = senderFingerprint
        self.statement = statement
        self.acceptance = acceptance
        self.previewSize = previewSize
        self.payloadSize = payloadSize
        self.state = state
    }
}

/// How far a delivery has come in the broker's books: the last piece of evidence that moved it.
package enum DeliveryState: String, Hashable, Sendable, CaseIterable {
    /// Nothing has been heard from the recipient.
    case available
    /// `Acknowledgement`: a person has seen the preview.
    case acknowledged
    /// `ContentHandover`: every byte was fetched.
    case handedOver = "handed-over"
    /// `ConsignmentAcceptance`: final.
    case accepted
    /// `ConsignmentRejection`: final.
    case declined
    /// `Withdrawal`: final; the sender called it back.
    case withdrawn
    /// `AcceptanceRejectionExpiry`: final; no decision was recorded by the deadline.
    case expired

    package var isFinal: Bool {
        switch self {
        case .available, .acknowledged, .handedOver: false
        case .accepted, .declined, .withdrawn, .expired: true
        }
    }
}

/// The deliveries of a mailbox after a cursor, in the order of their numbers.
///
/// ```json
/// { "deliveries": [ {"number": 7, "consignment": "...", ...} ], "next": 7 }
/// ```
/// `next` is the cursor for the next request: the last number listed, or the one that was given.
package struct DeliveryList: Hashable, Sendable {
    package let deliveries: [Delivery]
    package let next: DeliveryNumber

    package init(deliveries: [Delivery], next: DeliveryNumber) {
        self.deliveries = deliveries
        self.next = next
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("deliveries", .array(deliveries.map(\.json))),
            JSONMember("next", .integer(next.value)),
        ]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            var deliveries: [Delivery] = []
            for var element in try reader.objects(
                "deliveries", limit: BrokerLimits.deliveriesPerPage)
            {
                deliveries.append(try Delivery(&element))
            }
            self.deliveries = deliveries
            next = try reader.deliveryNumber("next")
        } catch {
            throw .schema(error)
        }
    }
}

extension Delivery {
    fileprivate var json: JSONValue {
        .object(
            [
                JSONMember("number", .integer(number.value)),
                JSONMember("consignment", .string(consignment.text)),
                JSONMember(
                    "sender",
                    .object([
                        JSONMember("name", .string(sender.text)),
                        JSONMember("fingerprint", .string(senderFingerprint.text)),
                    ])),
            ] + statement.members(.statement) + acceptance.members(.acceptanceOfDelivery) + [
                JSONMember("previewSize", .integer(previewSize)),
                JSONMember("payloadSize", .integer(payloadSize)),
                JSONMember("state", .string(state.rawValue)),
            ])
    }

    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        number = try reader.deliveryNumber("number")
        consignment = try reader.consignmentID("consignment")
        var sender = try reader.object("sender")
        self.sender = try sender.organisationName("name")
        senderFingerprint = try sender.fingerprint("fingerprint")
        statement = try SignedFiles(&reader, .statement)
        acceptance = try SignedFiles(&reader, .acceptanceOfDelivery)
        previewSize = Int64(try reader.integer("previewSize", in: 0...BrokerLimits.previewBytes))
        payloadSize = try reader.size("payloadSize")
        state = try reader.parsed("state", expected: "a state of a delivery") {
            DeliveryState(rawValue: $0)
        }
    }
}

extension JSONObjectReader {
    mutating func deliveryNumber(_ name: String) throws(JSONSchemaError) -> DeliveryNumber {
        guard let number = DeliveryNumber(try integer(name)) else {
            throw .invalid(path: path(of: name), expected: "the number of a delivery")
        }
        return number
    }

    mutating func size(_ name: String) throws(JSONSchemaError) -> Int64 {
        let size = try integer(name)
        guard size >= 0 else {
            throw .invalid(path: path(of: name), expected: "a number of bytes")
        }
        return size
    }
}
