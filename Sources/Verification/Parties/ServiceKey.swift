package import Primitives

/// A service key of a broker, and when it signed: nil where nothing says from when, or until when.
package struct ServiceKey: Sendable, Equatable {
    package let key: PublicKey
    package let from: Timestamp?
    package let until: Timestamp?

    package init(key: PublicKey, from: Timestamp?, until: Timestamp?) {
        (self.key, self.from, self.until) = (key, from, until)
    }

    /// Both ends count: the broker stood still between the two keys.
    package func counts(at time: Timestamp?) -> Bool {
        guard let time else { return true }
        return from.map { $0 <= time } ?? true && until.map { time <= $0 } ?? true
    }
}

extension [ServiceKey] {
    /// The key with this identifier, if it signed at that time.
    package func key(_ id: KeyID, at time: Timestamp?) -> PublicKey? {
        first { $0.key.id == id && $0.counts(at: time) }?.key
    }
}
