import Glibc
import SystemPackage

/// The right to use a witness's folder: one process at a time has it.
///
/// Two processes over one folder would each compare with what it read at its start, and one could
/// sign what the other's checkpoint rules out.
struct WitnessLock: Sendable {
    private let file: FileDescriptor

    /// - Throws: ``WitnessError/locked``
    init(_ home: WitnessHome) throws(WitnessError) {
        do {
            file = try FileDescriptor.open(
                home.files.path("lock"), .readWrite, options: [.create, .closeOnExec],
                permissions: [.ownerReadWrite])
        } catch {
            throw .file("lock", reason: "cannot be opened")
        }
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            // Nothing was written.
            try? file.close()
            throw .locked
        }
    }

    func release() {
        // The system lets the lock go with the descriptor.
        try? file.close()
    }
}
