import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives
import TestSupport

/// Collects the cases of one kind and writes what belongs to them below `Protocol/vectors/bundles`.
///
/// Keys that sign are drawn for the run and forgotten with it. The one key that is not is the
/// reader's encryption key: everybody can make it (`BundleVector.readerSentence`).
final class VectorWriter {
    let kind: String
    private var vectors: [BundleVector] = []

    static let readerSeed = SHA256Digest.of(Array(BundleVector.readerSentence.utf8)).bytes

    init(_ kind: String) throws {
        self.kind = kind
        let folder = BundleVector.folder.appending(path: kind)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Adds to the cases that are there; one of the same name is replaced.
    init(addingTo kind: String) throws {
        self.kind = kind
        vectors = try BundleVector.read(kind)
    }

    /// A case over a file that is copied from the scene.
    func add(
        _ name: String, _ scene: Scene, file: String = "FORGED.plomba",
        organisations: [String] = ["sender", "receiver"], time: Timestamp = Times.opened,
        sealed: BundleVector.Outcome = .verified, bundle: BundleVector.Outcome = .verified
    ) throws {
        let target = BundleVector.folder.appending(path: "\(kind)/\(name).plomba")
        try Data(scene.read(file)).write(to: target)
        append(name, "\(kind)/\(name).plomba", scene.mode, organisations, time, sealed, bundle)
    }

    /// A case over a file that another case has, told something else.
    func refer(
        _ name: String, to file: String, mode: Mode = .live,
        organisations: [String] = ["sender", "receiver"], time: Timestamp = Times.opened,
        sealed: BundleVector.Outcome = .verified, bundle: BundleVector.Outcome = .verified
    ) {
        append(name, file, mode, organisations, time, sealed, bundle)
    }

    func finish() throws {
        let list = JSONValue.object([JSONMember("cases", .array(vectors.map(\.json)))])
        let path = BundleVector.folder.appending(path: "\(kind)/cases.json")
        try Data(list.serialized()).write(to: path)
    }

    private func append(
        _ name: String, _ file: String, _ mode: Mode, _ organisations: [String],
        _ time: Timestamp, _ sealed: BundleVector.Outcome, _ bundle: BundleVector.Outcome
    ) {
        vectors.removeAll { $0.name.utf8.elementsEqual(name.utf8) }
        vectors.append(
            BundleVector(
                name: name, file: file, mode: mode, time: time, organisations: organisations,
                sealed: sealed, bundle: bundle))
    }

    static func write(_ organisation: VerifiedOrganisation, as name: String) throws {
        let folder = BundleVector.folder.appending(path: "organisations")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(organisation.file.serialized())
            .write(to: folder.appending(path: "\(name).json"))
    }
}
