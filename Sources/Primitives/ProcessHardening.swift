import CSodium
import Glibc

/// Keeps the memory of this process out of files and other processes.
///
/// Both executables call it first. No core dump is written, no other process of the same user can
/// attach or read `/proc/PID/mem`, and a crash ends the process at once: Swift's own crash report
/// prints registers and the memory they point at, so its handlers are taken out. What the kernel
/// swaps out is not covered, except for ``SecretBytes``.
package enum ProcessHardening {
    private static let crashSignals = [
        SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP,
    ]

    /// - Returns: false when the system refused one of the steps.
    @discardableResult
    package static func apply() -> Bool {
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        let hasNoCore = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore) == 0
        let isClosed = plomba_forbid_dumps() == 0
        for number in crashSignals { _ = signal(number, SIG_DFL) }
        Sodium.prepare()
        return hasNoCore && isClosed
    }
}
