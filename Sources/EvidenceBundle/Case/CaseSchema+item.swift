/// The table of one described item (an exhibit).
extension CaseSchema {
    static let item: [CaseField] = [
        .required("id", .uuid),
        .required("exhibit_no", .reference),
        .optional("root_exhibit_no", .reference),
        .required("title", .spoken),
        .optional("description", .spoken),
        .required("type", .word(CaseVocabulary.itemTypes)),
        .optional("file", .object(file, unknown: .kept)),
        .optional("hash", .object(hash, unknown: .kept)),
        .required("copy_status", .word(CaseVocabulary.copyStatuses)),
        .optional("derived_from", .object(derivation, unknown: .kept)),
        .required("acquisition", .object(acquisition, unknown: .kept)),
        .optional("url", .text(maximum: 4096)),
        .optional("captured_at", .time),
        .optional("capture_tool", .text(maximum: 256)),
        .optional("metadata_files", .list(.storedName, 0...CaseLimits.codes)),
        .optional("times", .list(.object(observedTime, unknown: .kept), 0...CaseLimits.codes)),
        .optional("physical", .object([], unknown: .kept)),
        .required("sensitivity", .list(.word(CaseVocabulary.sensitivities), 0...CaseLimits.codes)),
        .required("marking", .object(marking, unknown: .kept)),
    ]

    /// `size` may be left out: the tool knows it. If it is there it must be true.
    static let file: [CaseField] = [
        .required("name_stored", .storedName),
        .required("name_original", .text(maximum: 1024)),
        .optional("size", .count),
        .required("mime", .text(maximum: 128)),
    ]

    /// `sha256` may be left out: the tool knows it. If it is there it must be true.
    static let hash: [CaseField] = [
        .optional("sha256", .sha256),
        .optional("sha512", .sha512),
    ]

    static let derivation: [CaseField] = [
        .required("id", .uuid),
        .required("method", .text(maximum: 1024)),
        .required("reason", .text(maximum: 1024)),
    ]

    static let acquisition: [CaseField] = [
        .required("method", .word(CaseVocabulary.acquisitionMethods)),
        .required("by", .reference),
        .optional("from", .reference),
        .required("at", .time),
        .required("place", .text(maximum: 256)),
        .optional("device", .object([], unknown: .kept)),
        .optional("app", .text(maximum: 256)),
        .optional("account_shown", .text(maximum: 256)),
        .optional("original_message_time", .time),
        .optional("recompressed", .word(["yes", "likely", "no", "unknown"])),
        .required("original_available", .word(CaseVocabulary.originalAvailable)),
    ]

    static let observedTime: [CaseField] = [
        .required("value", .time),
        .required("kind", .word(["created", "modified", "captured", "received"])),
        .required("standing", .word(["claimed", "observed", "attested"])),
        .optional("source", .text(maximum: 256)),
    ]

    static let marking: [CaseField] = [
        .required("purpose", .word(CaseVocabulary.purposes)),
        .required("release_to", .list(.text(maximum: 253), 0...CaseLimits.codes)),
        .optional("not_to", .list(.text(maximum: 253), 0...CaseLimits.codes)),
        .optional("retention_until", .date),
    ]
}
