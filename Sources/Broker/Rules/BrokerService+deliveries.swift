package import BrokerAPI
package import Primitives

extension BrokerService {
    /// The deliveries of a mailbox after a cursor; waits for one when the query says so.
    package func deliveries(
        in mailbox: MailboxAddress, _ query: DeliveryQuery, for caller: Caller
    ) async throws(BrokerError) -> DeliveryList {
        let row = try mailboxRow(mailbox, for: caller).row
        let generation = signals.generation(of: row)
        let deliveries = try await list(row, query)
        guard deliveries.isEmpty, query.waitSeconds > 0 else {
            return DeliveryList(deliveries, query)
        }
        await signals.wait(for: row, after: generation, seconds: query.waitSeconds)
        return DeliveryList(try await list(row, query), query)
    }

    /// The sealed preview of a delivery.
    package func preview(
        _ number: DeliveryNumber, in mailbox: MailboxAddress, for caller: Caller
    ) async throws(BrokerError) -> StoredContent {
        let row = try mailboxRow(mailbox, for: caller).row
        let bytes = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DeliveryRows.deposit(database, mailbox: row, number: number).map {
                    lane -> [UInt8]? in
                    // What was called back is not handed out any more, although another mailbox
                    // may have it.
                    lane.state == .withdrawn
                        ? nil : try DepositRows.preview(database, deposit: lane.deposit)
                }
            }
        }
        guard let found = bytes else { throw .unknownDelivery }
        guard let bytes = found else { throw .payloadErased }
        return StoredContent(
            digest: .of(bytes), sizeInBytes: Int64(bytes.count), place: .memory(bytes))
    }

    /// The sealed payload of a delivery: its bytes, or the file that holds them.
    package func payload(
        _ number: DeliveryNumber, in mailbox: MailboxAddress, for caller: Caller
    ) async throws(BrokerError) -> StoredContent {
        let row = try mailboxRow(mailbox, for: caller).row
        let found = try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DeliveryRows.deposit(database, mailbox: row, number: number).flatMap { lane in
                    try DepositRows.payload(database, deposit: lane.deposit).map { payload in
                        (
                            payload,
                            lane.state == .withdrawn
                                ? nil : try PayloadRows.place(database, deposit: lane.deposit)
                        )
                    }
                }
            }
        }
        guard let (payload, place) = found else { throw .unknownDelivery }
        guard let place else { throw .payloadErased }
        let stored: StoredContent.Place =
            switch place {
            case .bytes(let bytes): .memory(bytes)
            case .file(let name): .file(path: store.folder.path(name))
            }
        return StoredContent(
            digest: payload.digest, sizeInBytes: payload.sizeInBytes, place: stored)
    }

    /// Whether this is a mailbox that the caller's member opens.
    package func opens(_ address: MailboxAddress, _ caller: Caller) -> Bool {
        (try? mailboxRow(address, for: caller)) != nil
    }

    /// A mailbox that the caller's member opens. Whatever else it is, the answer is the same, so
    /// that nobody learns which mailboxes exist.
    func mailboxRow(
        _ address: MailboxAddress, for caller: Caller
    ) throws(BrokerError) -> AdmittedOrganisations.AdmittedMailbox {
        guard let mailbox = organisations.mailbox(address, at: now),
            mailbox.organisation == caller.organisation,
            mailbox.members.contains(caller.member)
        else { throw .unknownMailbox }
        return mailbox
    }

    private func list(
        _ mailbox: Int64, _ query: DeliveryQuery
    ) async throws(BrokerError) -> [Delivery] {
        try await mapped { () async throws(StoreError) in
            try await self.store.read { database in
                try DeliveryRows.list(
                    database, mailbox: mailbox, after: query.after, limit: query.limit)
            }
        }
    }
}

extension DeliveryList {
    fileprivate init(_ deliveries: [Delivery], _ query: DeliveryQuery) {
        self.init(deliveries: deliveries, next: deliveries.last?.number ?? query.after)
    }
}

/// Content to be sent, whole or in part.
package struct StoredContent: Sendable {
    package let digest: SHA256Digest
    package let sizeInBytes: Int64
    package let place: Place

    package enum Place: Sendable {
        case memory([UInt8])
        /// May be unlinked at any time; an open descriptor stays readable.
        case file(path: String)
    }
}
