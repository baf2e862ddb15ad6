import PrivateFiles
import SystemPackage

/// Whether memory may be written to a disk without encryption.
///
/// Compressed memory (zram) is no disk; a device of dm-crypt is encrypted. A file is judged as if it
/// were not: what lies under it cannot be told.
struct SwapCheck {
    static let table: FilePath = "/proc/swaps"
    private static let limit = 64 * 1024
    let table: FilePath
    /// Where the kernel describes block devices: `dm-N/dm/uuid`.
    let devices: FilePath

    static let system = SwapCheck(table: table, devices: "/sys/block")

    func finding() -> Finding? {
        guard let bytes = try? PrivateFile.read(table, limit: Self.limit) else {
            return nil  // a system without the table has no swap
        }
        let areas = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        guard areas.contains(where: isOpen) else { return nil }
        return Finding(
            "system.swap-not-encrypted",
            "this computer may write what it works on to a disk that is not encrypted (swap)",
            hint:
                "turn it off with 'swapoff -a', or have it encrypted; hibernating writes all of it")
    }

    private func isOpen(_ area: String) -> Bool {
        guard area.hasPrefix("/dev/") else { return true }
        let name = String(area.dropFirst("/dev/".count))
        if name.hasPrefix("zram") { return false }
        guard name.hasPrefix("dm-"), !name.contains("/") else { return true }
        let uuid = try? PrivateFile.read(
            devices.appending(name).appending("dm/uuid"), limit: 1024)
        return uuid.map { !$0.starts(with: "CRYPT-".utf8) } ?? true
    }
}
