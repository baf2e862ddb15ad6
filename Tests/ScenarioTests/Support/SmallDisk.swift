import Glibc

/// A disk of a few megabytes, for one command and whatever it starts.
///
/// A private mount namespace: nothing of it is seen by others or outlives the command. Where the
/// tests do not run as root, a user namespace gives the right to mount.
enum SmallDisk {
    /// The command that runs `command` with a new disk at the folder `place`.
    static func command(
        _ command: [String], at place: String, size: String
    ) throws -> (path: String, arguments: [String]) {
        let script = """
            umask 077 && mkdir -p "$0" && mount -t tmpfs -o size=\(size),mode=700 tmpfs "$0" \
                && exec "$@"
            """
        let namespaces = getuid() == 0 ? ["-m"] : ["-m", "-r"]
        return (
            try Program.tool("unshare"), namespaces + ["/bin/sh", "-c", script, place] + command
        )
    }
}
