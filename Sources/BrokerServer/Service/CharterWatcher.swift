import Broker
import Glibc
import KeyDirectory
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
    private struct Sight: Sendable {
        /// What is handed out now; nil for none.
        var stamp: FileStamp?
        /// What was wrong last, and with which file: it is said once.
        var fault: Fault?
    }

    private struct Fault: Equatable {
        let stamp: FileStamp?
        let code: String
        /// Whether it is the file's own, which is so until there is another.
        let isLasting: Bool
    }

    private let sight = Mutex(Sight())

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

    /// Reads the file where it is another one than that which is handed out. What cannot be read is tried again:
    /// a disk or a descriptor that failed once is no reason to keep the next version back.
    func look() {
        var stamp: FileStamp?
        do {
            stamp = try folder.file().flatMap { FileStamp(folder.home.resolve($0).string) }
            guard isWorthALook(stamp) else { return }
            service.charter.replace(with: try folder.load())
            sight.withLock { $0 = Sight(stamp: stamp, fault: nil) }
            logger.info(stamp == nil ? "no charter is handed out" : "a charter is handed out")
        } catch {
            let code = (error as? any PlainFailure)?.code ?? "charter.unreadable"
            guard isNew(Fault(stamp: stamp, code: code, isLasting: error is RecordError)) else {
                return
            }
            logger.error("the charter does not hold", metadata: LogField.metadata([.code: code]))
        }
    }

    private func isWorthALook(_ stamp: FileStamp?) -> Bool {
        sight.withLock { sight in
            guard let fault = sight.fault else { return stamp != sight.stamp }
            return stamp != fault.stamp || !fault.isLasting
        }
    }

    private func isNew(_ fault: Fault) -> Bool {
        sight.withLock { sight in
            defer { sight.fault = fault }
            return sight.fault != fault
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
