import Broker
import Listening
import Logging
import Primitives
import ServiceLifecycle

/// Answers the requests that `plombad admit` puts into the admission folder.
struct AdmissionWatcher: Service {
    private static let interval = Duration.milliseconds(300)

    let folder: AdmissionFolder
    let service: BrokerService
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for id in folder.waiting() { await answer(id) }
                // Ends early only when the broker stops.
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    private func answer(_ id: String) async {
        do throws(ConfigurationError) {
            let answer = try await Admission.admit(folder.request(id), by: service)
            try folder.answer(id, answer)
            log(answer)
        } catch {
            // The request is unreadable or the answer cannot be written: without an end it would
            // be tried for ever. The one who asked is told by the silence and the log.
            folder.withdraw(id)
            logger.error("admission failed", metadata: LogField.metadata([.code: error.code]))
        }
    }

    private func log(_ answer: AdmissionAnswer) {
        switch answer {
        case .admitted: logger.info("organisation admitted")
        case .refused(let code, _, _):
            logger.warning("admission refused", metadata: LogField.metadata([.code: code]))
        }
    }
}

/// Admitting, for a broker that runs and for one that does not.
enum Admission {
    static func admit(_ request: AdmissionRequest, by service: BrokerService) async
        -> AdmissionAnswer
    {
        do {
            let name = try await service.admit(request.file, digits: request.digits)
            return .admitted(name: name.text)
        } catch {
            return AdmissionAnswer(refusal: error)
        }
    }
}
