/// What a field of a case may hold.
///
/// The tables in `CaseSchema` are written in these shapes, so that the code and the tables of
/// `Protocol/case.md` can be read side by side.
indirect enum CaseShape: Sendable {
    /// A text of 1 to `maximum` bytes without control characters other than line feed and tab.
    case text(maximum: Int)
    /// One word of a controlled list.
    case word([String])
    /// A code from a list that the partners agree among themselves: `[a-z0-9_]`, 1 to 64.
    case code
    /// A number, name or mark that people give a thing: 1 to 128 bytes on one line.
    case reference
    /// A name like `group484.rs`.
    case organisation
    /// RFC 3339 in UTC, whole seconds.
    case time
    /// `YYYY-MM-DD`.
    case date
    /// `+HH:MM` or `-HH:MM`.
    case offset
    /// ISO 3166-1, two capitals.
    case country
    /// BCP 47 tag, by its syntax.
    case language
    /// SHA-256 in lower-case hex.
    case sha256
    /// SHA-512 in lower-case hex.
    case sha512
    /// 8-4-4-4-12 lower-case hex.
    case uuid
    /// A path below `data/`.
    case storedName
    /// A class of recipients, or the name of one organisation.
    case recipient
    /// A part of the case that consent is about.
    case consentPart
    case boolean
    /// 0 to 2^53 - 1.
    case count
    /// `{"text": ..., "lang": ...}`, nothing else.
    case spoken
    case list(CaseShape, ClosedRange<Int>)
    case object([CaseField], unknown: UnknownMembers)

    /// What happens to members that the table does not name.
    enum UnknownMembers: Sendable {
        /// They stay in the record and are shown (users are never made to lose what they wrote).
        case kept
        /// They are a problem, because everything in this block is shown before acceptance.
        case refused
    }
}

/// One named member and what it must hold.
struct CaseField: Sendable {
    let name: String
    let shape: CaseShape
    let isRequired: Bool

    static func required(_ name: String, _ shape: CaseShape) -> CaseField {
        CaseField(name: name, shape: shape, isRequired: true)
    }

    static func optional(_ name: String, _ shape: CaseShape) -> CaseField {
        CaseField(name: name, shape: shape, isRequired: false)
    }
}
