package import Primitives
package import TransparencyLog

/// How a witness stands with a log.
package struct WitnessState: Sendable, Equatable {
    package let origin: KeyName
    package let latest: Checkpoint?
    package let time: Timestamp?
    /// The file that proves that it was shown two histories.
    package let conflict: String?
}

extension WitnessHome {
    /// What is known of each log, in the order in which they were added; also while the witness runs, which
    /// replaces each record in one step.
    package func states() throws(WitnessError) -> (witness: VerifierKey, logs: [WitnessState]) {
        let configuration = try configuration()
        let key = VerifierKey(configuration.name, .cosignature, try key().publicKey)
        let records = try records(configuration, key)
        let states = configuration.origins.compactMap { origin in
            records[origin].map { record in
                WitnessState(
                    origin: origin, latest: record.log.latest, time: record.cosignature?.time,
                    conflict: conflict(of: origin))
            }
        }
        return (key, states)
    }

    func records(
        _ configuration: WitnessConfiguration, _ key: VerifierKey
    ) throws(WitnessError) -> [KeyName: LogRecord] {
        var records: [KeyName: LogRecord] = [:]
        for origin in configuration.origins {
            let record = try LogRecord(
                of: origin, keys: configuration.keys(of: origin), witness: key, in: files)
            // The old one was added first.
            let old = configuration.predecessors[origin].flatMap { records[$0] }
            records[origin] = old.map(record.continuing) ?? record
        }
        return records
    }

    private func conflict(of origin: KeyName) -> String? {
        let name = LogRecord.conflictName(of: origin)
        return files.exists(name) ? files.shownPath(name) : nil
    }
}
