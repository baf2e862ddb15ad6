import Broker
import Glibc
import Listening
import Logging
import Primitives
import ServiceLifecycle
import Synchronization
import SystemPackage

/// Hands out the charter that lies in the home, and the next one soon after `plombad charter` has put it there.
///
/// A file that does not hold changes nothing of what is handed out, and is said in the log, once: cases go
/// on without a charter.
final class CharterWatcher: Service {
    private static let interval = Duration.seconds(1)

    private let folder: CharterFolder
    private let service: BrokerService
    private let logger: Logger
    /// What was looked at last, whatever came of it.
    private let seen = Mutex<FileStamp?>(nil)

    init(folder: CharterFolder, service: BrokerService, logger: Logger) {
        self.folder = folder
        self.service = service
        self.logger = logger
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                look()
                // Ends early only when the broker stops.
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Reads the file where it is another one than before.
    func look() {
        do {
            let stamp = try folder.file().flatMap { FileStamp(folder.home.resolve($0).string) }
            guard stamp != seen.withLock({ $0 }) else { return }
            seen.withLock { $0 = stamp }
            service.charter.replace(with: try folder.load())
            logger.info(stamp == nil ? "no charter is handed out" : "a charter is handed out")
        } catch {
            let code = (error as? any PlainFailure)?.code ?? "charter.unreadable"
            let fields = LogField.metadata([.code: code])
            logger.error("the charter does not hold", metadata: fields)
        }
    }
}

/// By which a file that was exchanged is told from the one before.
private struct FileStamp: Equatable, Sendable {
    private let inode: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// Nil where there is none.
    init?(_ path: String) {
        var status = stat()
        guard unsafe lstat(path, &status) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
