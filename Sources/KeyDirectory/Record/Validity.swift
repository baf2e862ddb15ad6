package import Primitives

/// From when until when a key counts. `from` is the first second, `until` the first one after.
///
/// A key that was revoked as of a time has that time as its `until`.
package struct Validity: Hashable, Sendable {
    package let from: Timestamp
    package let until: Timestamp
    package let status: Status

    package enum Status: String, CaseIterable, Sendable {
        case active, left, replaced, revoked
    }

    package init(from: Timestamp, until: Timestamp, status: Status) {
        self.from = from
        self.until = until
        self.status = status
    }

    package func contains(_ time: Timestamp) -> Bool { from <= time && time < until }
}
