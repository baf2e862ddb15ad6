import BrokerAPI
import BrokerClient
import NIOCore
import NIOPosix

/// Where a peer's host is: looked up once, looked at, and then connected to - never looked up again.
enum PeerAddress {
    /// - Throws: ``PeerAddressError``.
    static func resolve(
        _ origin: ExternalOrigin, isPrivate: Bool
    ) async throws -> HostAddress {
        guard let (host, port) = parts(of: origin) else { throw PeerAddressError.notFound }
        let found: SocketAddress
        do {
            found = try await NIOThreadPool.singleton.runIfActive {
                try SocketAddress.makeAddressResolvingHost(host, port: port)
            }
        } catch {
            throw PeerAddressError.notFound
        }
        guard let text = found.ipAddress, let bytes = SelfSignedCertificate.addressBytes(text)
        else {
            throw PeerAddressError.notFound
        }
        guard isPrivate || isPublic(bytes) else { throw PeerAddressError.notPublic }
        return HostAddress(host: host, address: text)
    }

    private static func parts(of origin: ExternalOrigin) -> (host: String, port: Int)? {
        let authority = origin.text.dropFirst("https://".count)
        let colon = authority.lastIndex(of: ":")
        let bracket = authority.lastIndex(of: "]")
        let hasPort = colon.map { colon in bracket.map { colon > $0 } ?? true } ?? false
        let end = hasPort ? colon ?? authority.endIndex : authority.endIndex
        let host = authority[..<end].filter { $0 != "[" && $0 != "]" }
        let port = hasPort ? Int(authority[authority.index(after: end)...]) : 443
        return port.map { (String(host), $0) }
    }

    /// Whether an address of 4 or 16 bytes is one of the public network.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 { return isPublicV4(bytes) }
        guard bytes.count == 16 else { return false }
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]
        if bytes.starts(with: mapped) || bytes.starts(with: translated) {
            return isPublicV4(Array(bytes[12...]))
        }
        // Global unicast alone.
        guard bytes[0] & 0xE0 == 0x20, !isReservedV6(bytes) else { return false }
        // ISATAP wraps an IPv4 address in the last half, under any prefix.
        let isWrapped = bytes[8] & 0xFD == 0 && bytes[9...11].elementsEqual([0, 0x5E, 0xFE])
        return !isWrapped || isPublicV4(Array(bytes[12...]))
    }

    /// What wraps an IPv4 address of any kind, and what is nobody's.
    private static func isReservedV6(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        // Teredo and what else is set aside for protocols.
        case (0x20, 0x01, 0...1, _): true
        // Examples in texts.
        case (0x20, 0x01, 0x0D, 0xB8), (0x3F, 0xFF, 0...0x0F, _): true
        // 6to4.
        case (0x20, 0x02, _, _): true
        default: false
        }
    }

    private static func isPublicV4(_ bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (224..., _): false
        case (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19): false
        // Set aside for protocols, for examples and for relays of 6to4.
        case (192, 0): bytes[2] != 0 && bytes[2] != 2
        case (192, 88): bytes[2] != 99
        case (198, 51): bytes[2] != 100
        case (203, 0): bytes[2] != 113
        default: true
        }
    }
}

enum PeerAddressError: String, Error {
    /// The name leads nowhere.
    case notFound = "relay.address-not-found"
    /// The name leads to this machine or into a private network, and the configuration does not say so.
    case notPublic = "relay.address-not-public"
}
