import Glibc
import Synchronization
import SystemPackage

/// Ends a loop that waits for sockets when somebody ends the process.
///
/// The handler writes one byte into a pipe, whose other end the loop waits for.
enum EndSignal {
    private static let signals = [SIGTERM, SIGINT, SIGHUP]
    private static let pipe = Atomic<Int32>(-1)

    /// - Returns: the descriptor that becomes readable.
    static func install() throws -> FileDescriptor {
        let (readEnd, writeEnd) = try FileDescriptor.pipe()
        pipe.store(writeEnd.rawValue, ordering: .releasing)
        for number in signals {
            signal(number) { _ in
                var byte: UInt8 = 1
                // One byte is enough; a full pipe has it already.
                _ = unsafe write(EndSignal.pipe.load(ordering: .acquiring), &byte, 1)
            }
        }
        // Whoever started plomba may have held signals back, and that is inherited.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
        return readEnd
    }
}
