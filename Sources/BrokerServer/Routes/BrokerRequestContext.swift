import Hummingbird
import NIOCore

/// What Hummingbird gives to each request of ours.
struct BrokerRequestContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection, to tell it that a body is wanted.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }
}
