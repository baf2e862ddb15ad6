import Custodian
import Primitives

/// Numbers that should have come, or should not, as they are shown.
///
/// ```
/// Missing: 4, 7-9 of what vasaprava.ba sent to intake@group484.rs. Ask the sender: ...
/// ```
enum StreamText {
    static func text(_ gaps: [StreamGap]) -> String {
        gaps.map { gap in
            let stream = "of what \(gap.sender.text) sent to \(gap.mailbox.text)"
            let missing =
                gap.missing.isEmpty
                ? ""
                : "Missing: \(gap.missing.joined(separator: ", ")) \(stream). Ask the sender: "
                    + "somebody on the way may be withholding it.\n"
            guard !gap.contradicted.isEmpty else { return missing }
            return missing
                + "Came although it was given up: \(gap.contradicted.joined(separator: ", ")) "
                + "\(stream). The sender's computer signed both: ask whether it is in good hands.\n"
        }.joined()
    }

    static func json(_ gap: StreamGap) -> JSONValue {
        .object([
            JSONMember("sender", .string(gap.sender.text)),
            JSONMember("mailbox", .string(gap.mailbox.text)),
            JSONMember("device", .string(gap.device.text)),
            JSONMember("missing", .array(gap.missing.map { .string($0) })),
            JSONMember("contradicted", .array(gap.contradicted.map { .string($0) })),
        ])
    }
}
