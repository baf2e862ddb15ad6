/// The controlled words of a case, as `Protocol/case.md` lists them.
///
/// Words are compared as bytes; there are no synonyms and no local spellings.
package enum CaseVocabulary {
    /// What a bundle is for.
    package static let kinds = [
        "referral", "transfer", "disclosure", "evidence_only", "update", "receipt",
    ]
    package static let priorities = ["emergency", "urgent", "routine"]
    package static let ageBands = ["0-5", "6-11", "12-14", "15-17", "18-59", "60+", "unknown"]
    package static let childAlone = ["no", "separated", "unaccompanied", "unknown"]
    /// The two states a referral can have before it leaves the sender.
    static let statesBeforeSending = ["draft", "ready"]

    static let itemTypes = [
        "video", "photo", "audio", "document", "chat_export", "web_capture", "device", "physical",
        "note", "other",
    ]
    static let copyStatuses = [
        "original", "evidentiary_copy", "working_copy", "redacted", "translation", "transcript",
        "thumbnail",
    ]
    static let acquisitionMethods = [
        "recorded_by_staff", "recorded_by_person", "received_via_app", "received_on_media",
        "downloaded", "scanned", "photographed_screen", "exported_by_tool",
    ]
    static let originalAvailable = ["yes_with_person", "yes_held", "no", "unknown"]
    static let sensitivities = [
        "child", "sexual_violence", "health", "third_party", "privileged", "self_incrimination",
    ]
    package static let purposes = [
        "services", "legal_aid", "family_tracing", "criminal_complaint", "court", "statistics",
        "training",
    ]

    /// On what somebody may be given what: the person's consent, or what stands in its place.
    package static let bases = [
        "consent", "vital_interest", "legal_obligation", "public_interest", "legitimate_interest",
    ]
    /// The kinds of recipient that a person can be asked about.
    package static let recipientClasses = RecipientClass.allCases.map(\.rawValue)
    /// What of a case may be given; `media:` with an exhibit number is one item.
    package static let consentParts = [
        "narrative", "identity", "contact", "health", "location", "media",
    ]
    package static let onwardSharing = ["no", "ask_first", "within_purpose"]
    package static let anonymised = ["name", "face", "voice", "location", "family"]
    package static let givers = ["self", "caregiver", "guardian", "other"]
    package static let consentForms = [
        "written", "oral_recorded", "oral_witnessed", "thumbprint",
    ]
    /// What a person must have been told before consent is worth anything.
    package static let explained = [
        "purpose", "recipients", "risks", "confidentiality_limits", "withdrawal",
    ]

    /// The kinds whose `referral` block asks a partner to do something, so that it must say what.
    package static let kindsAskingForService = ["referral", "transfer", "update"]
    /// The kinds that continue an earlier bundle, so that they must name its digest.
    package static let kindsContinuing = ["update", "receipt"]
    /// The copies that exist only because somebody made them from another item.
    static let derivedCopies = ["redacted", "translation", "transcript", "thumbnail"]
    /// The ways of getting an item in which somebody outside the organisation gave it.
    package static let givenByPerson = [
        "recorded_by_person", "received_via_app", "received_on_media",
    ]
    /// The items that are things, not files.
    static let things = ["device", "physical"]
}
