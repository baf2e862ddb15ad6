package import BrokerAPI
package import KeyDirectory
import Primitives
import Synchronization

/// The charter of the network as this broker hands it out: a verified one, or none.
///
/// The broker itself follows nothing of it: what it takes and who witnesses its log stand in its own
/// configuration. It is a carrier, and who fetches it believes the roots alone.
package final class HandedOutCharter: Sendable {
    private struct Shelf: Sendable {
        let mark: CharterMark
        let file: [UInt8]
    }

    /// Written by who looks after the file in the home, read by every request.
    private let shelf = Mutex<Shelf?>(nil)

    init() {}

    /// From now on this one is handed out; nil for none.
    package func replace(with charter: VerifiedCharter?) {
        let next = charter.map { charter in
            Shelf(
                mark: CharterMark(
                    fingerprint: charter.fingerprint, version: charter.remembered.version,
                    digest: charter.remembered.digest),
                file: charter.file.serialized())
        }
        shelf.withLock { $0 = next }
    }

    package var mark: CharterMark? { shelf.withLock { $0?.mark } }

    /// The charter file with all its versions.
    ///
    /// - Throws: ``BrokerError/noCharter``.
    package func file() throws(BrokerError) -> [UInt8] {
        guard let file = shelf.withLock({ $0?.file }) else { throw .noCharter }
        return file
    }
}
