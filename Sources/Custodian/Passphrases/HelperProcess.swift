import Glibc
import PrivateFiles
import SystemPackage

/// One short-lived copy of this program, spoken to through two pipes.
///
/// The request is written whole, the pipe closed, the answer read to its end, the process awaited.
/// What passes through the pipes is in no argument, no environment and no file.
enum HelperProcess {
    static func answer(
        to request: [UInt8], arguments: [String], limit: Int
    ) throws(PassphraseError) -> [UInt8] {
        do {
            let (process, answer) = try ask(request, arguments, limit)
            wait(for: process)
            return answer
        } catch {
            throw .helperFailed
        }
    }

    /// The same for a copy that goes on after it has answered and closed its output.
    static func start(_ request: [UInt8], arguments: [String], limit: Int) throws -> [UInt8] {
        try ask(request, arguments, limit).answer
    }

    private static func ask(
        _ request: [UInt8], _ arguments: [String], _ limit: Int
    ) throws -> (process: pid_t, answer: [UInt8]) {
        let input = try FileDescriptor.pipe()
        let output = try FileDescriptor.pipe()
        let process = try spawn(arguments, readingFrom: input, writingTo: output)
        try closeAll([input.readEnd, output.writeEnd])
        try input.writeEnd.closeAfter {
            try SystemCall.writeAll(request.span, to: input.writeEnd)
        }
        let answer = try output.readEnd.closeAfter {
            try PrivateFile.read(output.readEnd, at: "answer", limit: limit)
        }
        return (process, answer)
    }

    /// All that the copy gets of an environment.
    private static let environment = [
        // A crash trace could print the passphrase.
        "SWIFT_BACKTRACE=enable=no",
        // glibc overwrites what is freed: libraries that know nothing of erasing leave no keys.
        "GLIBC_TUNABLES=glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
    ]

    private typealias Pipe = (readEnd: FileDescriptor, writeEnd: FileDescriptor)

    private static func spawn(
        _ arguments: [String], readingFrom input: Pipe, writingTo output: Pipe
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, input.readEnd.rawValue, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output.writeEnd.rawValue, 1)
        for pipe in [input, output] {
            unsafe posix_spawn_file_actions_addclose(&actions, pipe.readEnd.rawValue)
            unsafe posix_spawn_file_actions_addclose(&actions, pipe.writeEnd.rawValue)
        }
        var argv = unsafe (["plomba"] + arguments).map { unsafe strdup($0) } + [nil]
        var environment = unsafe Self.environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe release(argv + environment) }
        var process: pid_t = 0
        let status = unsafe posix_spawn(
            &process, "/proc/self/exe", &actions, nil, &argv, &environment)
        guard status == 0 else { throw Errno(rawValue: status) }
        return process
    }

    private static func release(_ texts: [UnsafeMutablePointer<CChar>?]) {
        for index in unsafe texts.indices { unsafe free(texts[index]) }
    }

    private static func closeAll(_ files: [FileDescriptor]) throws {
        for file in files { try file.close() }
    }

    private static func wait(for process: pid_t) {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
    }
}
