package import Primitives

/// preview.json, parsed: all that a receiver sees before somebody accepts.
///
/// The schema is closed: a preview that holds one member more is refused, so that no sender can
/// show, and no reader can store, anything outside the allow-list. (`Protocol/case.md`, section 5)
package struct Preview: Sendable, Equatable {
    package let consignment: ConsignmentID
    package let createdAt: Timestamp
    /// One of `CaseVocabulary.kinds`.
    package let kind: String
    package let mode: Mode
    /// The sender's offset from UTC, `+01:00`.
    package let offset: String
    /// SHA-256 of the Sealed.json of the earlier bundle that this one continues.
    package let previous: SHA256Digest?
    package let priority: String
    package let respondBy: Timestamp
    package let services: [String]
    package let ageBand: String
    package let childAlone: String
    package let languages: [String]
    package let fromCountry: String
    package let toCountry: String
    package let items: UInt64
    package let totalBytes: UInt64

    /// - Throws: `notStrictJSON`, `tooLarge` or `invalid`.
    package init(parsing bytes: [UInt8]) throws(CaseError) {
        guard bytes.count < PreviewPadding.size else {
            throw .tooLarge(limit: PreviewPadding.size - 1)
        }
        let document = try CaseDocument.strictJSON(bytes)
        var checker = CaseChecker()
        checker.checkObject(document, fields: Self.fields, unknown: .refused, at: "")
        guard checker.problems.isEmpty else { throw .invalid(checker.problems) }
        guard let preview = Self(checked: document) else { throw .invalid([]) }
        self = preview
    }

    /// Nil when a member is missing, which the tables have ruled out before.
    private init?(checked document: JSONValue) {
        guard let shown = document["preview"],
            let consignment = document["bundle_id"]?.text.flatMap(Self.consignment),
            let createdAt = document["created_at"]?.text.flatMap(Timestamp.init),
            let kind = document["kind"]?.text,
            let mode = document["mode"]?.text.flatMap(Mode.init(rawValue:)),
            let offset = document["tz_offset"]?.text,
            let priority = shown["priority"]?.text,
            let respondBy = shown["respond_by"]?.text.flatMap(Timestamp.init),
            let services = shown["services"]?.elements,
            let ageBand = shown["age_band"]?.text, let childAlone = shown["child_alone"]?.text,
            let languages = shown["languages"]?.elements,
            let from = shown["route"]?["from"]?.text, let to = shown["route"]?["to"]?.text,
            let items = shown["items"]?.count, let totalBytes = shown["total_bytes"]?.count
        else { return nil }
        (self.consignment, self.createdAt, self.kind) = (consignment, createdAt, kind)
        (self.mode, self.offset, self.priority) = (mode, offset, priority)
        (self.respondBy, self.ageBand, self.childAlone) = (respondBy, ageBand, childAlone)
        self.services = services.compactMap(\.text)
        self.languages = languages.compactMap(\.text)
        (fromCountry, toCountry) = (from, to)
        (self.items, self.totalBytes) = (items, totalBytes)
        previous = document["previous"]?.text.flatMap(SHA256Digest.init(hex:))
    }

    private static let fields: [CaseField] = [
        .required("schema", .word([CaseSchema.previewName])),
        .required("bundle_id", .uuid),
        .required("created_at", .time),
        .required("kind", .word(CaseVocabulary.kinds)),
        .required("mode", .word(["live", "training"])),
        .required("tz_offset", .offset),
        .optional("previous", .sha256),
        .required("preview", .object(CaseSchema.preview + counts, unknown: .refused)),
    ]

    private static let counts: [CaseField] = [
        .required("items", .count),
        .required("total_bytes", .count),
    ]

    private static func consignment(_ uuid: String) -> ConsignmentID? {
        ConsignmentID(uuid.filter { $0 != "-" })
    }
}
