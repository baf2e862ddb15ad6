/// The folders of one case under two logs, each with the one thing that is special or wrong about it.
struct SuccessionFolderCases {
    typealias Files = EvidenceFolderCases.Files

    struct Case {
        let name: String
        let what: String
        var files: Files
        /// What the verifier was told of the broker's logs.
        var world = "succeeded"
        var isKnown = true
        var policy: String? = "chosen"
    }

    /// Made while the old log was in use; of the same case after it ended under the new one; of a case that is in the
    /// new one alone.
    let old: Files
    let both: Files
    let new: Files
    /// Under what leads to the new log, by a key that nobody knows; with the opening file that fits.
    let stranger: (signature: [UInt8], entry: [UInt8])

    private static let document = "keys/broker/LogSuccession-2"

    var valid: [Case] {
        [
            Case(
                name: "two-logs-deposited-under-the-old-one",
                what: "made before; the verifier knows the new log and was told the old one",
                files: old),
            Case(
                name: "two-logs-made-before-and-known-so",
                what: "made before, and the verifier has not heard since", files: old,
                world: "succeeded-from", policy: "before"),
            Case(
                name: "two-logs-spanned",
                what: "deposited under the old one, accepted under the new",
                files: both),
            Case(
                name: "two-logs-spanned-and-the-folder-tells-of-the-old-one",
                what: "the verifier knows the new log, and the service key has signed the rest",
                files: both, world: "succeeded-untold"),
            Case(
                name: "two-logs-spanned-and-nobody-has-followed",
                what:
                    "the verifier knows the old log, and that the new one continues it is the folder's word",
                files: both, world: "succeeded-from", policy: "before"),
            Case(
                name: "two-logs-spanned-and-nobody-is-known",
                what: "all of it is the folder's word",
                files: both, isKnown: false, policy: nil),
            Case(
                name: "two-logs-spanned-and-no-witnesses-chosen",
                what: "the folder's own policy names both logs, and is shown", files: both,
                policy: nil),
            Case(
                name: "two-logs-under-the-new-one", what: "a case of after, alone", files: new),
        ]
    }

    var invalid: [Case] {
        [
            Case(
                name: "two-logs-signed-by-nobody",
                what: "the signature under what leads to the new log is of another statement",
                files: both.merging([
                    Self.document + ".json.sig": both["SubmissionAcceptance.json.sig"] ?? []
                ]) { $1 }),
            Case(
                name: "two-logs-signed-by-a-stranger",
                what: "by a key that the broker never had; the opening file fits",
                files: both.merging([
                    Self.document + ".json.sig": stranger.signature,
                    Self.document + ".entry": stranger.entry,
                ]) { $1 }),
            Case(
                name: "two-logs-document-byte-changed", what: "in what leads to the new log",
                files: changed(both, Self.document + ".json", at: 60)),
            Case(
                name: "two-logs-entry-byte-changed", what: "in its opening file",
                // In the digest: another salt would open it as well.
                files: changed(both, Self.document + ".entry", at: 90)),
            Case(
                name: "two-logs-document-left-out",
                what: "nothing leads from the log that the verifier knows to that of the folder",
                files: both.filter { !$0.key.hasPrefix(Self.document) }, world: "succeeded-from",
                policy: "before"),
            Case(
                name: "two-logs-the-old-one-was-not-told",
                what: "made before, by a key that the verifier was never told", files: old,
                world: "succeeded-untold"),
            Case(
                name: "two-logs-signed-after-the-end",
                what: "the verifier was told that the old log ended before these states of it",
                files: old, world: "succeeded-less"),
            Case(
                name: "two-logs-stamped-text-of-the-other",
                what: "the text under a token names the new log, and the old one was stamped",
                files: renamed),
        ]
    }

    private func changed(_ files: Files, _ path: String, at place: Int) -> Files {
        guard var bytes = files[path], bytes.indices.contains(place) else { return files }
        bytes[place] ^= 1
        return files.merging([path: bytes]) { $1 }
    }

    private var renamed: Files {
        let old = Array("broker.example/log\n".utf8)
        let path = both.keys.sorted().first { path in
            path.hasPrefix("time/") && path.hasSuffix(".txt")
                && both[path]?.starts(with: old) == true
        }
        guard let path, let bytes = both[path] else { return both }
        let new = Array("broker.example/log-2\n".utf8) + bytes.dropFirst(old.count)
        return both.merging([path: new]) { $1 }
    }
}
