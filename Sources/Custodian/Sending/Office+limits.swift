import BrokerAPI
import BrokerClient
import EvidenceBundle
package import Primitives

extension Office {
    /// What a broker lets its sender leave with it.
    private typealias Bounds = (limits: PublishedLimits, allowance: Allowance?)

    /// Asks for the broker's limits, for the own quota and for room before sealing; a broker that is away is no
    /// reason not to seal.
    func checkLimits(of work: SealWork) async throws {
        let bounds: Bounds
        do {
            bounds = try await withBroker { session in
                (
                    session.limits,
                    try await session.allowance(for: work.request.mailboxes.map(\.address))
                )
            }
        } catch let error as BrokerClientError where error.isOffline {
            notices.warn("the broker cannot be reached; sealing now, to be sent later")
            return
        }
        try checkLimits(of: work, bounds.limits)
        if let allowance = bounds.allowance {
            try Self.check(allowance, sizeInBytes: Int64(clamping: work.sealer.payloadSize))
        }
    }

    private func checkLimits(of work: SealWork, _ limits: PublishedLimits) throws {
        guard work.sealer.payloadSize <= UInt64(clamping: limits.payloadBytes) else {
            throw SendingError.payloadTooLarge(limitInBytes: limits.payloadBytes)
        }
        guard work.request.mailboxes.count <= limits.mailboxesPerDeposit else {
            throw SendingError.tooManyMailboxes(limit: limits.mailboxesPerDeposit)
        }
        let seconds =
            work.request.deadline.secondsSinceEpoch - clock.now.secondsSinceEpoch
        guard seconds / 3600 <= limits.deadlineMaxHours else {
            throw SendingError.deadlineTooFar(limitInHours: limits.deadlineMaxHours)
        }
    }

    private static func check(_ allowance: Allowance, sizeInBytes: Int64) throws(SendingError) {
        if let blocked = allowance.shares.first(where: \.isBlocked) {
            throw .blocked(blocked.mailbox)
        }
        guard sizeInBytes <= allowance.roomInBytes else {
            throw .brokerFull(roomInBytes: allowance.roomInBytes)
        }
        if allowance.objects.left == 0, let limit = allowance.objects.limit {
            throw .tooManyCases(limit: limit)
        }
        guard sizeInBytes <= allowance.bytes.left else {
            throw .quotaExceeded(leftInBytes: allowance.bytes.left)
        }
        for share in allowance.shares {
            let left = share.objects.left == 0 ? 0 : share.bytes.left
            guard sizeInBytes <= left else {
                throw .shareExceeded(share.mailbox, leftInBytes: left)
            }
        }
    }

    /// What the own organisation has at the broker in use, and may have; nil from a broker that does not say.
    ///
    /// - Parameter mailboxes: of which the own share is asked for, at most 16.
    package func allowance(for mailboxes: [MailboxAddress]) async throws -> BrokerAllowance? {
        try await withBroker { session in
            try await session.connection.allowance(for: mailboxes).map(BrokerAllowance.init)
        }
    }
}

/// What an organisation has at its broker, and may have.
package struct BrokerAllowance: Sendable {
    /// One number and its bound; nil for none.
    package struct Use: Sendable {
        package let used: Int64
        package let limit: Int64?

        fileprivate init(_ use: Allowance.Use) {
            (used, limit) = (use.used, use.limit)
        }
    }

    package struct Share: Sendable {
        package let mailbox: MailboxAddress
        package let bytes: Use
        package let cases: Use
        /// Whether the mailbox takes nothing new from the own organisation.
        package let isBlocked: Bool
    }

    package let bytes: Use
    package let cases: Use
    package let uploads: Use
    /// Of the mailboxes that were asked about.
    package let shares: [Share]
    /// The largest case for which the broker's disk has room.
    package let roomInBytes: Int64

    fileprivate init(_ allowance: Allowance) {
        (bytes, cases) = (Use(allowance.bytes), Use(allowance.objects))
        uploads = Use(allowance.uploads)
        shares = allowance.shares.map {
            Share(
                mailbox: $0.mailbox, bytes: Use($0.bytes), cases: Use($0.objects),
                isBlocked: $0.isBlocked)
        }
        roomInBytes = allowance.roomInBytes
    }
}

extension BrokerSession {
    /// Nil from a broker that does not say, or not to us: then the deposit will tell.
    fileprivate func allowance(for mailboxes: [MailboxAddress]) async throws -> Allowance? {
        do {
            return try await connection.allowance(for: mailboxes)
        } catch let error as BrokerClientError where error.problem != nil {
            return nil
        }
    }
}
