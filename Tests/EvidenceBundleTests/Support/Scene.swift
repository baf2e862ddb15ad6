import BagIt
import Custody
import EvidenceBundle
import Foundation
import KeyDirectory
import Primitives

/// Two organisations, a folder, and a bundle on its way from one to the other.
final class Scene {
    let sender: TestOrganisation
    let receiver: TestOrganisation
    let folder: URL
    let mode: Mode

    convenience init(mode: Mode = .live, readerSeed: [UInt8]? = nil) throws {
        try self.init(
            from: TestOrganisation("vasaprava.ba", mode: mode),
            to: TestOrganisation("group484.rs", mode: mode, seed: readerSeed), mode: mode)
    }

    init(from sender: TestOrganisation, to receiver: TestOrganisation, mode: Mode = .live) throws {
        self.mode = mode
        (self.sender, self.receiver) = (sender, receiver)
        folder = FileManager.default.temporaryDirectory
            .appending(path: "plomba-bundle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func write(_ bytes: [UInt8], to name: String) throws {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: name)))
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path(name))
    }

    /// What lies in the folder of the scene, hidden files included.
    func listing() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    /// Puts the files below `source/` in the order given and names them for the packer.
    func source(_ files: [(String, [UInt8])]) throws -> PayloadSource {
        for (name, bytes) in files { try write(bytes, to: "source/\(name)") }
        let tops = Set(files.map { String($0.0.prefix { $0 != "/" }) })
        return try PayloadSource(paths: tops.sorted().map { path("source/\($0)") })
    }

    func request(caseDocument: [UInt8]? = nil) throws -> SealRequest {
        let mailbox = try AddressedMailbox(
            local: "intake", of: receiver.verified, at: Times.sealed)
        return SealRequest(
            mode: mode, consignment: ConsignmentID(),
            sender: OrganisationReference(
                name: sender.verified.name, fingerprint: sender.verified.fingerprint),
            mailboxes: [mailbox], deadline: Times.deadline, claimedTime: Times.sealed,
            caseDocument: try CaseDocument(
                parsing: caseDocument ?? CaseJSON.minimal(mode: mode).bytes),
            earlierStatements: [])
    }

    /// Seals `files` to the receiver as `FILE.plomba` in the folder.
    @discardableResult
    func seal(
        _ files: [(String, [UInt8])], request: SealRequest? = nil, to name: String = "FILE.plomba"
    ) throws -> SealedBundle {
        let sealer = try Sealer(
            try request ?? self.request(), source: try source(files))
        return try sealer.seal(
            to: path(name), memberKey: sender.member, deviceKey: sender.device, senderCopy: nil,
            progress: { _, _ in })
    }

    /// A context that knows the organisations given.
    func context(knowing organisations: [TestOrganisation]? = nil, at time: Timestamp? = nil)
        -> VerificationContext
    {
        let known = (organisations ?? [sender, receiver]).map(\.verified)
        return VerificationContext(
            mode: mode, time: time ?? Times.opened, confirmed: known)
    }

    func reader(_ name: String = "FILE.plomba", context: VerificationContext? = nil) throws
        -> (file: BundleFile, reader: BundleReader)
    {
        let file = try BundleFile(path: path(name))
        return (file, BundleReader(file.parts, context: context ?? self.context()))
    }

    /// Opens `FILE.plomba` as the receiver into `case/`.
    @discardableResult
    func open(
        _ name: String = "FILE.plomba", into target: String = "case",
        context: VerificationContext? = nil
    ) throws -> OpenedBundle {
        var (file, reader) = try reader(name, context: context)
        return try reader.extract(
            payload: file.payload(), identities: receiver.identities, into: path(target),
            progress: { _, _ in })
    }
}
