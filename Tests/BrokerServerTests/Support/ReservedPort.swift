import Glibc

/// A loopback port that belongs to one test.
///
/// The socket stays bound, without listening, for as long as this value lives: the system gives
/// the port to nobody else, and a server that reuses addresses can still listen on it.
final class ReservedPort: Sendable {
    let number: Int
    private let socket: Int32

    struct Failure: Error {}

    init() throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var on: Int32 = 1
        guard socket >= 0,
            unsafe setsockopt(
                socket, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size)) == 0
        else { throw Failure() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(socket, address, size) == 0 && getsockname(socket, address, &size) == 0
            }
        }
        guard isBound else { throw Failure() }
        self.socket = socket
        number = Int(UInt16(bigEndian: address.sin_port))
    }

    deinit { close(socket) }

    /// Takes the port for good, as another program would.
    func listen() throws {
        guard Glibc.listen(socket, 1) == 0 else { throw Failure() }
    }
}
