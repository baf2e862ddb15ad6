import BagIt
import EvidenceBundle
import Primitives

/// A USB stick, or any folder, with what plomba put there.
///
/// ```
/// STICK/plomba/3f9c1e...       one folder for each parcel: its name says nothing
/// STICK/plomba/3f9c1e.../head.age
/// STICK/plomba/3f9c1e.../0001, 0002 ...   pieces of payload.age
/// ```
/// Everything else on it is somebody else's and is left alone.
/// - SeeAlso: `Protocol/carrier.md`
struct Carrier {
    static let folderName = "plomba"
    private let path: String
    private let root: CarrierFolder

    /// - Throws: `FileError` when there is no such folder: a stick that is not in its place is not made.
    init(_ path: String) throws {
        self.path = path
        root = try CarrierFolder(path)
    }

    /// The folder of one parcel, made when it is missing.
    func place(_ name: String) throws -> CarrierFolder {
        try Self.folder(name, in: Self.folder(Self.folderName, in: root))
    }

    /// The parcels that are there, by their folders' names.
    ///
    /// - Throws: ``CarrierError/nothingThere(_:)``.
    func parcels() throws -> [FoundParcel] {
        let own: CarrierFolder
        switch try root.find(Self.folderName) {
        case .folder(let folder): own = folder
        case .nothing: throw CarrierError.nothingThere(path)
        case .file, .other: throw CarrierError.notAFile(Self.folderName)
        }
        let found = try own.names(maximum: CarrierLimits.parcels).compactMap { bytes in
            Parcel.folderName(bytes).map { name in
                FoundParcel(name: name, written: String(decoding: bytes, as: UTF8.self), in: own)
            }
        }
        guard !found.isEmpty else { throw CarrierError.nothingThere(path) }
        return found.sorted { $0.name < $1.name }
    }

    private static func folder(
        _ name: String, in parent: CarrierFolder
    ) throws -> CarrierFolder {
        switch try parent.find(name) {
        case .folder(let folder): return folder
        case .nothing: return try parent.makeFolder(name)
        case .file, .other: throw CarrierError.notAFile(name)
        }
    }
}

/// A folder that has the name of a parcel's.
struct FoundParcel {
    let name: String
    private let written: String
    private let parent: CarrierFolder

    /// - Parameter written: as it stands there; some systems turn letters into capitals.
    init(name: String, written: String, in parent: CarrierFolder) {
        (self.name, self.written, self.parent) = (name, written, parent)
    }

    /// - Throws: ``CarrierError/notAFile(_:)``, `FileError`.
    func folder() throws -> CarrierFolder {
        guard case .folder(let folder) = try parent.find(written) else {
            throw CarrierError.notAFile(name)
        }
        return folder
    }
}

extension CarrierFolder {
    /// The head of a parcel.
    ///
    /// - Throws: ``CarrierError/unfinished``, ``CarrierError/notAFile(_:)``, `ParcelError.headTooLarge`.
    func head() throws -> [UInt8] {
        switch try find(Parcel.headName) {
        case .file(let file):
            guard let bytes = try file.bytes(limit: CarrierLimits.headSize) else {
                throw ParcelError.headTooLarge
            }
            return bytes
        case .nothing: throw CarrierError.unfinished
        case .folder, .other: throw CarrierError.notAFile(Parcel.headName)
        }
    }

    /// A piece; nil when it is not there.
    ///
    /// - Throws: ``CarrierError/notAFile(_:)``.
    func piece(_ number: Int) throws -> PieceBytes? {
        let name = Parcel.pieceName(number)
        switch try find(name) {
        case .file(let file): return PieceBytes(file)
        case .nothing: return nil
        case .folder, .other: throw CarrierError.notAFile(name)
        }
    }
}
