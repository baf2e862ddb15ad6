import Testing

/// A case in `evidence/` with its `case.json`, and the two between whom it goes.
protocol TwoParties {
    var sender: Party { get }
    var receiver: Party { get }
}

extension TwoParties {
    /// Sends the case; returns its identifier.
    func send() throws -> String {
        let sent = try sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", receiver.mailbox, "--format",
            "json")
        try #require(sent.status == 0, "\(sent.errors)")
        return try #require(sent.json()["consignment"] as? String)
    }

    /// The steps that `status` shows for the one mailbox, in order.
    func steps(_ id: String, of party: Party, clock: String? = nil) throws -> [String] {
        let asked = ["status", id, "--format", "json"]
        let status =
            try clock.map { try party.plomba(clock: $0, arguments: asked) }
            ?? party.plomba(arguments: asked)
        try #require(status.status == 0, "\(status.errors)")
        let lanes = try #require(status.json()["lanes"] as? [[String: Any]])
        let steps = try #require(lanes.first?["steps"] as? [[String: Any]])
        return steps.compactMap { $0["step"] as? String }
    }
}
