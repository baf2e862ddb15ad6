import Glibc
import Primitives

/// The stock program `age`, which encrypts what is written to it. The broker itself has no code for that:
/// it must not be able to open what it carries (`ARCHITECTURE.md`, "Never imports").
struct AgeProcess {
    /// Where the plaintext goes.
    let input: Int32
    private let process: pid_t

    private static let recipientLimit = 4096

    /// Whether it looks like a recipient: never something that `age` would take for an option or a file.
    static func isRecipient(_ text: String) -> Bool {
        text.utf8.starts(with: "age1".utf8) && text.utf8.count <= recipientLimit
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }

    /// Starts it; what it encrypts goes to `output`.
    init(recipients: [String], output: Int32) throws(BackupError) {
        guard !recipients.isEmpty, recipients.allSatisfy(Self.isRecipient) else {
            throw .recipient
        }
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else {
            throw .system("pipe", name: "age", errno: errno)
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        do throws(BackupError) {
            process = try Self.spawn(
                ["age"] + recipients.flatMap { ["--recipient", $0] }, input: ends[0],
                output: output)
        } catch {
            close(ends[1])
            throw error
        }
        input = ends[1]
    }

    /// Tells it that this was all, and waits until it has encrypted it.
    func finish() throws(BackupError) {
        close(input)
        let status = wait()
        guard status == 0 else { throw .age(status: status) }
    }

    /// Ends it without a result.
    func abandon() {
        kill(process, SIGKILL)
        close(input)
        _ = wait()
    }

    private func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    }

    private static func spawn(
        _ arguments: [String], input: Int32, output: Int32
    ) throws(BackupError) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe argv.indices { unsafe free(argv[index]) } }
        var process: pid_t = 0
        let status = unsafe posix_spawnp(&process, "age", &actions, nil, &argv, environ)
        guard status != ENOENT else { throw .noAge }
        guard status == 0 else { throw .system("posix_spawnp", name: "age", errno: status) }
        return process
    }
}
