import Custody
import Primitives
import PrivateFiles
import SystemPackage
import TransparencyLog
import Verification

/// What is left in the folder of a case when it is destroyed, and how far that has come.
///
/// ```
/// entry.json       as before, without where it was opened
/// disposal/        Disposal.json, Disposal.json.sig, Disposal.entry, Disposal.tlog-proof
/// disposal-recorded/  for a moment: the one that was recorded before, which takes its place
/// disposing.json   until everything is gone and the broker has the statement
/// ```
/// The statement is there before anything is removed: no copy is gone without it.
struct DisposalRecord: Sendable {
    /// The folder of the case in the outbox or the inbox.
    let place: FilePath

    private static let folderName = "disposal"
    private static let recordedName = "disposal-recorded"
    private static let stateName = "disposing.json"
    private static let entryName = "entry.json"
    private static let type = "urn:plomba:v1:Disposing"
    static let maximumCopies = 64

    var folder: StatementFolder {
        StatementFolder(
            PrivateFolder.isThere(recorded) ? recorded : place.appending(Self.folderName))
    }
    private var recorded: FilePath { place.appending(Self.recordedName) }
    private var state: StateFile { StateFile(place.appending(Self.stateName)) }

    /// What is still to be done.
    struct Work: Sendable {
        /// Whether everything is gone, and only the broker has to be told.
        var isDestroyed: Bool
        /// Copies outside the home.
        var copies: [FilePath]
    }

    func statement() throws -> SignedStatement? { try folder.load(.disposal) }

    /// What it says; it was signed here, or verified before it was kept.
    func content() throws -> Disposal? {
        try statement().map { try Statement(parsing: $0.json).content(as: Disposal.self) }
    }

    /// Puts the statement that the broker recorded first in the place of one that it did not take.
    ///
    /// - Parameter proof: that it is in the broker's log, verified; nil from a broker without one.
    func replace(with statement: SignedStatement, _ proof: UnverifiedLogProof?) throws {
        try PrivateFolder.stage(recorded) { staged in
            let folder = StatementFolder(staged)
            if let proof { try folder.store(proof: proof, as: Event.disposal.fileStem) }
            try folder.store(statement, as: .disposal)
        }
        try settle()
    }

    /// Ends a replacement that was cut off.
    private func settle() throws {
        guard PrivateFolder.isThere(recorded) else { return }
        let folder = place.appending(Self.folderName)
        if PrivateFolder.isThere(folder) { try PrivateFolder.remove(folder) }
        try SystemCall.rename(recorded, to: folder)
        try PrivateFolder.sync(place)
    }

    /// Whether the organisation has declared it. From then on nothing else is done with the case.
    var isSigned: Bool {
        PrivateFolder.isThere(folder.path.appending(Event.disposal.fileStem + ".json"))
    }

    /// Nil when nothing is left to do, or nothing was begun.
    func work() throws -> Work? {
        guard var reader = try state.readIfThere() else { return nil }
        return try reader.wrapping { reader in
            try reader.constant("type", Self.type)
            _ = try reader.integer("version", in: 1...1)
            return Work(
                isDestroyed: try reader.bool("destroyed"),
                copies: try reader.strings("copies", limit: Self.maximumCopies)
                    .map { FilePath($0) })
        }
    }

    func store(_ work: Work) throws {
        try state.write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("destroyed", .bool(work.isDestroyed)),
            JSONMember("copies", .array(work.copies.map { .string($0.string) })),
        ])
    }

    /// Everything is gone, and the broker knows.
    func finish() throws {
        try settle()
        try SystemCall.removeFile(state.path)
        try PrivateFolder.sync(place)
    }

    /// Removes everything of the case that the home keeps, opening files and their salts included,
    /// except the statement.
    func clear() throws {
        let kept = [Self.folderName, Self.recordedName, Self.stateName, Self.entryName]
        for name in try PrivateFolder.names(in: place) where !kept.contains(name) {
            try CopyRemoval.removeAll(place.appending(name))
        }
        // What a killed write of the statement left beside it.
        for name in try PrivateFolder.names(in: folder.path) where name.contains(".new-") {
            try CopyRemoval.removeAll(folder.path.appending(name))
        }
        try PrivateFolder.sync(place)
    }
}
