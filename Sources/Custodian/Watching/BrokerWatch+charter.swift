import KeyDirectory
import Primitives
import Verification

/// The network's charter, as the broker hands it out.
extension BrokerWatch {
    /// What does not follow what was confirmed here is an alarm; what follows is taken over by `sync`.
    mutating func lookAtCharter() async throws {
        try await attempt { watch in
            let (office, session) = (watch.office, watch.session)
            guard let newer = try await office.newerCharter(by: session) else { return }
            watch.report.remark(.charterIsNewer(newer))
        }
    }
}

extension Finding {
    fileprivate static func charterIsNewer(_ charter: VerifiedCharter) -> Finding {
        Finding(
            "watch.charter-newer",
            "the broker hands out version \(charter.current.version) of the charter of "
                + "\(charter.name.text), which its roots have signed",
            hint: "take it over: plomba sync")
    }
}
