import Broker
import BrokerAPI
package import Primitives

/// `plombad admit`: asks the broker that runs, or does it itself when none runs.
package struct AdmissionClient: Sendable {
    private static let pause = Duration.milliseconds(100)
    /// How many pauses an answer may take.
    private static let patience = 300
    private static let fileSize = BrokerLimits.organisationFileBytes

    private let home: BrokerHome
    private let clock: @Sendable () -> Timestamp

    package init(home: BrokerHome, clock: @escaping @Sendable () -> Timestamp) {
        self.home = home
        self.clock = clock
    }

    /// Admits an organisation and returns when it is durable, or is refused.
    ///
    /// One process at a time opens the store. If that is us, no broker runs and we admit; if not,
    /// the request goes into the folder, and each time no answer is there yet we try again to be
    /// the one, in case the broker has stopped meanwhile.
    ///
    /// - Parameters:
    ///   - file: the organisation file, as its owner exported it.
    ///   - digits: the fingerprint as the owner read it out.
    package func admit(file: [UInt8], digits: String) async throws -> AdmissionAnswer {
        let configuration = try home.configuration()
        let request = AdmissionRequest(file: file, digits: digits)
        if let answer = try await admitDirectly(request, configuration) { return answer }
        let folder = AdmissionFolder(home: home)
        let id = try folder.ask(request)
        for _ in 0..<Self.patience {
            try await Task.sleep(for: Self.pause)
            if let answer = try folder.takeAnswer(id) { return answer }
            if let answer = try await admitDirectly(request, configuration) {
                folder.withdraw(id)
                return answer
            }
        }
        folder.withdraw(id)
        throw AdmissionTimeout()
    }

    /// The organisation file that the operator names, relative to the working folder.
    package static func readFile(_ path: String) throws(ConfigurationError) -> [UInt8] {
        try BrokerHome("").read(path, limit: fileSize)
    }

    /// Nil when another process has the store open.
    private func admitDirectly(
        _ request: AdmissionRequest, _ configuration: HomeConfiguration
    ) async throws -> AdmissionAnswer? {
        let service: BrokerService
        do {
            service = try openService(home: home, configuration: configuration, clock: clock)
        } catch StoreError.locked {
            return nil
        }
        return await Admission.admit(request, by: service)
    }
}

/// The broker that has the store open does not answer.
package struct AdmissionTimeout: PlainFailure {
    package var code: String { "admission.no-answer" }
    package var message: String { "the running broker did not answer; nothing is known to be done" }
    package var hint: String? {
        "look at the broker's log, then try again: doing it twice is harmless"
    }
}
