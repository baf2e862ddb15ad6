import Foundation
import Glibc
import Testing

/// A real stick: an image of a few megabytes with the file system of one, mounted for one command at a time.
///
/// FAT where the kernel has it, else exFAT through FUSE: both know no links and no modes, and do not tell `A` from
/// `a`. It is mounted in a mount namespace of its own and gone with the command, as if it were pulled out.
struct Stick {
    enum Kind: String {
        case vfat
        case exfat
    }

    /// Nil where this machine can mount neither, or the tests do not run as root.
    static let kind: Kind? = {
        guard getuid() == 0, FileManager.default.fileExists(atPath: "/dev/loop-control") else {
            return nil
        }
        let kernel = (try? String(contentsOfFile: "/proc/filesystems", encoding: .utf8)) ?? ""
        if kernel.contains("vfat"), has("mkfs.vfat") { return .vfat }
        if has("mkfs.exfat"), has("mount.exfat-fuse") { return .exfat }
        return nil
    }()

    static let reason: Comment =
        "needs root, loop devices, and mkfs.vfat with a kernel that has vfat, or mkfs.exfat with exfat-fuse"

    private static func has(_ tool: String) -> Bool {
        ["/usr/sbin/", "/sbin/", "/usr/bin/"].contains {
            FileManager.default.isExecutableFile(atPath: $0 + tool)
        }
    }

    let folder: Folder
    private let image: String
    private let place: String
    private let kind: Kind

    init(_ name: String, in folder: Folder, megabytes: Int) throws {
        self.folder = folder
        kind = try #require(Self.kind)
        image = folder.place(name + ".img")
        place = folder.place(name)
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: false)
        let made = try Program.run(
            "/bin/sh",
            ["-c", "truncate -s \(megabytes)M '\(image)' && mkfs.\(kind.rawValue) '\(image)'"],
            in: folder.path, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
        try #require(made.status == 0, "\(made.errors)")
    }

    /// Runs a command while the stick is in its place.
    func run(_ command: [String]) throws -> Outcome {
        let mount =
            switch kind {
            case .vfat: "mount -t vfat -o umask=077 \"$DEVICE\" \"$PLACE\""
            case .exfat: "mount.exfat-fuse -o umask=077 \"$DEVICE\" \"$PLACE\" >/dev/null 2>&1"
            }
        let script = """
            DEVICE=$(losetup -f --show "$IMAGE") || exit 70
            \(mount) || { losetup -d "$DEVICE"; exit 71; }
            "$@"; STATUS=$?
            umount "$PLACE" || umount -l "$PLACE"; losetup -d "$DEVICE"; exit $STATUS
            """
        return try Program.run(
            Program.tool("unshare"), ["-m", "/bin/sh", "-c", script, "stick"] + command,
            in: folder.path,
            environment: [
                "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "IMAGE": image, "PLACE": place,
            ])
    }

    /// Runs plomba as a party while the stick is in its place.
    func plomba(_ party: Party, _ arguments: String...) throws -> Outcome {
        try run(
            [try Program.path("plomba")] + arguments + [
                "--home", party.home, "--passphrase-file", folder.place("passphrase"),
            ])
    }
}
