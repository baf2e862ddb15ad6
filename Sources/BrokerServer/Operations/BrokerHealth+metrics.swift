import Broker
import Primitives

/// The numbers for Prometheus. They name routes and witnesses, never organisations, mailboxes or people.
extension BrokerHealth {
    func metrics() async -> String {
        let view = await view()
        var text = MetricsText()
        text.gauge(
            "plombad_start_time_seconds", "When the broker started.", startTime.secondsSinceEpoch)
        addState(&text, view)
        if let figures = view.figures {
            Self.add(figures, &text)
            Self.addQuotas(figures, &text)
        }
        Self.add(view.witnesses, &text)
        addRequests(&text)
        addDurations(&text)
        return text.text
    }

    private func addState(_ text: inout MetricsText, _ view: View) {
        text.metric("plombad_findings", .gauge, "What 'plombad check' finds, by level.")
        for level in [Finding.Level.fault, .warning, .fine] {
            let count = view.findings.count { $0.level == level }
            text.sample("plombad_findings", [("level", level.rawValue)], "\(count)")
        }
        if let free = view.freeBytes {
            text.gauge("plombad_free_bytes", "Free space of the home's volume.", free)
        }
        if let end = view.certificateEnd {
            text.gauge(
                "plombad_certificate_end_time_seconds", "When the certificate ends.", end)
        }
        if let scrub = view.scrub {
            text.gauge(
                "plombad_scrub_time_seconds", "When all that is at rest was read last.",
                scrub.time.secondsSinceEpoch)
            text.gauge(
                "plombad_scrub_findings", "What was damaged then.", scrub.findings.count)
        }
    }

    private static func add(_ figures: BrokerFigures, _ text: inout MetricsText) {
        text.gauge(
            "plombad_read_only", "1 while nothing new is taken.", figures.fault == nil ? 0 : 1)
        text.gauge(
            "plombad_awaiting_witnesses", "1 while cases wait for what witnesses have seen.",
            figures.isAwaitingWitnesses ? 1 : 0)
        text.metric("plombad_deposits_total", .counter, "Deposits accepted since the beginning.")
        text.sample("plombad_deposits_total", "\(figures.deposits)")
        text.metric("plombad_log_entries_total", .counter, "Entries under a signed checkpoint.")
        text.sample("plombad_log_entries_total", "\(figures.signedEntries)")
        text.gauge(
            "plombad_open_deliveries", "Deliveries without an answer yet.", figures.openDeliveries)
        text.metric("plombad_relays", .gauge, "Deliveries for other brokers, by how they stand.")
        for (state, number) in states(of: figures.relays) {
            text.sample("plombad_relays", [("state", state)], "\(number)")
        }
        text.gauge("plombad_uploads", "Uploads under way.", figures.uploads)
        text.gauge("plombad_organisations", "Organisations admitted.", figures.organisations)
    }

    private static func addQuotas(_ figures: BrokerFigures, _ text: inout MetricsText) {
        text.gauge("plombad_held_bytes", "Bytes of the payloads that lie here.", figures.heldBytes)
        text.gauge("plombad_held_objects", "Payloads that lie here.", figures.heldObjects)
        text.metric(
            "plombad_near_quota", .gauge, "Who has used nine tenths of a quota of bytes or objects."
        )
        text.sample(
            "plombad_near_quota", [("of", "organisation")], "\(figures.sendersNearQuota)")
        text.sample("plombad_near_quota", [("of", "mailbox")], "\(figures.mailboxesNearQuota)")
        text.metric(
            "plombad_quota_refusals_total", .counter, "Refused for a quota since the start.")
        for excess in QuotaExcess.allCases {
            text.sample(
                "plombad_quota_refusals_total", [("reason", excess.rawValue)],
                "\(figures.quotaRefusals[excess] ?? 0)")
        }
    }

    /// Those of `waiting` that are stuck, and of `there` that are lost, are counted there too.
    private static func states(of relays: [RelayStanding]) -> [(String, UInt64)] {
        let parts: [(String, KeyPath<RelayStanding, UInt64>)] = [
            ("waiting", \.waiting), ("stuck", \.stuck), ("unknown", \.unknown),
            ("there", \.there), ("lost", \.lost),
        ]
        return parts.map { name, part in (name, relays.reduce(0) { $0 + $1[keyPath: part] }) }
    }

    private static func add(_ witnesses: [WitnessStanding], _ text: inout MetricsText) {
        guard !witnesses.isEmpty else { return }
        text.metric(
            "plombad_witness_up", .gauge, "1 while the witness cosigns and has forgotten nothing.")
        for witness in witnesses {
            text.sample(
                "plombad_witness_up", [("witness", witness.witness)],
                witness.code == nil ? "1" : "0")
        }
        text.metric(
            "plombad_witness_cosigned_time_seconds", .gauge, "When the witness cosigned last.")
        for witness in witnesses {
            guard let time = witness.cosignedTime else { continue }
            text.sample(
                "plombad_witness_cosigned_time_seconds", [("witness", witness.witness)],
                "\(time.secondsSinceEpoch)")
        }
    }

    private func addRequests(_ text: inout MetricsText) {
        text.metric("plombad_requests_total", .counter, "Requests answered since the start.")
        for (series, count) in counts.counts {
            text.sample(
                "plombad_requests_total",
                [("route", series.route), ("status", "\(series.status)")], "\(count)")
        }
    }

    private func addDurations(_ text: inout MetricsText) {
        let name = "plombad_request_seconds"
        text.metric(name, .histogram, "How long requests took, long polls included.")
        for (route, durations) in counts.durations {
            for (bound, count) in zip(RequestCounts.bounds, durations.within) {
                text.sample(
                    name + "_bucket", [("route", route), ("le", Self.seconds(bound))], "\(count)")
            }
            text.sample(
                name + "_bucket", [("route", route), ("le", "+Inf")], "\(durations.count)")
            text.sample(
                name + "_sum", [("route", route)], Self.seconds(durations.milliseconds))
            text.sample(name + "_count", [("route", route)], "\(durations.count)")
        }
    }

    /// `2.5` for 2,500 milliseconds.
    private static func seconds(_ milliseconds: Int64) -> String {
        "\(Double(milliseconds) / 1000)"
    }
}
