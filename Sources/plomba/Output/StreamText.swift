import Custodian
import Primitives

/// Numbers that should have come, as they are shown.
///
/// ```
/// Missing: 4, 7-9 of what vasaprava.ba sent to intake@group484.rs. Ask the sender: it was ...
/// ```
enum StreamText {
    static func text(_ gaps: [StreamGap]) -> String {
        gaps.map { gap in
            let stream = "of what \(gap.sender.text) sent to \(gap.mailbox.text)"
            return
                "Missing: \(gap.missing.joined(separator: ", ")) \(stream). Ask the sender: it was "
                + "given up there, or sent and withheld.\n"
        }.joined()
    }

    static func json(_ gap: StreamGap) -> JSONValue {
        .object([
            JSONMember("sender", .string(gap.sender.text)),
            JSONMember("mailbox", .string(gap.mailbox.text)),
            JSONMember("device", .string(gap.device.text)),
            JSONMember("missing", .array(gap.missing.map { .string($0) })),
        ])
    }
}
