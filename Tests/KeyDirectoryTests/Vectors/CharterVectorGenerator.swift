import Foundation
import KeyDirectory
import Primitives
import Testing

/// Makes `Protocol/vectors/charters` anew: with `PLOMBA_WRITE_VECTORS=1`, never otherwise.
@Suite struct `Charter vector generator` {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PLOMBA_WRITE_VECTORS"] == "1"))
    func `writes the vectors anew`() throws {
        try CharterVector.write("valid", Self.valid())
        try CharterVector.write("invalid", Self.invalid())
    }

    private static func valid() throws -> [CharterVector] {
        let network = try Network()
        let training = try Network(mode: .training)
        let one = try network.charter()
        let next = try network.charter(
            head: network.head(version: 2, previous: .of(one.serialized())),
            organisations: Array(network.organisations.prefix(2)),
            brokers: [network.broker(quorum: 1)], witnesses: Array(network.witnesses.prefix(2)))
        let outside = try network.charter(brokers: [network.broker(operatedBy: nil)])
        let unwitnessed = try network.charter(
            brokers: [network.broker(quorum: 0)], witnesses: [], authorities: [])
        let later = edit(one.serialized(), "\"origin\"", "\"memberOfALaterVersion\": 1, $0")
        return [
            try vector("one-version", network, [one]),
            try vector("organisation-left", network, [one, next]),
            try vector("operator-outside-the-network", network, [outside]),
            try vector("no-witness", network, [unwitnessed]),
            try vector("training", training, [training.charter()]),
            try vector("unknown-member", network, bytes: [later]),
        ]
    }

    private static func invalid() throws -> [CharterVector] {
        let network = try Network()
        let text = try network.charter().serialized()
        func changed(_ name: String, _ from: String, _ to: String, _ code: String) throws
            -> CharterVector
        {
            try vector(name, network, bytes: [edit(text, from, to)], code: code)
        }
        let stranger = try network.signed(network.charter(), by: network.second)
        return [
            try changed(
                "quorum-that-splits", "\"quorum\": 2", "\"quorum\": 1",
                "record.quorum-too-small"),
            try changed(
                "witness-of-nobody", "\"organisation\": \"centre.me\"",
                "\"organisation\": \"nobody.me\"", "record.unknown-member"),
            try changed(
                "one-key-for-log-and-service", network.log.publicKey.openSSHLine,
                network.service.publicKey.openSSHLine, "record.duplicate-key"),
            try changed(
                "cyrillic-letter-in-a-name", "\"name\": \"group484.rs\"",
                "\"name\": \"gr\u{43E}up484.rs\"", "record.schema"),
            try changed(
                "two-names-for-one-fingerprint", network.organisations[1].fingerprint.text,
                network.organisations[0].fingerprint.text, "record.duplicate-label"),
            CharterVector(
                name: "signed-by-a-stranger", mode: .live,
                fingerprint: Fingerprint(stranger.digest), code: "record.too-few-signatures",
                file: CharterFile(mode: .live, records: [stranger]).serialized()),
        ]
    }

    private static func vector(
        _ name: String, _ network: Network, _ charters: [CharterRecord]
    ) throws -> CharterVector {
        try vector(name, network, bytes: charters.map { $0.serialized() })
    }

    private static func vector(
        _ name: String, _ network: Network, bytes: [[UInt8]], code: String? = nil
    ) throws -> CharterVector {
        let records = try bytes.map { try network.signed($0, by: network.first) }
        return CharterVector(
            name: name, mode: network.mode, fingerprint: Fingerprint(records[0].digest),
            code: code, file: CharterFile(mode: network.mode, records: records).serialized())
    }
}
