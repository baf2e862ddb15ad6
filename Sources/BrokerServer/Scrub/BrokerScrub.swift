import Broker
package import Primitives
import SystemPackage

/// `plombad scrub`: reads all that lies on the broker's disk and says what is not as it was accepted.
package struct BrokerScrub: Sendable {
    package let record: ScrubRecord
    package let findings: [Finding]

    /// - Parameter progress: told how many of how many bytes of payload files were read.
    /// - Throws: `ConfigurationError`, `StoreError`; ``ScrubError/nothing`` before the first start.
    package init(
        of home: BrokerHome, now: Timestamp,
        progress: (_ done: Int64, _ total: Int64) -> Void = { _, _ in }
    ) throws {
        let configuration = try home.configuration()
        guard home.exists(configuration.dataPath),
            let key = try home.existingLogKey(configuration)
        else { throw ScrubError.nothing }
        let scrub = try StoreScrub(
            data: home.resolve(configuration.dataPath).string,
            log: home.resolve(BrokerSetup.checkpointsName).string, key: key, progress: progress)
        record = ScrubRecord(scrub, time: now)
        findings = scrub.findings.map {
            Finding(level: .fault, code: $0.code, message: $0.message)
        }
        try record.write(home)
    }
}

/// Why nothing was read.
package enum ScrubError: PlainFailure {
    case nothing

    package var code: String { "scrub.nothing" }
    package var message: String { "the broker has stored nothing yet: there is nothing to read" }
    package var hint: String? { nil }
}

extension BrokerCheck {
    private static let freshDays: Int64 = 35

    /// What was found when the disk was read whole last.
    mutating func checkScrub() {
        do {
            guard let record = try ScrubRecord.load(home) else {
                return add(.fine, "scrub", "nothing at rest was read whole yet: plombad scrub")
            }
            let days = (now.secondsSinceEpoch - record.time.secondsSinceEpoch) / 86_400
            guard record.findings.isEmpty else {
                let first = record.findings.first ?? ""
                return add(
                    .warning, "scrub",
                    "\(record.findings.count) things at rest were damaged at \(record.time.text), the first: \(first)",
                    hint: "look at the disk; a backup may have them whole. Then: plombad scrub")
            }
            add(
                days > Self.freshDays ? .warning : .fine, "scrub",
                "all that is at rest was read at \(record.time.text), and was whole",
                hint: days > Self.freshDays ? "read it again: plombad scrub" : nil)
        } catch {
            add(.warning, "scrub", "\(ScrubRecord.name) cannot be read", hint: "plombad scrub")
        }
    }
}
