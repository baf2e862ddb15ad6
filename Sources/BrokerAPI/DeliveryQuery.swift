/// The query of a list of deliveries: `after=N&limit=L&wait=S`.
///
/// Each name at most once, in any order; absent means `after=0`, `limit=50`, `wait=0`. An unknown
/// name is an error, so that a misspelt `wait` does not become a busy loop.
package struct DeliveryQuery: Hashable, Sendable {
    package var after: DeliveryNumber
    package var limit: Int
    package var waitSeconds: Int

    package init(
        after: DeliveryNumber = .start, limit: Int = BrokerLimits.defaultDeliveriesPerPage,
        waitSeconds: Int = 0
    ) {
        self.after = after
        self.limit = limit
        self.waitSeconds = waitSeconds
    }

    /// Nil when a value is out of its limits, repeated or unknown. An absent query is `""`.
    package init?(query: String) {
        self.init()
        if query.isEmpty { return }
        guard query.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        var seen: Set<[UInt8]> = []
        for pair in query.utf8.split(
            separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        {
            let parts = pair.split(separator: UInt8(ascii: "="), omittingEmptySubsequences: false)
            guard parts.count == 2, seen.insert(Array(parts[0])).inserted,
                let value = Decimal.parse(Substring(parts[1])),
                set(String(Substring(parts[0])), to: value)
            else { return nil }
        }
    }

    /// The query in a fixed order, without the question mark.
    package var text: String {
        "after=\(after.value)&limit=\(limit)" + (waitSeconds > 0 ? "&wait=\(waitSeconds)" : "")
    }

    private mutating func set(_ name: String, to value: Int64) -> Bool {
        switch name {
        case "after":
            guard let number = DeliveryNumber(value) else { return false }
            after = number
        case "limit":
            guard (1...Int64(BrokerLimits.deliveriesPerPage)).contains(value) else { return false }
            limit = Int(value)
        case "wait":
            guard value <= Int64(BrokerLimits.longestWaitSeconds) else { return false }
            waitSeconds = Int(value)
        default: return false
        }
        return true
    }
}
