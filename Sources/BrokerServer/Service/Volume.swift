import Glibc

/// The volume that a folder lies on.
enum Volume {
    /// What anybody may still write; nil when the system does not say.
    static func freeBytes(at path: String) -> Int64? {
        var volume = statvfs()
        guard unsafe statvfs(path, &volume) == 0 else { return nil }
        return Int64(
            clamping: UInt64(volume.f_bavail).multipliedReportingOverflow(
                by: UInt64(volume.f_frsize)
            ).partialValue)
    }

    /// All of it, used or not.
    static func size(at path: String) -> Int64? {
        var volume = statvfs()
        guard unsafe statvfs(path, &volume) == 0 else { return nil }
        return Int64(
            clamping: UInt64(volume.f_blocks).multipliedReportingOverflow(
                by: UInt64(volume.f_frsize)
            ).partialValue)
    }
}
