import Custody
import EvidenceBundle
import Primitives
import PrivateFiles
import SystemPackage

/// What lies where a copy of a case is, or was.
///
/// Nothing is taken for gone that was not looked at: a disk that is not connected, a folder that
/// this account may not enter and a file that cannot be read may hold a copy still.
enum CopyStanding: Equatable {
    /// A folder that was opened, or a sealed file, of this case.
    case copy
    /// Nothing, in a folder that was looked at and holds other things.
    case gone
    /// A folder or sealed file of another case, which was put there since.
    case otherCase
    /// Something of which this program cannot tell what it is.
    case unlike
    /// It could not be looked at.
    case unseen(FileError)

    init(_ path: FilePath, of consignment: ConsignmentID, from sender: OrganisationReference) {
        do {
            let type = try path.stat(followTargetSymlink: false).type
            let deposit = try Statement(parsing: Self.statement(path, type))
                .content(as: DepositStatement.self)
            let isOfThisCase = deposit.consignment == consignment && deposit.sender == sender
            self = isOfThisCase ? .copy : .otherCase
        } catch Errno.noSuchFileOrDirectory {
            self = Self.absence(path)
        } catch {
            self = Self.doubt(error, path)
        }
    }

    /// The consignment of the case of which a folder or a sealed file is a copy; nil for what is none.
    static func consignment(at path: FilePath) -> ConsignmentID? {
        // What cannot be read names no case.
        guard let type = try? path.stat(followTargetSymlink: false).type,
            let json = try? statement(path, type)
        else { return nil }
        return try? Statement(parsing: json).content(as: DepositStatement.self).consignment
    }

    private struct NoStatement: Error {}

    private static func statement(_ path: FilePath, _ type: FileType) throws -> [UInt8] {
        switch type {
        case .directory:
            do {
                return try PrivateFile.read(
                    path.appending("statement.json"), limit: StatementLimits.textSizeInBytes)
            } catch FileError.notFound, FileError.notAFile, FileError.tooLarge {
                throw NoStatement()
            }
        case .regular: return try BundleFile(path: path.string).parts.statement.json
        default: throw NoStatement()
        }
    }

    /// Nothing has this name. Where the folder that should hold it is missing too, or holds nothing at
    /// all, a disk may not be connected there.
    private static func absence(_ path: FilePath) -> CopyStanding {
        let parent = path.removingLastComponent()
        do throws(FileError) {
            return try PrivateFolder.names(in: parent).isEmpty
                ? .unseen(.notFound(parent)) : .gone
        } catch {
            return .unseen(error)
        }
    }

    private static func doubt(_ error: any Error, _ path: FilePath) -> CopyStanding {
        switch error {
        case let known as FileError: .unseen(known)
        case let number as Errno: .unseen(FileError(number, at: path))
        case let unreadable as BundleFileError: .unseen(FileError(unreadable.reason, at: path))
        default: .unlike
        }
    }

    /// Whether the name leads nowhere in a folder that is there.
    func isNothing(at path: FilePath) -> Bool {
        switch self {
        case .gone: true
        case .unseen(.notFound): PrivateFolder.isFolder(path.removingLastComponent())
        default: false
        }
    }

    /// Why nobody can say that the copy is gone; nil where it can be said, or the copy is there.
    func doubt(at path: FilePath) -> String? {
        switch self {
        case .copy, .gone, .otherCase: nil
        case .unlike: "what lies there is not known to be a copy, nor to be none"
        case .unseen(.notFound(let parent)):
            "there is nothing in '\(SafeText.shown(parent.string))': a disk may not be connected"
        case .unseen(let error): error.message
        }
    }
}
