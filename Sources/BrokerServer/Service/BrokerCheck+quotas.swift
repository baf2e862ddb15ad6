import Broker
import Primitives

extension BrokerCheck {
    private static let inReadme = "each key is described in deploy/README.md, under quotas"

    /// Whether quotas keep one from taking what is there for all.
    mutating func checkQuotas(_ configuration: HomeConfiguration) {
        guard let quotas = configuration.quotas?.quotas else {
            add(
                .warning, "quotas", "there are no quotas: one organisation can fill the disk",
                hint: Self.inReadme)
            return
        }
        let dangers = dangers(of: quotas, payloadBytes: configuration.limits.payloadBytes)
        for danger in dangers { add(.warning, "quotas", danger, hint: Self.inReadme) }
        guard dangers.isEmpty else { return }
        let organisation = quotas.organisation
        add(
            .fine, "quotas",
            "one organisation may have \(organisation.bytes >> 20) MiB in \(organisation.objects) cases here"
        )
    }

    private func dangers(of quotas: Quotas, payloadBytes: Int64) -> [String] {
        let (organisation, mailbox) = (quotas.organisation, quotas.mailbox)
        var dangers: [String] = []
        if min(organisation.bytes, mailbox.bytesPerSender, mailbox.bytes) < payloadBytes {
            dangers.append("a case of limits.payloadBytes is more than the quotas let anybody send")
        }
        if mailbox.bytesPerSender >= mailbox.bytes || mailbox.objectsPerSender >= mailbox.objects {
            dangers.append("one sender can fill a mailbox, so that nobody else reaches it")
        }
        if let size = Volume.size(at: home.path), organisation.bytes > size {
            dangers.append("one organisation may have more bytes than the volume: it can fill it")
        }
        return dangers
    }

    /// Below the reserve nothing new is taken: the operator has to hear of that first.
    mutating func checkSpace(_ configuration: HomeConfiguration) {
        guard let free = Volume.freeBytes(at: home.path) else {
            add(.fault, "space", "the volume cannot be asked for its free space")
            return
        }
        let reserve = (configuration.quotas ?? QuotaConfiguration()).reserveBytes
        let text = "\(free >> 20) MiB are free on the volume"
        guard free >= reserve else {
            add(
                .fault, "space", text + ": nothing new is taken below \(reserve >> 20) MiB",
                hint: "make room on the volume; what was accepted is safe")
            return
        }
        add(free < max(Self.lowSpaceInBytes, 2 * reserve) ? .warning : .fine, "space", text)
    }
}
