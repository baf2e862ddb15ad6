import Primitives
import PrivateFiles

/// What is remembered of the broker's log and cannot be read any more: it is left out wherever it counts.
struct LogMemoryCheck {
    let home: Home

    func findings() -> [Finding] {
        // A broker that cannot be read here is told elsewhere.
        guard let log = try? BrokerTrust.loadIfThere(home)?.logKey else { return [] }
        do {
            let memory = LogMemory(home, log)
            return try ([memory] + memory.former()).flatMap { try $0.damagedFiles() }
                .map { Finding($0) }
        } catch let failure as any PlainFailure {
            return [Finding(failure)]
        } catch {
            return [Finding(HomeError.damaged(file: home.logs, reason: "it cannot be read"))]
        }
    }
}
