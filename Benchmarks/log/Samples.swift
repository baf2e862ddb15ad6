import Glibc
import Primitives
import TransparencyLog

/// Entries as the log holds them, each different from the others.
enum Samples {
    static func entry(_ number: UInt64) -> AuditLogEntry {
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
        return .commitment(.of(bytes))
    }

    /// Processor time: what is measured with it works alone in this process and waits for nothing,
    /// and so takes the same on a busy machine.
    static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let start = clock()
        try work()
        // POSIX counts it in millionths.
        return Double(clock() - start) / 1e6
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    /// The value below which all but one in a hundred are.
    static func highest(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) * 99 / 100]
    }
}
