import Glibc
import SystemPackage

/// The folder that holds all of a broker: configuration, keys, certificate and data.
///
/// ```
/// HOME/plombad.json          configuration
/// HOME/keys/service          the key that signs statements, OpenSSH form, 0600
/// HOME/keys/service.changes  how it came to be that key, once it was changed
/// HOME/keys/log              the key that signs checkpoints of the log, the same; that of a second log is log-2
/// HOME/tls/certificate.pem   HOME/tls/key.pem (0600)
/// HOME/data/                 the store, opened by one process at a time
/// HOME/log/                  what was signed last; never put back over one that is there
/// HOME/charter/              the charter of the network that is handed out, if any
/// HOME/admissions/           organisations that wait to be admitted, and the answers
/// ```
package struct BrokerHome: Sendable, Equatable {
    package static let configurationName = "plombad.json"
    static let admissionsName = "admissions"
    private static let filePermissions = FilePermissions(rawValue: 0o600)
    private static let folderPermissions: mode_t = 0o700

    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// A path of the configuration: absolute, or relative to the home.
    func resolve(_ name: String) -> FilePath {
        let name = FilePath(name)
        return name.isAbsolute ? name : FilePath(path).pushing(name)
    }

    func exists(_ name: String) -> Bool {
        (try? Stat(resolve(name))) != nil
    }

    /// Reads the whole file when it has at most `limit` bytes.
    func read(_ name: String, limit: Int) throws(ConfigurationError) -> [UInt8] {
        do {
            // A pipe that nobody writes to would keep an open that waits for ever.
            let file = try FileDescriptor.open(
                resolve(name), .readOnly, options: [.closeOnExec, .nonBlocking])
            defer { try? file.close() }  // nothing was written
            guard try Stat(file).type == .regular else {
                throw ConfigurationError.file(name, reason: "not a regular file")
            }
            return try Self.readAll(file, name, limit: limit)
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw .file(name, reason: Self.reason(error))
        }
    }

    /// Reads a secret; refuses one that group or others may read or change.
    func readSecret(_ name: String, limit: Int) throws(ConfigurationError) -> [UInt8] {
        guard try isPrivate(name) else { throw .tooOpen(name) }
        return try read(name, limit: limit)
    }

    /// Whether only the owner can do anything with the file or folder.
    func isPrivate(_ name: String) throws(ConfigurationError) -> Bool {
        do {
            let others: FilePermissions = [.groupReadWriteExecute, .otherReadWriteExecute]
            return try Stat(resolve(name)).permissions.isDisjoint(with: others)
        } catch {
            throw .file(name, reason: Self.reason(error))
        }
    }

    /// Writes a new file with 0600 and syncs it; never replaces one.
    func create(_ name: String, _ bytes: [UInt8]) throws(ConfigurationError) {
        do {
            let file = try FileDescriptor.open(
                resolve(name), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: Self.filePermissions)
            try file.closeAfter {
                try file.writeAll(bytes)
                guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
            }
        } catch Errno.fileExists {
            throw .exists(name)
        } catch {
            throw .file(name, reason: Self.reason(error))
        }
    }

    /// Makes a folder with 0700; one that is there stays as it is.
    func makeFolder(_ name: String) throws(ConfigurationError) {
        let path = name.isEmpty ? self.path : resolve(name).string
        guard unsafe mkdir(path, Self.folderPermissions) == 0 || errno == EEXIST else {
            throw .file(name.isEmpty ? path : name, reason: Self.reason(Errno(rawValue: errno)))
        }
    }

    private static func readAll(
        _ file: FileDescriptor, _ name: String, limit: Int
    ) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count <= limit {
            let read = try unsafe bytes.withUnsafeMutableBytes { buffer in
                try unsafe file.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            }
            if read == 0 { return Array(bytes[..<count]) }
            count += read
        }
        throw ConfigurationError.file(name, reason: "larger than \(limit) bytes")
    }

    /// The system's words for a failure; they hold no path.
    static func reason(_ error: any Error) -> String {
        switch error as? Errno {
        case .noSuchFileOrDirectory: "not there"
        case .permissionDenied: "permission denied"
        case .noSpace: "no space left"
        case let other?: "system error \(other.rawValue)"
        case nil: "cannot be used"
        }
    }
}
