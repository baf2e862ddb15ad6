import Glibc
import PrivateFiles
import SystemPackage

/// The session that a command was started in: a terminal window, a login.
///
/// It is over when the process that leads it is gone.
struct LoginSession: Equatable {
    private let leader: pid_t
    private let startTime: String

    /// The session of this process; nil when this process or the one that started it leads it, or
    /// when it cannot be seen: then there is nobody whose end could be waited for.
    static var current: LoginSession? {
        let leader = getsid(0)
        guard leader > 0, leader != getpid(), leader != getppid(),
            let startTime = startTime(of: leader)
        else { return nil }
        return LoginSession(leader: leader, startTime: startTime)
    }

    var isOver: Bool { Self.startTime(of: leader) != startTime }

    private init(leader: pid_t, startTime: String) {
        self.leader = leader
        self.startTime = startTime
    }

    /// Field 22 of /proc/PID/stat, by which a number that is used again is noticed; nil when there
    /// is no such process, or it has ended and waits to be counted.
    private static func startTime(of process: pid_t) -> String? {
        guard let bytes = try? PrivateFile.read(FilePath("/proc/\(process)/stat"), limit: 4096),
            // The name of the program, in parentheses, may hold anything.
            let nameEnd = bytes.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = String(decoding: bytes[(nameEnd + 1)...], as: UTF8.self).split(separator: " ")
        let (state, start) = (0, 19)
        guard fields.count > start, fields[state] != "Z", fields[state] != "X" else { return nil }
        return String(fields[start])
    }
}
