package import Primitives

/// How a broker came from one service key to the next: every change, verified, oldest first.
///
/// ```
/// {
///   "type": "urn:plomba:v1:BrokerKeyHistory",
///   "changes": [{"change": "<base64>", "byOld": "-----BEGIN SSH SIGNATURE-----\n...", "byNew": "..."}]
/// }
/// ```
/// Whoever knows one of its keys follows it from there; it says nothing to who knows none.
package struct BrokerKeyHistory: Hashable, Sendable {
    package static let limit = 64
    package static let sizeLimitInBytes = 256 * 1024
    private static let historyName = "BrokerKeyHistory"

    package let signed: [SignedKeyChange]
    package let changes: [BrokerKeyChange]

    /// - Throws: `noRecords`, `versionNotNext`, `previousMismatch`, `nameChanged`, `modeUnexpected`,
    ///   `issuedBackwards`, `duplicateKey`, `signatureMalformed`, `tooFewSignatures`, and what is
    ///   wrong with a change's form.
    package init(verifying signed: [SignedKeyChange]) throws(RecordError) {
        guard !signed.isEmpty else { throw .noRecords }
        guard signed.count <= Self.limit else {
            throw .tooLarge(part: "list of changes", limit: Self.limit)
        }
        var changes: [BrokerKeyChange] = []
        for (index, one) in signed.enumerated() {
            let change = try BrokerKeyChange(parsing: one.bytes)
            let before = changes.last.map { ($0, SHA256Digest.of(signed[index - 1].bytes)) }
            try Self.check(change, number: index + 1, after: before)
            guard !changes.contains(where: { $0.oldKey == change.newKey }),
                change.oldKey != change.newKey
            else { throw .duplicateKey(path: "newKey") }
            try Self.checkSignatures(one, change)
            changes.append(change)
        }
        self.signed = signed
        self.changes = changes
    }

    package init(parsing bytes: [UInt8]) throws(RecordError) {
        guard bytes.count <= Self.sizeLimitInBytes else {
            throw .tooLarge(part: "list of changes", limit: Self.sizeLimitInBytes)
        }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes, limits: RecordLimits.fileJSON)
        } catch {
            throw .notJSON(error)
        }
        let signed: [SignedKeyChange]
        do throws(JSONSchemaError) {
            signed = try Self.list(json)
        } catch {
            throw .schema(error)
        }
        try self.init(verifying: signed)
    }

    package func serialized() -> [UInt8] {
        let list = signed.map { change in
            JSONValue.object([
                JSONMember("change", .string(Base64.encode(change.bytes))),
                JSONMember("byOld", .string(String(decoding: change.byOld, as: UTF8.self))),
                JSONMember("byNew", .string(String(decoding: change.byNew, as: UTF8.self))),
            ])
        }
        return JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Self.historyName))),
            JSONMember("changes", .array(list)),
        ]).serialized()
    }
}

extension BrokerKeyHistory {
    package var mode: Mode { changes[0].mode }
    package var broker: OrganisationName { changes[0].broker }

    /// Every key, oldest first, with when it began and ceased to sign; nil where nothing says so.
    package var keys: [(key: PublicKey, from: Timestamp?, until: Timestamp?)] {
        let ends = changes.map(\.fromTime)
        let first = (changes[0].oldKey, Timestamp?.none, Timestamp?.some(ends[0]))
        return [first]
            + changes.enumerated().map { index, change in
                (change.newKey, change.fromTime, index + 1 < ends.count ? ends[index + 1] : nil)
            }
    }

    package var current: PublicKey { changes[changes.count - 1].newKey }

    package func contains(_ key: PublicKey) -> Bool { keys.contains { $0.key == key } }

    /// Whether everything in another one stands here too, in the same place.
    package func continues(_ other: BrokerKeyHistory) -> Bool {
        signed.count >= other.signed.count
            && zip(signed, other.signed).allSatisfy { $0.bytes == $1.bytes }
    }

    /// The same with one more change.
    package func appending(_ change: SignedKeyChange) throws(RecordError) -> BrokerKeyHistory {
        try BrokerKeyHistory(verifying: signed + [change])
    }

    /// What the next change says is before it.
    package var next: (number: Int, previous: SHA256Digest) {
        (changes.count + 1, SHA256Digest.of(signed[signed.count - 1].bytes))
    }

    private static func list(_ json: JSONValue) throws(JSONSchemaError) -> [SignedKeyChange] {
        var reader = try JSONObjectReader(json, at: "")
        _ = try reader.parsed("type", expected: "'\(Mode.live.predicateType(historyName))'") {
            text in
            Mode.allCases.first { $0.predicateType(historyName).utf8.elementsEqual(text.utf8) }
        }
        var found: [SignedKeyChange] = []
        for var part in try reader.objects("changes", limit: limit) {
            found.append(
                SignedKeyChange(
                    bytes: try part.parsed("change", expected: "base64") { Base64.decode($0) },
                    byOld: Array(try part.string("byOld").utf8),
                    byNew: Array(try part.string("byNew").utf8)))
        }
        return found
    }

    private static func check(
        _ change: BrokerKeyChange, number: Int, after before: (BrokerKeyChange, SHA256Digest)?
    ) throws(RecordError) {
        guard change.number == number else {
            throw .versionNotNext(expected: number, found: change.number)
        }
        guard change.previous == before?.1 else { throw .previousMismatch(version: number) }
        guard let (last, _) = before else { return }
        guard change.mode == last.mode else { throw .modeUnexpected(version: number) }
        guard change.broker == last.broker else { throw .nameChanged(version: number) }
        guard change.oldKey == last.newKey else { throw .previousMismatch(version: number) }
        guard change.fromTime >= last.fromTime else { throw .issuedBackwards(version: number) }
    }

    private static func checkSignatures(
        _ signed: SignedKeyChange, _ change: BrokerKeyChange
    ) throws(RecordError) {
        let namespace = change.mode.namespace(BrokerKeyChange.statementName)
        let pairs = [
            (signed.byOld, change.oldKey, RecordError.RootsOfRecord.predecessor),
            (signed.byNew, change.newKey, .own),
        ]
        for (armored, key, whose) in pairs {
            let signature: SSHSignature
            do throws(SSHSignatureError) {
                signature = try SSHSignature(armored: armored)
            } catch {
                throw .signatureMalformed(version: change.number)
            }
            guard signature.verify(signed.bytes, namespace: namespace, by: key) else {
                throw .tooFewSignatures(
                    version: change.number, of: whose, found: 0, required: 1)
            }
        }
    }
}
