import Custody
import Foundation
import Primitives
import TestSupport

/// One case of `Protocol/vectors/custody-acts`: a copy, whose keys are known, and what lies in `acts/`.
///
/// ```
/// {"mode": "live",
///  "copy": {"seal": ..., "consignment": ..., "sender": {...}, "mailboxes": [...], "exhibits": [...]},
///  "keys": [{"organisation": {...}, "key": "ssh-ed25519 ..."}],
///  "files": [{"number": 1, "json": ..., "signature": ...}],
///  "act": null, "code": null}
/// ```
struct ActVector {
    typealias Key = (organisation: OrganisationReference, key: PublicKey)

    let name: String
    let mode: Mode
    let copy: CustodyCopy
    let keys: [Key]
    let files: [CustodyActFiles]
    /// The act that does not hold and why; nil for a history that does.
    let failure: Failure?

    struct Failure: Equatable {
        let act: Int
        let code: String
    }

    static let folder = Tool.path("Protocol/vectors/custody-acts/")

    /// As a receiver would verify it: what does not hold, or whose signer nobody here knows.
    func verify() -> Failure? {
        let history = CustodyActHistory(files, about: copy, mode: mode) { issuer, _ in
            keys.first { $0.organisation == issuer.organisation && $0.key.id == issuer.keyID }?.key
        }
        if let failure = history.failure {
            return Failure(act: failure.number, code: failure.reason.code)
        }
        return history.entries.first { !$0.isSignerKnown }.map {
            Failure(act: $0.number, code: "custody.signer-unknown")
        }
    }

    /// The acts that are whole, for a schema to look at.
    var texts: [[UInt8]] { files.compactMap { try? $0.signed?.get().json } }
}

/// As files.
extension ActVector {
    static func read(_ kind: String) throws -> [ActVector] {
        let base = folder + kind + "/"
        return try FileManager.default.contentsOfDirectory(atPath: base).sorted().map { file in
            let bytes = Array(try Data(contentsOf: URL(filePath: base + file)))
            var json = try JSONObjectReader(JSONValue.parse(bytes), at: "")
            var copy = try json.object("copy")
            let code = try json.nullableString("code")
            return ActVector(
                name: String(file.dropLast(5)), mode: try json.mode("mode"),
                copy: try Self.copy(&copy), keys: try Self.keys(&json),
                files: try json.objects("files", limit: 100).map(Self.files),
                failure: try code.map {
                    Failure(act: Int(try json.integer("act")), code: $0)
                })
        }
    }

    private static func copy(_ json: inout JSONObjectReader) throws -> CustodyCopy {
        var exhibits: [[UInt8]: SHA256Digest?] = [:]
        for var one in try json.objects("exhibits", limit: 300) {
            exhibits.updateValue(
                try one.nullableDigest("sha256"), forKey: Array(try one.string("name").utf8))
        }
        return CustodyCopy(
            seal: try json.digest("seal"), consignment: try json.consignmentID("consignment"),
            sender: try organisation(json.object("sender")),
            mailboxes: try json.strings("mailboxes", limit: 32).compactMap(MailboxAddress.init),
            exhibits: exhibits)
    }

    private static func organisation(_ json: JSONObjectReader) throws -> OrganisationReference {
        var json = json
        return OrganisationReference(
            name: try json.organisationName("name"),
            fingerprint: try json.fingerprint("fingerprint"))
    }

    private static func keys(_ json: inout JSONObjectReader) throws -> [Key] {
        try json.objects("keys", limit: 10).map { entry in
            var entry = entry
            return (
                try organisation(entry.object("organisation")),
                try PublicKey(openSSH: entry.string("key"))
            )
        }
    }

    private static func files(_ json: JSONObjectReader) throws -> CustodyActFiles {
        var json = json
        let text = Array(try json.string("json").utf8)
        let signature = try json.nullableString("signature")
        return CustodyActFiles(
            number: Int(try json.integer("number")),
            signed: try signature.map {
                .success(try SignedCustodyAct(json: text, signature: Array($0.utf8)))
            })
    }
}

extension ActVector {
    static func write(_ kind: String, _ vectors: [ActVector]) throws {
        let base = folder + kind
        try? FileManager.default.removeItem(atPath: base)
        try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
        for vector in vectors {
            try Data(vector.json.serialized()).write(
                to: URL(filePath: base + "/" + vector.name + ".json"))
        }
    }

    private var json: JSONValue {
        let exhibits = copy.exhibits.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return .object([
            JSONMember("mode", .string(mode.rawValue)),
            JSONMember(
                "copy",
                .object([
                    JSONMember("seal", .string(copy.seal.hex)),
                    JSONMember("consignment", .string(copy.consignment.text)),
                    JSONMember("sender", Self.json(copy.sender)),
                    JSONMember("mailboxes", .array(copy.mailboxes.map { .string($0.text) })),
                    JSONMember(
                        "exhibits",
                        .array(
                            exhibits.map { name, digest in
                                .object([
                                    JSONMember(
                                        "name", .string(String(decoding: name, as: UTF8.self))),
                                    JSONMember("sha256", digest.map { .string($0.hex) } ?? .null),
                                ])
                            })),
                ])),
            JSONMember(
                "keys",
                .array(
                    keys.map { known in
                        .object([
                            JSONMember("organisation", Self.json(known.organisation)),
                            JSONMember("key", .string(known.key.openSSHLine)),
                        ])
                    })),
            JSONMember("files", .array(files.map(Self.json))),
            JSONMember("act", failure.map { .integer(Int64($0.act)) } ?? .null),
            JSONMember("code", failure.map { .string($0.code) } ?? .null),
        ])
    }

    private static func json(_ organisation: OrganisationReference) -> JSONValue {
        .object([
            JSONMember("name", .string(organisation.name.text)),
            JSONMember("fingerprint", .string(organisation.fingerprint.text)),
        ])
    }

    private static func json(_ files: CustodyActFiles) -> JSONValue {
        func text(_ bytes: [UInt8]) -> JSONValue { .string(String(decoding: bytes, as: UTF8.self)) }
        let signed = try? files.signed?.get()
        return .object([
            JSONMember("number", .integer(Int64(files.number))),
            JSONMember("json", signed.map { text($0.json) } ?? .string("{}")),
            JSONMember("signature", signed.map { text($0.signature) } ?? .null),
        ])
    }
}
