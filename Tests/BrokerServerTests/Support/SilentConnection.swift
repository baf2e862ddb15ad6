import Glibc

/// A TCP connection that says nothing; closed when it goes away.
final class SilentConnection: Sendable {
    private let socket: Int32

    init(to port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = UInt16(port).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = socket
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe connect(descriptor, address, size) == 0
            }
        }
        guard isConnected else { throw ReservedPort.Failure() }
    }

    deinit { close(socket) }
}
