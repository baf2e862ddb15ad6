import EvidenceBundle
import Primitives

/// The files that go along, one by one: what each is, and how the organisation came by it.
extension CaseAnswers {
    /// More than anybody describes at a terminal.
    static let maximumItems = 64
    /// Whether the files are to be described; its place holds what is said about them.
    static let itemsKey = "items"

    var itemCount: Int { isYes(Self.itemsKey) ? context.files.count : 0 }

    var itemQuestions: [CaseQuestion] {
        guard (1...Self.maximumItems).contains(context.files.count) else { return [] }
        let count = context.files.count == 1 ? "the file" : "the \(context.files.count) files"
        let first = CaseQuestion(
            Self.itemsKey, "Files described", "Do you want to describe \(count) now?", .yesNo,
            help:
                "A report for a court names what is described, and says how you came by it. Files that "
                + "are not described are sealed all the same.")
        return [first]
            + (0..<itemCount).flatMap { index in
                // Which file a question is about stands before each but the first, which names it.
                itemQuestions(index).enumerated().map { place, question in
                    place == 0 ? question : question.about("File \(index + 1)")
                }
            }
    }

    private func itemQuestions(_ index: Int) -> [CaseQuestion] {
        let file = context.files[index]
        let item = "items[\(index)]."
        var all = [
            CaseQuestion(
                item + "title", "File \(index + 1)",
                "File \(index + 1), \(file.name): what is it, in a few neutral words?", .spoken,
                help: "Without names of people; the title stands in the report."),
            CaseQuestion(
                item + "type", "Type", "What kind of thing is it?",
                .choice(Self.itemTypes, other: nil), suggesting: file.kind?.type),
            CaseQuestion(
                item + "exhibit_no", "Exhibit number", "Its exhibit number?", .line(.reference),
                suggesting: exhibitNumber(index)),
            CaseQuestion(
                item + "copy_status", "Copy", "Is it the original?",
                .choice(Self.copies, other: nil), suggesting: before(index, "copy_status")),
        ]
        all += acquisitionQuestions(index, item + "acquisition.")
        if given[item + "type"] == "web_capture" {
            all += [
                CaseQuestion(
                    item + "url", "Address", "Its address on the web?", .line(.line(limit: 4096))),
                CaseQuestion(
                    item + "captured_at", "Captured at", "When was it captured?", .moment(.past)),
                CaseQuestion(
                    item + "capture_tool", "Captured with", "With which program?",
                    .line(.line(limit: 256))),
            ]
        }
        return all + markingQuestions(index, item)
    }

    private func acquisitionQuestions(_ index: Int, _ place: String) -> [CaseQuestion] {
        func before(_ name: String) -> String? { self.before(index, "acquisition." + name) }
        var all = [
            CaseQuestion(
                place + "method", "Came by it", "How did you come by it?",
                .choice(Self.methods, other: nil), suggesting: before("method")),
            CaseQuestion(
                place + "by", "Taken by", "Who of you took it? (A role, no name.)",
                .line(.reference), suggesting: before("by") ?? given["referral.from.role"]),
        ]
        let method = given[place + "method"]
        if method.map(CaseVocabulary.givenByPerson.contains) ?? false {
            all.append(
                CaseQuestion(
                    place + "from", "From whom", "From whom? (A code like P-7Q2K, no name.)",
                    .line(.reference), suggesting: before("from")))
        }
        if method == "received_via_app" {
            all.append(
                CaseQuestion(
                    place + "app", "Through", "Through which app?", .line(.line(limit: 256)),
                    suggesting: before("app"), isRequired: false))
        }
        return all + [
            CaseQuestion(
                place + "at", "Taken at", "When?", .moment(.past),
                help: "In your local time: 2026-11-26 10:30 or 26.11.2026 10:30.",
                suggesting: before("at")),
            CaseQuestion(
                place + "place", "Taken where", "Where?", .line(.line(limit: 256)),
                suggesting: before("place") ?? given["referral.from.unit"]),
            CaseQuestion(
                place + "original_available", "Original", "Can the original still be looked at?",
                .choice(Self.originals, other: nil), suggesting: before("original_available")),
        ]
    }

    private func markingQuestions(_ index: Int, _ item: String) -> [CaseQuestion] {
        [
            CaseQuestion(
                item + "sensitivity", "Sensitive", "Is any of this in it?",
                .choices(Self.sensitivities, other: nil),
                suggesting: before(index, "sensitivity"), isRequired: false),
            CaseQuestion(
                item + "marking.purpose", "For", "What may it be used for?",
                .choice(Self.purposes, other: nil),
                suggesting: before(index, "marking.purpose") ?? given["consent[0].purpose"]),
            CaseQuestion(
                item + "marking.release_to", "May go to", "Who may get it?",
                .choices(Self.recipients, other: .recipient),
                help: "Numbers, or names of organisations like group484.rs.",
                suggesting: before(index, "marking.release_to") ?? given["consent[0].release_to"]),
            CaseQuestion(
                item + "marking.not_to", "Must not go to", "Who must NOT get it?",
                .choices(Self.recipients, other: .recipient),
                help: "Plomba will not seal the case for them while this file is in it.",
                isRequired: false),
        ]
    }

    /// What was answered about the file before this one.
    private func before(_ index: Int, _ name: String) -> String? {
        given["items[\(index - 1)].\(name)"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func exhibitNumber(_ index: Int) -> String? {
        given["referral.sender_ref"].map { $0 + (index < 9 ? "-0" : "-") + "\(index + 1)" }
    }

    /// What the program knows of an item.
    func itemFacts(_ index: Int) -> [(place: [String], value: JSONValue)] {
        let file = context.files[index]
        return [
            (["id"], .string(Self.randomIdentifier())),
            (["file", "name_stored"], .string(file.stored)),
            (["file", "name_original"], .string(file.name)),
            (["file", "mime"], .string(file.kind?.mime ?? "application/octet-stream")),
        ]
    }

    /// 8-4-4-4-12 digits, all of them drawn (RFC 9562, version 4).
    private static func randomIdentifier() -> String {
        var bytes = Randomness.bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = Array(Hex.encode(bytes))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
            .joined(separator: "-")
    }
}

/// A file that is to be described.
struct CaseFileName: Sendable {
    /// Its path below data/.
    let stored: String

    var name: String {
        stored.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? stored
    }

    /// What its name says about it; nil where that is nothing.
    var kind: (type: String, mime: String)? {
        let ending = name.split(separator: ".").last.map { $0.lowercased() }
        return ending.flatMap { Self.kinds[$0] }
    }

    private static let kinds: [String: (type: String, mime: String)] = [
        "mp4": ("video", "video/mp4"), "mov": ("video", "video/quicktime"),
        "mkv": ("video", "video/x-matroska"), "3gp": ("video", "video/3gpp"),
        "webm": ("video", "video/webm"), "avi": ("video", "video/x-msvideo"),
        "jpg": ("photo", "image/jpeg"), "jpeg": ("photo", "image/jpeg"),
        "png": ("photo", "image/png"), "heic": ("photo", "image/heic"),
        "webp": ("photo", "image/webp"), "mp3": ("audio", "audio/mpeg"),
        "m4a": ("audio", "audio/mp4"), "ogg": ("audio", "audio/ogg"),
        "opus": ("audio", "audio/ogg"), "wav": ("audio", "audio/wav"),
        "amr": ("audio", "audio/amr"), "pdf": ("document", "application/pdf"),
        "txt": ("document", "text/plain"), "doc": ("document", "application/msword"),
        "docx": (
            "document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        ),
        "odt": ("document", "application/vnd.oasis.opendocument.text"),
    ]
}
