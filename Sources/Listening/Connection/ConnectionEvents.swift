/// Outbound events by which a route speaks to its connection.

/// The body may come: answers `Expect: 100-continue`, if the peer waits for it.
package struct BodyWanted: Sendable {
    package init() {}
}

/// Wait until the peer has taken what was written; succeeds when there is room for more.
package struct RoomWanted: Sendable {
    package init() {}
}
