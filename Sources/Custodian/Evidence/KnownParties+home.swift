import Custody
import KeyDirectory
import Primitives
import Verification

extension KnownParties {
    /// Everybody whom a home has confirmed, and what was chosen there.
    init(_ home: Home, at now: Timestamp) throws {
        let directory = try Directory(home, at: now)
        self.init(
            mode: directory.own.organisation.mode, confirmed: Array(directory.confirmed.values),
            broker: try BrokerTrust.loadIfThere(home).map { trust in
                BrokerKeys(
                    name: trust.name, serviceKeys: trust.serviceKeys, logKey: trust.logKey)
            },
            pinned: try PinnedPolicy.loadIfThere(home),
            authorities: try PinnedAuthorities.load(home), at: now)
        if let pinned { moments = try pinned.moments(home, now: now) }
    }
}
