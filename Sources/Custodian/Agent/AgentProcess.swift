import Glibc
import Primitives
import PrivateFiles
import SystemPackage

/// The process that keeps unlocked keys: how it is started, and what it does first.
///
/// The command that asked for the passphrase starts a copy of the program and gives it, through a
/// pipe, everything it needs; the answer says whether it listens. After that it has no terminal, no
/// standard streams, no other descriptors, a session of its own and `/` as its folder.
///
/// ```
/// order  = u32 idle seconds || u32 seconds at most || digest of the key files (32)
///          || field folder of the keys || field folder of the socket || field mode
///          || field signing key || field identity
/// answer = status || u32 error number
/// ```
package enum AgentProcess {
    /// The hidden subcommand that it is started with.
    package static let command = "key-agent"
    private static let orderSize = 16 * 1024

    private enum Status: UInt8 {
        case listening = 0
        case system = 1
        case notHardened = 2
        case noLockedMemory = 3
        case badOrder = 4
    }

    /// What the starting command decides.
    struct Order {
        let idleSeconds: UInt32
        let longestSeconds: UInt32
        let keyFiles: SHA256Digest
        let keys: FilePath
        let folder: FilePath
        let mode: Mode
    }

    /// Starts the process; returns when it listens.
    static func start(
        _ order: Order, signingKey: borrowing SecretBytes, identity: borrowing SecretBytes
    ) throws {
        var message: [UInt8] = []
        // All at once: growing would leave copies behind that nobody erases.
        message.reserveCapacity(orderSize)
        defer { SecretBytes.erase(&message) }
        MessageField.append(order.idleSeconds, to: &message)
        MessageField.append(order.longestSeconds, to: &message)
        message += order.keyFiles.bytes
        for text in [order.keys.string, order.folder.string, order.mode.rawValue] {
            MessageField.append(Array(text.utf8), to: &message)
        }
        signingKey.withBytes { MessageField.append($0, to: &message) }
        identity.withBytes { MessageField.append($0, to: &message) }
        guard message.count <= orderSize else { throw AgentError.notStarted }
        let answer: [UInt8]
        do {
            answer = try HelperProcess.start(message, arguments: [command], limit: 16)
        } catch {
            throw AgentError.notStarted
        }
        try check(answer, order)
    }

    private static func check(_ answer: [UInt8], _ order: Order) throws {
        var reader = MessageReader(answer)
        let status = reader.byte().flatMap(Status.init(rawValue:))
        let number = Errno(rawValue: Int32(bitPattern: reader.number() ?? 0))
        switch status {
        case .listening: return
        case .notHardened: throw AgentError.notHardened
        case .noLockedMemory: throw AgentError.noLockedMemory
        case .system where number == .notPermitted || number == .notSupported:
            throw AgentError.noSockets
        case .system:
            throw FileError(number, at: order.folder.appending(AgentPlace.socketName))
        case .badOrder, nil: throw AgentError.notStarted
        }
    }

    /// The agent's side: takes its order from standard input, serves until the keys are locked.
    package static func run() {
        closeInherited()
        let session = LoginSession.current
        guard ProcessHardening.apply() else { return tell(.notHardened) }
        guard LockedMemory.hasRoom(forBytes: AgentLimits.lockedBytes) else {
            return tell(.noLockedMemory)
        }
        do {
            var server = try server(session)
            guard leaveEverything() else { return tell(.system, errno) }
            tell(.listening)
            closeStandardStreams()
            server.run()
        } catch let number as Errno {
            tell(.system, number.rawValue)
        } catch {
            tell(.badOrder)
        }
    }

    private static func server(_ session: LoginSession?) throws -> AgentServer {
        var message = [UInt8](repeating: 0, count: orderSize)
        defer { SecretBytes.erase(&message) }
        let count = try readOrder(into: &message)
        var reader = OrderReader(count: count)
        let order = try reader.order(in: message.span)
        let signingKey = try reader.secret(in: message.span)
        let identity = try reader.secret(in: message.span)
        guard reader.isAtEnd else { throw AgentError.notStarted }
        umask(0o177)
        return try AgentServer(
            AgentKeys(signingKey: signingKey, identity: identity, mode: order.mode),
            keyFiles: order.keyFiles, ring: KeyRing(folder: order.keys),
            place: AgentPlace(folder: order.folder), session: session,
            term: AgentTerm(
                idleSeconds: order.idleSeconds, longestSeconds: order.longestSeconds, from: .now))
    }

    /// Into one array that is erased after: nothing of the keys is left in memory given back.
    private static func readOrder(into message: inout [UInt8]) throws(Errno) -> Int {
        var count = 0
        while count < message.count {
            let read = unsafe message.withUnsafeMutableBytes { room in
                unsafe Glibc.read(0, room.baseAddress?.advanced(by: count), room.count - count)
            }
            if read == 0 { return count }
            if read > 0 {
                count += read
            } else if errno != EINTR {
                throw Errno(rawValue: errno)
            }
        }
        return count
    }

    /// A session of its own, so that no terminal can stop it or hang up on it.
    private static func leaveEverything() -> Bool {
        guard setsid() >= 0 else { return false }
        return unsafe chdir("/") == 0
    }

    private static func tell(_ status: Status, _ number: Int32 = 0) {
        var answer = [status.rawValue]
        MessageField.append(UInt32(bitPattern: number), to: &answer)
        // Whoever started this has gone if that fails; then nobody asked for an agent.
        try? SystemCall.writeAll(answer.span, to: .standardOutput)
    }

    /// What whoever started plomba had open is none of the agent's business, for hours least of all.
    ///
    /// What was inherited is not marked to be closed by `exec`; what the runtime opened is.
    private static func closeInherited() {
        let open = (try? PrivateFolder.names(in: "/proc/self/fd")) ?? []
        for descriptor in open.compactMap({ Int32($0) }) where descriptor > 2 {
            if fcntl(descriptor, F_GETFD) & FD_CLOEXEC == 0 { close(descriptor) }
        }
    }

    private static func closeStandardStreams() {
        let nowhere = unsafe open("/dev/null", O_RDWR)
        guard nowhere >= 0 else { return }
        for stream: Int32 in 0...2 { dup2(nowhere, stream) }
        if nowhere > 2 { close(nowhere) }
    }
}

