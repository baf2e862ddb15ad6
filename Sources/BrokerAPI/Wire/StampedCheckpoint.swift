import Primitives
package import Timestamping
import TransparencyLog

/// A checkpoint that time-stamping authorities were asked about, with what each of them gave.
///
/// ```json
/// { "checkpoint": "broker.example/log\n300\n4BsONTxL...\n\n— broker.example/log iR0HOGIJ...\n",
///   "authorities": [
///     {"name": "first.example.org", "state": "stamped", "token": "MIIF...", "attempts": 0,
///      "lastTime": null, "failure": null},
///     {"name": "second.example.org", "state": "waiting", "token": null, "attempts": 3,
///      "lastTime": "2026-11-25T23:00:00Z", "failure": "time.authority-silent"} ] }
/// ```
/// Nothing of it is verified: notes and tokens are, by who has the policy and the authorities' roots
/// from elsewhere.
///
/// - SeeAlso: Protocol/trusted-time.md, "Collecting".
package struct StampedCheckpoint: Hashable, Sendable {
    /// The note; what is stamped is its text.
    package let checkpoint: [UInt8]
    /// In the order of their names, each once.
    package let authorities: [Stamp]

    package init(checkpoint: [UInt8], authorities: [Stamp]) {
        self.checkpoint = checkpoint
        self.authorities = authorities
    }

    /// Where one authority stands with this checkpoint.
    package struct Stamp: Hashable, Sendable {
        package let name: AuthorityName
        package let state: State
        /// Times that it was asked in vain, the last of them, and what was wrong then.
        package let failures: TimestampBatch.Attempts

        package init(
            name: AuthorityName, state: State, failures: TimestampBatch.Attempts
        ) {
            self.name = name
            self.state = state
            self.failures = failures
        }
    }

    package enum State: Hashable, Sendable {
        /// The token, not verified.
        case stamped([UInt8])
        /// To be asked again.
        case waiting
        /// Asked as often as the schedule says, in vain.
        case gap
    }
}

extension StampedCheckpoint {
    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember("checkpoint", .string(String(decoding: checkpoint, as: UTF8.self))),
            JSONMember("authorities", .array(authorities.map(\.json))),
        ]).serialized()
    }

    /// - Throws: ``WireError`` for what is not this object, also when names are not in their order.
    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            checkpoint = try reader.parsed("checkpoint", expected: "a checkpoint note") { text in
                text.utf8.count <= LogLimits.noteSizeInBytes ? Array(text.utf8) : nil
            }
            authorities = try Self.stamps(&reader)
        } catch {
            throw .schema(error)
        }
    }

    private static func stamps(
        _ reader: inout JSONObjectReader
    ) throws(JSONSchemaError) -> [Stamp] {
        var stamps: [Stamp] = []
        for var element in try reader.objects(
            "authorities", limit: BrokerLimits.stampsPerCheckpoint)
        {
            let stamp = try Stamp(&element)
            guard stamps.last.map({ $0.name < stamp.name }) ?? true else {
                throw .invalid(
                    path: reader.path(of: "authorities"), expected: "in the order of names")
            }
            stamps.append(stamp)
        }
        return stamps
    }
}

extension StampedCheckpoint.Stamp {
    private static let longestCode = 64
    private static let stamped = "stamped"
    private static let waiting = "waiting"
    private static let gap = "gap"

    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        name = try reader.parsed("name", expected: "the name of an authority") {
            AuthorityName($0)
        }
        let word = try reader.string("state")
        let token =
            try reader.nullableValue("token") == nil
            ? nil : reader.bytes("token", limit: TimestampLimits.tokenSizeInBytes)
        switch (word, token) {
        case (Self.stamped, let token?): state = .stamped(token)
        case (Self.waiting, nil): state = .waiting
        case (Self.gap, nil): state = .gap
        default:
            throw .invalid(
                path: reader.path(of: "state"),
                expected: "'stamped' with a token, or 'waiting' or 'gap' without")
        }
        failures = TimestampBatch.Attempts(
            count: try reader.integer("attempts", in: 0...Int(Int32.max)),
            last: try reader.nullableParsed("lastTime", expected: "a time") { Timestamp($0) },
            failure: try reader.nullableParsed("failure", expected: "a code") { text in
                (1...Self.longestCode).contains(text.utf8.count) ? text : nil
            })
    }

    fileprivate var json: JSONValue {
        let (word, token): (String, JSONValue) =
            switch state {
            case .stamped(let token): (Self.stamped, .string(Base64.encode(token)))
            case .waiting: (Self.waiting, .null)
            case .gap: (Self.gap, .null)
            }
        return .object([
            JSONMember("name", .string(name.text)),
            JSONMember("state", .string(word)),
            JSONMember("token", token),
            JSONMember("attempts", .integer(Int64(failures.count))),
            JSONMember("lastTime", failures.last.map { .string($0.text) } ?? .null),
            JSONMember("failure", failures.failure.map { .string($0) } ?? .null),
        ])
    }
}
