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
            broker: try BrokerTrust.loadIfThere(home)?.keys(policy: nil),
            pinned: try PinnedPolicy.loadIfThere(home),
            authorities: try PinnedAuthorities.load(home), at: now)
        if let pinned { moments = try pinned.moments(home, now: now) }
    }
}

extension BrokerTrust {
    /// What it signs with, and signed with.
    func keys(policy: CarriedPolicy?) -> BrokerKeys {
        var keys = BrokerKeys(
            name: name, serviceKeys: serviceKeys, logKey: logKey, policy: policy)
        keys.logSuccessions = logSuccessions
        return keys
    }
}
