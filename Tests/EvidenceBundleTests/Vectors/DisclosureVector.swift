import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// One case of `Protocol/vectors/disclosures`: a FILE.plomba that carries what was sealed before,
/// what its reader is told, and the verdict.
struct DisclosureVector {
    let name: String
    /// Below the folder of the vectors; several cases may look at one file.
    let file: String
    let time: Timestamp
    /// Names of organisation files whose fingerprints were compared.
    let organisations: [String]
    /// The service key of `broker.example`; nil where the reader uses another broker.
    let broker: PublicKey?
    let bundle: BundleVector.Outcome

    static let folder = Tool.root.appending(path: "Protocol/vectors/disclosures")
    private static let brokerName = "broker.example"

    func context() throws -> VerificationContext {
        let known = try organisations.map { name in
            let path = Self.folder.appending(path: "organisations/\(name).json")
            let unverified = try UnverifiedOrganisation(
                OrganisationFile(parsing: Array(try Data(contentsOf: path))))
            return try unverified.verify(fingerprint: unverified.fingerprint, mode: .live)
        }
        let broker = broker
        return VerificationContext(
            mode: .live, time: time, confirmed: known,
            broker: { name, keyID in
                broker.flatMap { $0.id == keyID && name.text == Self.brokerName ? $0 : nil }
            })
    }

    /// What our reader says with the reader's key; the case folder is at `target` unless something
    /// failed.
    func verify(into target: String) throws -> BundleVector.Outcome {
        do {
            let file = try BundleFile(path: Self.folder.appending(path: file).path)
            var reader = BundleReader(file.parts, context: try context())
            let opened = try reader.extract(
                payload: file.payload(), identities: BundleVector.readerIdentities(),
                into: target, progress: { _, _ in })
            return .init(nil, opened.verdict)
        } catch let error as BundleError {
            return .init(error)
        }
    }

    /// The cases of `valid` or `invalid`, in the order of their list.
    static func read(_ kind: String) throws -> [DisclosureVector] {
        let path = folder.appending(path: "\(kind)/cases.json")
        var reader = try JSONObjectReader(
            JSONValue.parse(Array(try Data(contentsOf: path))), at: "")
        return try reader.objects("cases", limit: 1000).map { entry in
            var entry = entry
            return DisclosureVector(
                name: try entry.string("name"), file: try entry.string("file"),
                time: try entry.timestamp("time"),
                organisations: try entry.strings("organisations", limit: 16),
                broker: try entry.nullableString("broker").map { try PublicKey(openSSH: $0) },
                bundle: try BundleVector.outcome("bundle", in: &entry))
        }
    }

    /// How the case stands in `cases.json`.
    var json: JSONValue {
        .object([
            JSONMember("name", .string(name)), JSONMember("file", .string(file)),
            JSONMember("time", .string(time.text)),
            JSONMember("organisations", .array(organisations.map { .string($0) })),
            JSONMember("broker", broker.map { .string($0.openSSHLine) } ?? .null),
            JSONMember("bundle", bundle.json),
        ])
    }
}
