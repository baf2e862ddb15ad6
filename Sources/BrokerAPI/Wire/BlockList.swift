package import Primitives

/// One organisation from which a mailbox takes nothing new.
package struct BlockedSender: Hashable, Sendable {
    package let fingerprint: Fingerprint
    /// When it was blocked, by the broker's clock.
    package let since: Timestamp

    package init(fingerprint: Fingerprint, since: Timestamp) {
        (self.fingerprint, self.since) = (fingerprint, since)
    }
}

/// From whom a mailbox takes nothing new, the oldest first.
///
/// ```json
/// { "blocks": [ {"fingerprint": "9c56cc51...", "since": "2026-11-27T09:00:00Z"} ] }
/// ```
package struct BlockList: Hashable, Sendable {
    package let blocks: [BlockedSender]

    package init(blocks: [BlockedSender]) {
        self.blocks = blocks
    }

    package var jsonBytes: [UInt8] {
        JSONValue.object([
            JSONMember(
                "blocks",
                .array(
                    blocks.map { block in
                        .object([
                            JSONMember("fingerprint", .string(block.fingerprint.text)),
                            JSONMember("since", .string(block.since.text)),
                        ])
                    }))
        ]).serialized()
    }

    package init(jsonBytes: [UInt8]) throws(WireError) {
        var reader = try WireReader.document(jsonBytes)
        do {
            var blocks: [BlockedSender] = []
            for var element in try reader.objects("blocks", limit: BrokerLimits.blocksPerMailbox) {
                blocks.append(
                    BlockedSender(
                        fingerprint: try element.parsed("fingerprint", expected: "a fingerprint") {
                            Fingerprint($0)
                        },
                        since: try element.timestamp("since")))
            }
            self.blocks = blocks
        } catch {
            throw .schema(error)
        }
    }
}
