import Glibc
import NIOCore
import Primitives

/// Why a server cannot listen.
package enum ListenError: PlainFailure, Equatable {
    case inUse(port: Int)
    case notAllowed(port: Int)
    case noSuchAddress
    case unknownName
    case other(errno: Int32)

    /// Nil for what says nothing of listening.
    package init?(_ error: any Error, port: Int) {
        switch error {
        case let error as IOError: self.init(error, port: port)
        // A name that this machine cannot turn into an address, as `localhost` where /etc/hosts lacks it.
        case is SocketAddressError.UnknownHost, is SocketAddressError: self = .unknownName
        default: return nil
        }
    }

    private init(_ error: IOError, port: Int) {
        switch error.errnoCode {
        case EADDRINUSE: self = .inUse(port: port)
        case EACCES: self = .notAllowed(port: port)
        case EADDRNOTAVAIL: self = .noSuchAddress
        default: self = .other(errno: error.errnoCode)
        }
    }

    package var code: String {
        switch self {
        case .inUse: "listen.port-in-use"
        case .notAllowed: "listen.port-not-allowed"
        case .noSuchAddress: "listen.no-such-address"
        case .unknownName: "listen.unknown-name"
        case .other: "listen.failed"
        }
    }

    package var message: String {
        switch self {
        case .inUse(let port): "port \(port) is taken by another program"
        case .notAllowed(let port): "this user may not listen on port \(port)"
        case .noSuchAddress: "this machine does not have the address to listen on"
        case .unknownName: "this machine knows no address for the name to listen on"
        case .other(let errno): "the system refused to listen, error \(errno)"
        }
    }

    package var hint: String? {
        switch self {
        case .inUse, .notAllowed:
            "set another port in the configuration; a broker's 'origin' names it too"
        case .noSuchAddress, .unknownName:
            "set the configuration to listen on an address of this machine"
        case .other: nil
        }
    }
}
