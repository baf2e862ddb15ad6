import Broker
import Primitives
import SystemPackage

/// `plombad log trust-witness`: a person knows that the broker was not put back.
package enum WitnessTrust {
    /// - Parameter witness: its name, like `partner.example/witness`.
    /// - Throws: `WitnessTrustError`; `StoreError.locked` while the broker runs.
    package static func restore(_ witness: String, home: BrokerHome) throws {
        let configuration = try home.configuration()
        guard home.exists(configuration.dataPath), home.exists(BrokerSetup.checkpointsName) else {
            throw WitnessTrustError.nothingRecorded(witness)
        }
        let lock = try StoreLock(folder: home.resolve(configuration.dataPath).string)
        defer { withExtendedLifetime(lock) {} }
        let store = try WitnessedStore(
            folder: home.resolve(BrokerSetup.checkpointsName).string)
        guard try store.clear(WitnessCollector.forgotten, of: witness) else {
            throw WitnessTrustError.nothingRecorded(witness)
        }
    }
}

enum WitnessTrustError: PlainFailure, Equatable {
    case nothingRecorded(String)

    var code: String { "witness.not-forgotten" }

    var message: String {
        switch self {
        case .nothingRecorded(let name):
            "nothing is recorded here of a witness '\(SafeText.shown(name))' that has forgotten"
        }
    }

    var hint: String? { "'plombad check' names those that have, as [witness.forgotten]" }
}
