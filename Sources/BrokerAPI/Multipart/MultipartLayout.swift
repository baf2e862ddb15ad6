/// The parts of a form: which, in which order, and how large each may be.
package struct MultipartLayout: Sendable {
    /// One part that may stand at a place.
    package struct Part: Sendable {
        package let name: String
        package let maximumSize: Int
    }

    /// For each place, the parts of which exactly one must stand there.
    let places: [[Part]]

    private static let signed = [
        [Part(name: "statement", maximumSize: BrokerLimits.statementBytes)],
        [Part(name: "signature", maximumSize: BrokerLimits.signatureBytes)],
        [Part(name: "entry", maximumSize: BrokerLimits.entryBytes)],
    ]

    /// statement, signature, entry, preview, then payload (bytes) or upload (an identifier).
    package static let deposit = MultipartLayout(
        places: signed + [
            [Part(name: "preview", maximumSize: BrokerLimits.previewBytes)],
            [
                Part(name: "payload", maximumSize: BrokerLimits.oneRequestPayloadBytes),
                Part(name: "upload", maximumSize: UploadID.size * 2),
            ],
        ])

    /// statement, signature, entry.
    package static let evidence = MultipartLayout(places: signed)
}