/// Takes an order apart where it lies, so that the keys in it are not copied into arrays.
private struct OrderReader {
    private let count: Int
    private var position = 0

    init(count: Int) { self.count = count }

    var isAtEnd: Bool { position == count }

    mutating func order(in message: Span<UInt8>) throws -> AgentProcess.Order {
        let idle = try number(in: message)
        let longest = try number(in: message)
        guard let keyFiles = SHA256Digest(bytes: try bytes(SHA256Digest.size, in: message)) else {
            throw AgentError.notStarted
        }
        let keys = FilePath(try text(in: message))
        let folder = FilePath(try text(in: message))
        guard let mode = Mode(rawValue: try text(in: message)) else {
            throw AgentError.notStarted
        }
        return AgentProcess.Order(
            idleSeconds: idle, longestSeconds: longest, keyFiles: keyFiles, keys: keys,
            folder: folder, mode: mode)
    }

    mutating func secret(in message: Span<UInt8>) throws -> SecretBytes {
        let size = Int(try number(in: message))
        return try SecretBytes(copying: message.extracting(try take(size)))
    }

    private mutating func text(in message: Span<UInt8>) throws -> String {
        let size = Int(try number(in: message))
        return String(decoding: try bytes(size, in: message), as: UTF8.self)
    }

    private mutating func number(in message: Span<UInt8>) throws -> UInt32 {
        try bytes(4, in: message).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private mutating func bytes(_ size: Int, in message: Span<UInt8>) throws -> [UInt8] {
        let part = message.extracting(try take(size))
        return part.indices.map { part[$0] }
    }

    private mutating func take(_ size: Int) throws -> Range<Int> {
        guard size <= count - position else { throw AgentError.notStarted }
        defer { position += size }
        return position..<position + size
    }
}
