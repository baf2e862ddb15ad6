import Glibc

/// Whether the system lets this process keep memory out of the swap.
package enum LockedMemory {
    /// Tries it with memory of its own, which is given back.
    ///
    /// ``SecretBytes`` goes on without the lock where there is none; what keeps secrets for long
    /// asks here first.
    package static func hasRoom(forBytes count: Int) -> Bool {
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        guard let memory = unsafe mmap(nil, count, PROT_READ | PROT_WRITE, flags, -1, 0),
            unsafe memory != MAP_FAILED
        else { return false }
        let isLocked = unsafe mlock(memory, count) == 0
        unsafe munmap(memory, count)
        return isLocked
    }
}
