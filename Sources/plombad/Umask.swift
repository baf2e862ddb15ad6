import Glibc

/// New files and folders are for their owner only.
enum Umask {
    static func restrict() {
        umask(0o077)
    }
}
