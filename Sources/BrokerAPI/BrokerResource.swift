package import Primitives
package import Timestamping
package import TransparencyLog

/// A resource of the API and its path.
///
/// ```
/// /v1/broker
/// /v1/allowance
/// /v1/deposits
/// /v1/deposits/{consignment}/evidence
/// /v1/deposits/{consignment}/consent
/// /v1/relays/{fingerprint}/{consignment}
/// /v1/uploads
/// /v1/uploads/{upload}
/// /v1/mailboxes/{address}/deliveries
/// /v1/mailboxes/{address}/deliveries/{number}/preview
/// /v1/mailboxes/{address}/deliveries/{number}/payload
/// /v1/mailboxes/{address}/deliveries/{number}/evidence
/// /v1/mailboxes/{address}/skipped
/// /v1/mailboxes/{address}/consent
/// /v1/mailboxes/{address}/blocks
/// /v1/mailboxes/{address}/blocks/{fingerprint}
/// /v1/organisations/{fingerprint}
/// /v1/charter
/// /v1/log/checkpoint
/// /v1/log/witnessed
/// /v1/log/witnessed/{index}
/// /v1/log/time
/// /v1/log/time/{index}
/// /v1/log/time/checkpoint-{size}.txt
/// /v1/log/time/checkpoint-{size}.{authority}.tst
/// /v1/log/tile/{level}/{number}[.p/{width}]
/// /v1/log/tile/entries/{number}[.p/{width}]
/// ```
/// No identifier needs percent-encoding, so a path with a percent sign names nothing.
package enum BrokerResource: Hashable, Sendable {
    case broker
    /// What the caller's organisation may leave here.
    case allowance
    case deposits
    case depositEvidence(ConsignmentID)
    case depositConsent(ConsignmentID)
    /// What a peer brought: the sender's fingerprint and its consignment.
    case relay(Fingerprint, ConsignmentID)
    case uploads
    case upload(UploadID)
    case deliveries(MailboxAddress)
    case preview(MailboxAddress, DeliveryNumber)
    case payload(MailboxAddress, DeliveryNumber)
    case evidence(MailboxAddress, DeliveryNumber)
    case skipped(MailboxAddress)
    case consent(MailboxAddress)
    case blocks(MailboxAddress)
    /// That the mailbox takes nothing new of an organisation.
    case block(MailboxAddress, Fingerprint)
    case organisation(Fingerprint)
    /// The charter of the network, where the broker hands one out.
    case charter
    case logCheckpoint
    /// The newest cosigned checkpoint, or the first that covers the entry at this index.
    case logWitnessed(UInt64?)
    /// The newest checkpoint that an authority has stamped, or the first that covers the entry at
    /// this index, with the tokens.
    case logTime(UInt64?)
    /// The text of the checkpoint of this size, or one authority's token over it.
    case logTimeFile(UInt64, AuthorityName?)
    case logTile(Tile)

    /// The resource at `path`, which has no query; nil when there is none.
    package init?(path: String) {
        // All names here are ASCII, where Swift's comparison of texts is a comparison of bytes.
        guard path.utf8.count <= BrokerLimits.targetBytes, path.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        let segments = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        )
        .map { String(Substring($0)) }
        guard segments.count >= 3, segments[0].isEmpty, segments[1] == "v1" else {
            return nil
        }
        self.init(segments: Array(segments[2...]))
    }

    private init?(segments: [String]) {
        let resource: BrokerResource? =
            switch segments[0] {
            case "broker" where segments.count == 1: .broker
            case "allowance" where segments.count == 1: .allowance
            case "deposits": Self.deposit(segments)
            case "relays": Self.relay(segments)
            case "uploads": Self.upload(segments)
            case "mailboxes": Self.mailbox(segments)
            case "organisations": Self.organisation(segments)
            case "charter": segments.count == 1 ? .charter : nil
            case "log": Self.log(segments)
            default: nil
            }
        guard let resource else { return nil }
        self = resource
    }

    package var path: String {
        switch self {
        case .broker: "/v1/broker"
        case .allowance: "/v1/allowance"
        case .deposits: "/v1/deposits"
        case .depositEvidence(let consignment): "/v1/deposits/\(consignment.text)/evidence"
        case .depositConsent(let consignment): "/v1/deposits/\(consignment.text)/consent"
        case .relay(let sender, let consignment):
            "/v1/relays/\(sender.text)/\(consignment.text)"
        case .uploads: "/v1/uploads"
        case .upload(let upload): "/v1/uploads/\(upload.text)"
        case .deliveries(let mailbox): "/v1/mailboxes/\(mailbox.text)/deliveries"
        case .preview(let mailbox, let number): Self.path(mailbox, number, "preview")
        case .payload(let mailbox, let number): Self.path(mailbox, number, "payload")
        case .evidence(let mailbox, let number): Self.path(mailbox, number, "evidence")
        case .skipped(let mailbox): "/v1/mailboxes/\(mailbox.text)/skipped"
        case .consent(let mailbox): "/v1/mailboxes/\(mailbox.text)/consent"
        case .blocks(let mailbox): "/v1/mailboxes/\(mailbox.text)/blocks"
        case .block(let mailbox, let sender):
            "/v1/mailboxes/\(mailbox.text)/blocks/\(sender.text)"
        case .organisation(let fingerprint): "/v1/organisations/\(fingerprint.text)"
        case .charter: "/v1/charter"
        case .logCheckpoint: "/v1/log/checkpoint"
        case .logWitnessed(let index):
            "/v1/log/witnessed" + (index.map { "/\($0)" } ?? "")
        case .logTime(let index):
            "/v1/log/time" + (index.map { "/\($0)" } ?? "")
        case .logTimeFile(let size, let authority):
            "/v1/log/time/checkpoint-\(size)." + (authority.map { "\($0.text).tst" } ?? "txt")
        case .logTile(let tile): "/v1/log/" + tile.path
        }
    }

    private static func path(
        _ mailbox: MailboxAddress, _ number: DeliveryNumber, _ part: String
    ) -> String {
        "/v1/mailboxes/\(mailbox.text)/deliveries/\(number.value)/\(part)"
    }

    private static func deposit(_ segments: [String]) -> BrokerResource? {
        if segments.count == 1 { return .deposits }
        guard segments.count == 3, let consignment = ConsignmentID(segments[1]) else { return nil }
        switch segments[2] {
        case "evidence": return .depositEvidence(consignment)
        case "consent": return .depositConsent(consignment)
        default: return nil
        }
    }

    private static func relay(_ segments: [String]) -> BrokerResource? {
        guard segments.count == 3, let sender = Fingerprint(segments[1]),
            let consignment = ConsignmentID(segments[2])
        else { return nil }
        return .relay(sender, consignment)
    }

    private static func upload(_ segments: [String]) -> BrokerResource? {
        if segments.count == 1 { return .uploads }
        guard segments.count == 2, let upload = UploadID(segments[1]) else { return nil }
        return .upload(upload)
    }

    private static func organisation(_ segments: [String]) -> BrokerResource? {
        guard segments.count == 2 else { return nil }
        return Fingerprint(segments[1]).map { .organisation($0) }
    }

    private static func log(_ segments: [String]) -> BrokerResource? {
        if segments.count == 2, segments[1] == "checkpoint" { return .logCheckpoint }
        if segments.count == 2, segments[1] == "witnessed" { return .logWitnessed(nil) }
        if segments.count == 3, segments[1] == "witnessed" {
            return decimal(segments[2]).map { .logWitnessed($0) }
        }
        if segments.count == 2, segments[1] == "time" { return .logTime(nil) }
        if segments.count == 3, segments[1] == "time" { return time(segments[2]) }
        return Tile(path: segments.dropFirst().joined(separator: "/")).map { .logTile($0) }
    }

    /// The index, or the name of a file: as in `Protocol/trusted-time.md`.
    private static func time(_ name: String) -> BrokerResource? {
        if let index = decimal(name) { return .logTime(index) }
        // The authority's name may have dots itself.
        let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let prefix = "checkpoint-"
        guard parts.count == 2, parts[0].hasPrefix(prefix),
            let size = decimal(String(parts[0].dropFirst(prefix.count)))
        else { return nil }
        if parts[1] == "txt" { return .logTimeFile(size, nil) }
        guard parts[1].hasSuffix(".tst"),
            let authority = AuthorityName(String(parts[1].dropLast(".tst".count)))
        else { return nil }
        return .logTimeFile(size, authority)
    }

    /// An index or a size, which has no other spelling than the shortest.
    private static func decimal(_ text: String) -> UInt64? {
        guard let number = UInt64(text), number <= LogLimits.treeSize, text == "\(number)" else {
            return nil
        }
        return number
    }

    private static func mailbox(_ segments: [String]) -> BrokerResource? {
        guard (3...5).contains(segments.count),
            let mailbox = MailboxAddress(segments[1])
        else { return nil }
        if segments.count == 3, segments[2] == "skipped" { return .skipped(mailbox) }
        if segments.count == 3, segments[2] == "consent" { return .consent(mailbox) }
        if segments[2] == "blocks" { return block(segments, mailbox) }
        guard segments[2] == "deliveries" else { return nil }
        if segments.count == 3 { return .deliveries(mailbox) }
        guard segments.count == 5, let number = DeliveryNumber(segments[3]) else { return nil }
        switch segments[4] {
        case "preview": return .preview(mailbox, number)
        case "payload": return .payload(mailbox, number)
        case "evidence": return .evidence(mailbox, number)
        default: return nil
        }
    }

    private static func block(
        _ segments: [String], _ mailbox: MailboxAddress
    ) -> BrokerResource? {
        if segments.count == 3 { return .blocks(mailbox) }
        guard segments.count == 4 else { return nil }
        return Fingerprint(segments[3]).map { .block(mailbox, $0) }
    }
}
