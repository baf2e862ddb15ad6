import Custody
import KeyDirectory
import Primitives
import Verification

extension BrokerTrust {
    /// Every key that the broker is known to have signed with, oldest first, the one in use last.
    var serviceKeys: [ServiceKey] {
        if let keyChanges, keyChanges.contains(serviceKey) {
            return keyChanges.keys.map { ServiceKey(key: $0.key, from: $0.from, until: $0.until) }
        }
        return earlierByCharter + [ServiceKey(key: serviceKey, from: nil, until: nil)]
    }

    /// Who has signed, by what the statement says of its key and its time; a key that did not count then
    /// answers for nothing, and the one in use is what the statement is then held against.
    func serviceKey(of statement: SignedStatement) -> PublicKey {
        let claim = statement.anySignerClaim(mode: mode)
        return claim.flatMap { serviceKeys.key($0.keyID, at: $0.claimedTime) } ?? serviceKey
    }

    /// The same broker with the key to which its changes lead from the one that is known.
    ///
    /// - Throws: ``BrokerTrustError/otherServiceKey`` when they do not lead there, or leave out a change
    ///   that was seen.
    func following(_ changes: BrokerKeyHistory, to shown: PublicKey) throws(BrokerTrustError)
        -> BrokerTrust
    {
        guard changes.broker == name, changes.mode == mode, changes.current == shown,
            changes.contains(serviceKey),
            keyChanges.map({ changes.continues($0) }) ?? true
        else { throw .otherServiceKey }
        return with(serviceKey: shown, changes)
    }
}

extension ConfirmedCharter {
    /// The keys that earlier versions gave a broker, until the version that gave it another.
    func earlierKeys(of broker: OrganisationName) -> [ServiceKey] {
        let versions = history.history
        return zip(versions, versions.dropFirst()).compactMap { before, after in
            guard let old = before.broker(named: broker)?.serviceKey,
                after.broker(named: broker)?.serviceKey != old
            else { return nil }
            return ServiceKey(key: old, from: nil, until: after.issuedTime)
        }
    }
}
