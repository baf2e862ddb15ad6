import Glibc
import NIOCore

/// How much of what was sent the peer's system has taken, as Linux knows it (`TCP_INFO`).
///
/// That a kernel took bytes says little: it takes megabytes at once, and then nothing for as long as a
/// slow link needs for a third of them. A reader well above the least pace would look like one that stands.
struct AcknowledgedBytes {
    /// The beginning of `struct tcp_info`, up to `tcpi_bytes_acked`, its sixteenth eight bytes.
    typealias Info = InlineArray<16, UInt64>

    private static let place = 15

    private var last: UInt64 = 0
    /// Whether the channel has never told: it is no socket.
    private(set) var isUnknown = true

    /// - Returns: nil where the channel is no socket.
    static func ask(_ channel: any Channel) -> EventLoopFuture<UInt64>? {
        guard let socket = channel as? any SocketOptionProvider else { return nil }
        let info: EventLoopFuture<Info> = socket.unsafeGetSocketOption(
            level: .tcp, name: NIOBSDSocket.Option(rawValue: TCP_INFO))
        return info.map { $0[Self.place] }
    }

    /// - Returns: how many are new.
    mutating func advance(to total: UInt64) -> Int64 {
        defer { (last, isUnknown) = (total, false) }
        return total > last ? Int64(clamping: total - last) : 0
    }
}
