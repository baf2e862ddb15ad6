package import Primitives

/// What a broker says when it begins to sign with another service key: the old one vouches for the
/// new one, and the new one shows that somebody has it.
///
/// ```
/// {
///   "type": "urn:plomba:v1:BrokerKeyChange", "number": 1, "mode": "live", "broker": "broker.example",
///   "previous": null, "oldKey": "ssh-ed25519 AAAA...", "newKey": "ssh-ed25519 AAAA...",
///   "fromTime": "2026-11-26T07:00:00Z"
/// }
/// ```
/// - SeeAlso: Protocol/broker-keys.md
package struct BrokerKeyChange: Hashable, Sendable {
    package static let statementName = "BrokerKeyChange"
    static let sizeLimitInBytes = 4 * 1024

    package let mode: Mode
    package let broker: OrganisationName
    /// From 1.
    package let number: Int
    /// SHA-256 of the change before.
    package let previous: SHA256Digest?
    package let oldKey: PublicKey
    package let newKey: PublicKey
    /// From when the new key signs, and the old one does not any more.
    package let fromTime: Timestamp

    package init(
        mode: Mode, broker: OrganisationName, number: Int, previous: SHA256Digest?,
        oldKey: PublicKey, newKey: PublicKey, fromTime: Timestamp
    ) {
        self.mode = mode
        self.broker = broker
        self.number = number
        self.previous = previous
        self.oldKey = oldKey
        self.newKey = newKey
        self.fromTime = fromTime
    }

    init(parsing bytes: [UInt8]) throws(RecordError) {
        guard bytes.count <= Self.sizeLimitInBytes else {
            throw .tooLarge(part: "change of a key", limit: Self.sizeLimitInBytes)
        }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
        do throws(JSONSchemaError) {
            var reader = try JSONObjectReader(json, at: "")
            mode = try reader.mode("mode")
            try reader.constant("type", mode.predicateType(Self.statementName))
            number = try reader.integer("number", in: 1...BrokerKeyHistory.limit)
            broker = try reader.organisationName("broker")
            previous = try reader.nullableDigest("previous")
            oldKey = try reader.publicKey("oldKey")
            newKey = try reader.publicKey("newKey")
            fromTime = try reader.timestamp("fromTime")
        } catch {
            throw .schema(error)
        }
    }

    package func serialized() -> [UInt8] {
        JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Self.statementName))),
            JSONMember("number", .integer(Int64(number))),
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember("broker", .string(broker.text)),
            JSONMember("previous", previous.map { .string($0.hex) } ?? .null),
            JSONMember("oldKey", .string(oldKey.openSSHLine)),
            JSONMember("newKey", .string(newKey.openSSHLine)),
            JSONMember("fromTime", .string(fromTime.text)),
        ]).serialized()
    }

    /// The change with both signatures.
    package func signed(
        by old: borrowing SigningKey, and new: borrowing SigningKey
    ) -> SignedKeyChange {
        let bytes = serialized()
        let namespace = mode.namespace(Self.statementName)
        return SignedKeyChange(
            bytes: bytes,
            byOld: SSHSignature.sign(bytes, namespace: namespace, with: old).armored,
            byNew: SSHSignature.sign(bytes, namespace: namespace, with: new).armored)
    }
}

/// The exact bytes of a change, with the signatures of both keys, nothing of them checked.
package struct SignedKeyChange: Hashable, Sendable {
    package let bytes: [UInt8]
    package let byOld: [UInt8]
    package let byNew: [UInt8]

    package init(bytes: [UInt8], byOld: [UInt8], byNew: [UInt8]) {
        (self.bytes, self.byOld, self.byNew) = (bytes, byOld, byNew)
    }
}
