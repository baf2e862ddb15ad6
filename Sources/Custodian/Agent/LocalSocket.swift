import Glibc
import SystemPackage

/// Unix sockets in a folder of our own.
///
/// A socket is reached through the descriptor of its folder (`/proc/self/fd/N/socket`), since an
/// address holds no more than 107 bytes, which the path of a home may well exceed.
enum LocalSocket {
    /// Who sits at the other end, as the kernel knows it.
    struct Peer: Equatable {
        let process: pid_t
        let user: uid_t
    }

    /// A socket that listens as `name`, which must be free.
    static func listen(as name: String, in folder: FilePath) throws(Errno) -> FileDescriptor {
        let socket = try make()
        do throws(Errno) {
            try unsafe withAddress(name, folder) { address, size in
                unsafe bind(socket, address, size)
            }
            guard Glibc.listen(socket, Int32(AgentLimits.visitors)) == 0 else {
                throw Errno(rawValue: errno)
            }
        } catch {
            Glibc.close(socket)
            throw error
        }
        return FileDescriptor(rawValue: socket)
    }

    /// Nil when nobody listens there, or too many are waiting.
    static func connect(to name: String, in folder: FilePath) -> FileDescriptor? {
        guard let socket = try? make() else { return nil }  // then there is nobody to be asked
        do {
            try unsafe withAddress(name, folder) { address, size in
                unsafe Glibc.connect(socket, address, size)
            }
            return FileDescriptor(rawValue: socket)
        } catch {
            Glibc.close(socket)
            return nil
        }
    }

    /// Nil when nobody is waiting.
    static func accept(_ listener: FileDescriptor) -> FileDescriptor? {
        let socket = Glibc.accept(listener.rawValue, nil, nil)
        guard socket >= 0 else { return nil }
        guard fcntl(socket, F_SETFL, O_NONBLOCK) == 0 else {
            Glibc.close(socket)
            return nil
        }
        return FileDescriptor(rawValue: socket)
    }

    static func peer(of socket: FileDescriptor) -> Peer? {
        // struct ucred: pid, uid, gid.
        var credentials = [Int32](repeating: -1, count: 3)
        var size = socklen_t(credentials.count * MemoryLayout<Int32>.size)
        let status = unsafe getsockopt(
            socket.rawValue, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
        guard status == 0 else { return nil }
        return Peer(process: credentials[0], user: uid_t(bitPattern: credentials[1]))
    }

    /// Bytes taken from the socket; none at its end, nil when there are none yet.
    static func receive(_ socket: FileDescriptor, atMost limit: Int) throws(Errno) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        let count = unsafe recv(socket.rawValue, &buffer, limit, 0)
        if count >= 0 {
            buffer.removeSubrange(count...)
            return buffer
        }
        guard isPassing(errno) else { throw Errno(rawValue: errno) }
        return nil
    }

    /// How many of the bytes the socket took.
    static func send(_ bytes: Span<UInt8>, to socket: FileDescriptor) throws(Errno) -> Int {
        let count = unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.send(
                socket.rawValue, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
        }
        if count >= 0 { return count }
        guard isPassing(errno) else { throw Errno(rawValue: errno) }
        return 0
    }

    /// Waits until one of the sockets is ready, a signal comes, or the time is over.
    static func wait(for sockets: inout [pollfd], atMost time: Duration) {
        let (seconds, attoseconds) = time.components
        let thousandths = seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1
        _ = unsafe poll(
            &sockets, nfds_t(sockets.count), Int32(clamping: max(0, thousandths)))
    }

    private static func isPassing(_ number: Int32) -> Bool {
        number == EAGAIN || number == EWOULDBLOCK || number == EINTR
    }

    private static func make() throws(Errno) -> Int32 {
        let type = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let socket = Glibc.socket(AF_UNIX, Int32(type), 0)
        guard socket >= 0 else { throw Errno(rawValue: errno) }
        return socket
    }

    private static func withAddress(
        _ name: String, _ folder: FilePath,
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(Errno) {
        let descriptor = unsafe open(folder.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(descriptor)/\(name)".utf8)
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.count < room.count else { return false }
            unsafe room.copyBytes(from: path)
            return true
        }
        guard fits else { throw .fileNameTooLong }
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe body(generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw Errno(rawValue: errno) }
    }
}
