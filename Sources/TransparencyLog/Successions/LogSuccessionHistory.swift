package import Primitives

/// How a broker came from one log key to the next: every succession, oldest first.
///
/// ```
/// {
///   "type": "urn:plomba:v1:LogSuccessionHistory",
///   "successions": [{"succession": "<base64>", "signature": "-----BEGIN SSH SIGNATURE-----\n...", "entry": "plomba/entry/v1\n..."}]
/// }
/// ```
/// It holds together by itself. Who signed it is asked by ``requireSignatures(by:)``, and whether witnesses
/// had seen what it names, and the log has it, by whoever follows it.
package struct LogSuccessionHistory: Hashable, Sendable {
    private static let name = "LogSuccessionHistory"

    package let signed: [SignedLogSuccession]
    package let successions: [LogSuccession]

    package init(
        verifying signed: [SignedLogSuccession]
    ) throws(LogSuccessionError) {
        guard !signed.isEmpty else { throw .none }
        guard signed.count < LogLimits.logsPerBroker else { throw .tooLarge }
        var found: [LogSuccession] = []
        for (index, one) in signed.enumerated() {
            let next = try LogSuccession(parsing: one.bytes)
            let before = found.last.map { ($0, SHA256Digest.of(signed[index - 1].bytes)) }
            try Self.check(next, number: index + 2, after: before)
            guard !found.contains(where: { $0.uses(next.newLog.publicKey) }),
                next.oldLog.publicKey != next.newLog.publicKey
            else { throw .otherLog }
            guard Self.opens(one) else { throw .entry }
            found.append(next)
        }
        (self.signed, successions) = (signed, found)
    }

    package init(parsing bytes: [UInt8]) throws(LogSuccessionError) {
        guard bytes.count <= LogLimits.successionsSizeInBytes else { throw .tooLarge }
        let limits = JSONLimits(
            maximumSize: LogLimits.successionsSizeInBytes, maximumDepth: 4, maximumMembers: 100)
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue.parse(bytes, limits: limits)
        } catch {
            throw .notJSON(error)
        }
        let signed: [SignedLogSuccession]
        do throws(JSONSchemaError) {
            signed = try Self.list(json)
        } catch {
            throw .schema(error)
        }
        try self.init(verifying: signed)
    }

    package func serialized() -> [UInt8] {
        let list = signed.map { one in
            JSONValue.object([
                JSONMember("succession", .string(Base64.encode(one.bytes))),
                JSONMember("signature", .string(String(decoding: one.signature, as: UTF8.self))),
                JSONMember("entry", .string(String(decoding: one.entry, as: UTF8.self))),
            ])
        }
        return JSONValue.object([
            JSONMember("type", .string(mode.predicateType(Self.name))),
            JSONMember("successions", .array(list)),
        ]).serialized()
    }
}

extension LogSuccessionHistory {
    package var mode: Mode { successions[0].mode }
    package var broker: OrganisationName { successions[0].broker }
    package var current: VerifierKey { successions[successions.count - 1].newLog }

    /// The key in use, and those before it with the sizes at which their logs were closed.
    package var keys: LogKeys {
        LogKeys(
            current, former: successions.map { LogKeys.Former(key: $0.oldLog, size: $0.size) })
    }

    /// Whether everything in another one stands here too, in the same place.
    package func continues(_ other: LogSuccessionHistory) -> Bool {
        signed.count >= other.signed.count
            && zip(signed, other.signed).allSatisfy { $0.bytes == $1.bytes }
    }

    /// The checkpoint by which a former log is named, as that log has signed it.
    ///
    /// - Throws: `otherSuccessor` for a log that none of them follows.
    package func named(of log: VerifierKey) throws(LogSuccessionError) -> VerifiedCheckpoint {
        guard let step = successions.first(where: { $0.oldLog == log }) else {
            throw .otherSuccessor
        }
        do throws(CheckpointError) {
            return try UnverifiedCheckpoint(parsing: step.checkpoint).verify(log: log)
        } catch {
            throw .checkpoint(error)
        }
    }

    /// What the next one says is before it.
    package var next: (number: Int, previous: SHA256Digest) {
        (successions.count + 2, SHA256Digest.of(signed[signed.count - 1].bytes))
    }

    /// Holds each against the service keys that counted when it was made.
    ///
    /// - Throws: `LogSuccessionError.signature`.
    package func requireSignatures(
        by keys: (Timestamp) -> [PublicKey]
    ) throws(LogSuccessionError) {
        for (one, succession) in zip(signed, successions) {
            let namespace = succession.mode.namespace(LogSuccession.statementName)
            guard let signature = try? SSHSignature(armored: one.signature),
                keys(succession.fromTime).contains(where: {
                    signature.verify(one.bytes, namespace: namespace, by: $0)
                })
            else { throw .signature }
        }
    }

    private static func list(
        _ json: JSONValue
    ) throws(JSONSchemaError) -> [SignedLogSuccession] {
        var reader = try JSONObjectReader(json, at: "")
        _ = try reader.parsed("type", expected: "'\(Mode.live.predicateType(name))'") { text in
            Mode.allCases.first { $0.predicateType(name).utf8.elementsEqual(text.utf8) }
        }
        var found: [SignedLogSuccession] = []
        for var part in try reader.objects("successions", limit: LogLimits.logsPerBroker) {
            found.append(
                SignedLogSuccession(
                    bytes: try part.parsed("succession", expected: "base64") {
                        Base64.decode($0)
                    },
                    signature: Array(try part.string("signature").utf8),
                    entry: Array(try part.string("entry").utf8)))
        }
        return found
    }

    private static func check(
        _ next: LogSuccession, number: Int, after before: (LogSuccession, SHA256Digest)?
    ) throws(LogSuccessionError) {
        guard next.number == number, next.previous == before?.1 else { throw .notNext(number) }
        guard next.oldLog.name == KeyName(logOf: next.broker, number: number - 1),
            next.newLog.name == KeyName(logOf: next.broker, number: number)
        else { throw .otherLog }
        let named: VerifiedCheckpoint
        do throws(CheckpointError) {
            named = try UnverifiedCheckpoint(parsing: next.checkpoint).verify(log: next.oldLog)
        } catch {
            throw .checkpoint(error)
        }
        guard named.size > 0, named.size <= next.size else { throw .namesLess }
        guard let (last, _) = before else { return }
        guard next.mode == last.mode, next.broker == last.broker else { throw .otherBroker }
        guard next.oldLog == last.newLog, next.fromTime >= last.fromTime else {
            throw .notNext(number)
        }
        // The entry of the one before is one of those that are taken over.
        guard named.size > last.size else { throw .namesLess }
    }

    /// Whether the opening file opens these bytes and this signature. (`Protocol/entry.md`)
    private static func opens(_ one: SignedLogSuccession) -> Bool {
        let lines = one.entry.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == 5, SHA256Digest(hex: String(decoding: lines[1], as: UTF8.self)) != nil
        else { return false }
        let (bytes, signature) = (
            SHA256Digest.of(one.bytes).hex, SHA256Digest.of(one.signature).hex
        )
        let rest = Array("\n\(bytes)\n\(signature)\n".utf8)
        return one.entry == Array("plomba/entry/v1\n".utf8) + lines[1] + rest
    }
}

extension LogSuccession {
    fileprivate func uses(_ key: PublicKey) -> Bool {
        oldLog.publicKey == key || newLog.publicKey == key
    }
}
