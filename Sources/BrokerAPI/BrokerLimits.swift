/// The fixed limits of the broker's API; `Protocol/broker-api.md`, section "Limits".
///
/// What an operator may choose (quotas, retention) is not here but in ``PublishedLimits``.
package enum BrokerLimits {
    /// A signed statement, `NAME.json`.
    package static let statementBytes = 64 << 10
    /// A detached signature, `NAME.json.sig`.
    package static let signatureBytes = 8 << 10
    /// An opening file, `NAME.entry`; its form has a fixed size below this.
    package static let entryBytes = 512
    /// A `.tlog-proof`.
    package static let proofBytes = 128 << 10
    /// Authorities that one checkpoint is listed with: those of the configuration, and those that
    /// have left it.
    package static let stampsPerCheckpoint = 64
    /// An organisation's records with their signatures.
    package static let organisationFileBytes = 8 << 20
    /// The same in an answer: base64 within JSON, with a proof.
    package static let organisationAnswerBytes = 12 << 20
    /// A network's charter with all its versions and their signatures.
    package static let charterFileBytes = 8 << 20
    /// A sealed preview: the age header of at most 32 stanzas, and 16 KiB of plaintext.
    package static let previewBytes = 96 << 10
    /// The payload of a deposit that is made in one request.
    package static let oneRequestPayloadBytes = 8 << 20
    /// One piece of an upload.
    package static let uploadPieceBytes = 8 << 20
    /// The whole body of a deposit: the payload, the small parts, and the multipart lines.
    package static let depositBodyBytes =
        oneRequestPayloadBytes + statementBytes + signatureBytes + entryBytes + previewBytes + 4096
    /// The whole body of a piece of evidence.
    package static let evidenceBodyBytes = statementBytes + signatureBytes + entryBytes + 4096

    /// Senders that one mailbox takes nothing from.
    package static let blocksPerMailbox = 1024

    /// Header fields: each name and value, and all of them together.
    package static let fieldBytes = 8 << 10
    package static let fieldsBytes = 16 << 10
    package static let fieldCount = 100
    /// The request target, path and query.
    package static let targetBytes = 2 << 10

    /// Deliveries in one answer.
    package static let deliveriesPerPage = 100
    package static let defaultDeliveriesPerPage = 50
    /// Statement bytes after which an answer closes its page early.
    package static let pageBytes = 1 << 20
    /// The longest long poll.
    package static let longestWaitSeconds = 60
    /// A JSON answer that a client is ready to read.
    package static let answerBytes = 8 << 20

    /// How far `created` may lie behind and before the broker's clock, in seconds.
    package static let createdBehindSeconds: Int64 = 300
    package static let createdAheadSeconds: Int64 = 30
    /// How long a nonce is remembered: the whole window and one second.
    package static let nonceRetentionSeconds: Int64 = 331
}
