import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// The parties of `Protocol/vectors/disclosures`, and what is written of them.
///
/// Keys that sign are drawn for the run and forgotten with it; the reader's encryption key is the
/// one that everybody can make (`BundleVector.readerSentence`).
final class DisclosureVectorWriter {
    let sender: TestOrganisation
    /// As the sender, with a member whose key ends between the receipt and the opening.
    let senderThatLeft: TestOrganisation
    let receiver: TestOrganisation
    let third: TestOrganisation
    let reader: TestOrganisation
    let broker: TestBroker
    private var vectors: [String: [DisclosureVector]] = [:]
    /// Before the names of the organisations: keys of before are gone, so added cases have others.
    private let prefix: String

    static let everybody = ["sender", "receiver", "third", "reader"]
    static let withTheOneThatLeft = ["sender-that-left", "receiver", "third", "reader"]

    /// For cases that take the place of all that are there.
    convenience init() throws { try self.init(prefix: "") }

    /// Adds to the cases that are there; one of the same name is replaced.
    convenience init(addingAs prefix: String) throws {
        try self.init(prefix: prefix)
        for kind in ["valid", "invalid"] { vectors[kind] = try DisclosureVector.read(kind) }
    }

    private init(prefix: String) throws {
        self.prefix = prefix
        sender = try TestOrganisation("vasaprava.ba")
        senderThatLeft = try TestOrganisation(
            "vasaprava.ba", memberUntil: Times.time("2026-11-24T10:00:00Z"))
        receiver = try TestOrganisation("group484.rs")
        third = try TestOrganisation("civic-alliance.me")
        reader = try TestOrganisation("tuzilastvo.example", seed: VectorWriter.readerSeed)
        broker = try TestBroker()
        for (name, organisation) in [
            ("sender", sender), ("sender-that-left", senderThatLeft), ("receiver", receiver),
            ("third", third), ("reader", reader),
        ] {
            try Self.write(organisation, as: prefix + name)
        }
    }

    static func write(_ organisation: TestOrganisation, as name: String) throws {
        try write(organisation.verified.file.serialized(), "organisations/\(name).json")
    }

    /// A bundle from the sender to the receiver, opened there.
    func first(
        _ files: [(String, [UInt8])], from sender: TestOrganisation? = nil,
        alsoFor other: TestOrganisation? = nil
    ) throws -> Scene {
        let scene = try Scene(from: sender ?? self.sender, to: receiver)
        var request = try scene.request()
        if let other {
            request.mailboxes.append(
                try AddressedMailbox(local: "intake", of: other.verified, at: Times.sealed))
        }
        try scene.seal(files, request: request)
        try scene.open(context: scene.context(at: Times.sealed))
        return scene
    }

    /// Seals what is passed on and keeps it as a case.
    func add(
        _ name: String, _ passed: PassedOn, mailboxes: [AddressedMailbox]? = nil,
        organisations: [String] = everybody, fails: BundleVector.Outcome = .verified
    ) throws {
        try passed.seal(mailboxes: mailboxes)
        let file = "\(Self.kind(fails))/\(name).plomba"
        try Self.write(passed.scene.read("FILE.plomba"), file)
        refer(name, to: file, organisations: organisations, fails: fails)
    }

    /// A case over a file that another case has, told something else.
    func refer(
        _ name: String, to file: String, organisations: [String] = everybody,
        broker: PublicKey? = nil, fails: BundleVector.Outcome = .verified
    ) {
        vectors[Self.kind(fails), default: []].removeAll { $0.name.utf8.elementsEqual(name.utf8) }
        vectors[Self.kind(fails), default: []].append(
            DisclosureVector(
                name: name, file: file, time: Times.opened,
                organisations: organisations.map { prefix + $0 },
                broker: broker ?? self.broker.key.publicKey, bundle: fails))
    }

    func finish() throws {
        for (kind, cases) in vectors {
            let list = JSONValue.object([JSONMember("cases", .array(cases.map(\.json)))])
            try Self.write(list.serialized(), "\(kind)/cases.json")
        }
    }

    private static func kind(_ outcome: BundleVector.Outcome) -> String {
        outcome == .verified ? "valid" : "invalid"
    }

    private static func write(_ bytes: [UInt8], _ name: String) throws {
        let path = DisclosureVector.folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: path)
    }
}
