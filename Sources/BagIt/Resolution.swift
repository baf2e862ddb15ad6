internal import CLinux
internal import Glibc
internal import SystemPackage

/// How a name is opened below a folder that is already open: never through a link of any kind, and
/// nowhere but directly in that folder.
///
/// Both ways take one name at a time; `FolderChain` descends with them. The kernel's way needs
/// Linux 5.6 and a sandbox that lets `openat2` through. The walk is what it replaces: `O_NOFOLLOW`
/// on a name without a slash, which is not `.` or `..`, leaves nothing to resolve that could lead
/// elsewhere. Which one is used is asked of the kernel once a process.
/// - SeeAlso: Protocol/decisions/0034-openat2.md
enum Resolution: Sendable {
    /// `openat2` with `RESOLVE_BENEATH`, `RESOLVE_NO_SYMLINKS` and `RESOLVE_NO_MAGICLINKS`.
    case kernel
    /// `openat` with `O_NOFOLLOW`.
    case walk

    static let available: Resolution = {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let probe = unsafe plomba_openat2(AT_FDCWD, "/", flags, 0, PLOMBA_RESOLVE_NO_MAGICLINKS)
        guard probe >= 0 else { return .walk }
        _ = close(probe)
        return .kernel
    }()

    /// A descriptor, or -1 with `errno` set. `name` must be a single name.
    func open(_ folder: Int32, _ name: UnsafePointer<CChar>, _ mode: OpenMode) -> Int32 {
        switch self {
        case .walk: unsafe openat(folder, name, mode.flags, mode.permissions)
        case .kernel:
            unsafe plomba_openat2(
                folder, name, mode.flags, mode.permissions,
                PLOMBA_RESOLVE_BENEATH | PLOMBA_RESOLVE_NO_SYMLINKS
                    | PLOMBA_RESOLVE_NO_MAGICLINKS)
        }
    }

    /// Whether a name is one name: nothing else may be looked up below an open folder.
    static func isSingle(_ name: [UInt8]) -> Bool {
        !name.isEmpty && !name.contains(UInt8(ascii: "/")) && !name.contains(0)
            && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
    }
}
