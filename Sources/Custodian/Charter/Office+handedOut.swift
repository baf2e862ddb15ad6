import BrokerAPI
import BrokerClient
import KeyDirectory
package import Primitives

/// A newer version of the charter that was taken over.
package struct CharterNews: Sendable, Equatable {
    package let name: OrganisationName
    package let version: Int64
    /// What it changes, in sentences.
    package let changes: [String]
}

/// The charter that a broker hands out. The broker is a carrier: what counts are the roots' signatures over a
/// network whose digits a person here has compared.
extension Office {
    /// Fetches the charter that the broker in use hands out: the next version of the one that counts here, or a
    /// first one, which waits to be confirmed and counts for nothing.
    package func fetchCharter() async throws -> CharterOutcome {
        try await withBroker { session in
            guard session.charter != nil else { throw CharterError.notHandedOut }
            guard try ConfirmedCharter.state(home) == nil else {
                _ = try await followCharter(by: session)
                return .confirmed(CharterSummary(try ConfirmedCharter.load(home), at: clock.now))
            }
            guard let file = try await session.connection.charter() else {
                throw CharterError.notHandedOut
            }
            let lock = try home.lock(.settings)
            defer { lock.release() }
            let charter = try first(UnverifiedCharter(CharterFile(parsing: file)))
            try keepUnconfirmed(charter, file)
            return .unconfirmed(CharterSummary(charter, confirmedTime: nil, at: clock.now))
        }
    }

    /// Takes over a newer version that the broker hands out, and says aloud what it changes.
    ///
    /// - Returns: what was taken over; nil where nothing is followed here, or nothing is newer there.
    /// - Throws: what speaks against what the broker shows. The version that was known goes on then.
    func followCharter(by session: BrokerSession) async throws -> CharterNews? {
        guard let newer = try await newerCharter(by: session) else { return nil }
        let lock = try home.lock(.settings)
        defer { lock.release() }
        // Another command may have left the network, or gone on, meanwhile.
        guard let state = try ConfirmedCharter.state(home), state.fingerprint == newer.fingerprint,
            state.seen.version < newer.remembered.version
        else { return nil }
        let (taken, changes) = try take(newer, after: state)
        return CharterNews(name: taken.name, version: taken.version, changes: changes)
    }

    /// The newer version that the broker hands out, verified against all that is known here; nil where it has
    /// none. Nothing is kept.
    func newerCharter(by session: BrokerSession) async throws -> VerifiedCharter? {
        guard let state = try ConfirmedCharter.state(home), let mark = session.charter else {
            return nil
        }
        guard mark.fingerprint == state.fingerprint else {
            throw CharterError.otherNetwork(known: try knownName(session.trust.name))
        }
        guard mark.version > state.seen.version else {
            guard try known(mark.version, state) == mark.digest else {
                throw RecordError.fork(version: mark.version)
            }
            if mark.version < state.seen.version { notices.warn(Self.behind(mark, state.seen)) }
            return nil
        }
        guard let file = try await session.connection.charter() else {
            throw CharterError.withheld(version: mark.version)
        }
        let newest = try Self.verify(file, after: state)
        guard newest.current.version >= mark.version else {
            throw CharterError.withheld(version: mark.version)
        }
        // Two records under one number: one of them was made to be shown to somebody else.
        guard newest.records[mark.version - 1].digest == mark.digest else {
            throw RecordError.fork(version: mark.version)
        }
        try newest.requireIssued(by: clock.now)
        guard !newest.isExpired(at: clock.now) else {
            throw CharterError.handedOutExpired(
                version: newest.current.version, end: newest.current.expiryTime)
        }
        try newest.current.requireUsable()
        return newest
    }

    /// The digest of a version that is known here; that of the newest also where the file is damaged.
    private func known(_ version: Int, _ state: ConfirmedCharter.State) throws -> SHA256Digest {
        guard version < state.seen.version else { return state.seen.digest }
        return try ConfirmedCharter.load(home).history.records[version - 1].digest
    }

    private static func verify(
        _ file: [UInt8], after state: ConfirmedCharter.State
    ) throws(RecordError) -> VerifiedCharter {
        let shown = try UnverifiedCharter(CharterFile(parsing: file))
        return try shown.verify(
            fingerprint: state.fingerprint, mode: shown.mode, remembering: state.seen)
    }

    private static func behind(_ mark: CharterMark, _ seen: RememberedRecord) -> String {
        "the broker hands out version \(mark.version) of the charter; version \(seen.version) is known here "
            + "and stays. Give its operator the newest one"
    }
}
