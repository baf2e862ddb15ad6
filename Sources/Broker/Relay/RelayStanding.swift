import GRDB

/// How what is for one other broker stands, in numbers.
package struct RelayStanding: Sendable, Equatable {
    /// After so many attempts one waits for longer than a broker needs to start.
    static let stuckAttempts = 8
    /// As many as are read; a broker has no more peers, of before too.
    static let mostPeers = 64

    package let peer: String
    /// To be handed over.
    package let waiting: UInt64
    /// Of these, what could not be handed over several times.
    package let stuck: UInt64
    /// Given up, and nobody knows what became of it.
    package let unknown: UInt64
    /// At the other broker, and not ended as far as is known.
    package let there: UInt64
    /// Of these, what the other broker says it does not have.
    package let lost: UInt64

    /// All that has not ended.
    package var all: UInt64 { waiting + unknown + there }

    /// From outside, also while a broker runs: it only reads.
    ///
    /// - Parameter data: the broker's data folder.
    /// - Throws: `StoreError`.
    package static func standings(in data: String) throws(StoreError) -> [RelayStanding] {
        do {
            return try DatabaseSettings.openToRead(data + "/broker.db")?
                .read(RelayRows.standings) ?? []
        } catch {
            throw StoreError(error)
        }
    }
}
