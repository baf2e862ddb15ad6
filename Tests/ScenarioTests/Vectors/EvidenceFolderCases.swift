/// The folders that become vectors, each with the one thing that is special or wrong about it.
enum EvidenceFolderCases {
    /// What lies in a folder, by its path.
    typealias Files = [String: [UInt8]]

    /// One folder, and what a verifier knows when it looks at it.
    struct Case {
        let name: String
        let what: String
        var files: Files
        var organisations = true
        var broker = true
        var policy: String? = "chosen"
        var authorities = true
        var daysLater = 0
    }

    /// The folders of one network.
    struct Made {
        let accepted: Files
        let theirs: Files
        let declined: Files
        let withdrawn: Files
        let stored: Files
    }

    static func valid(_ made: Made) -> [Case] {
        let accepted = made.accepted
        let proof = "lanes/intake@group484.rs/ContentConsignment.tlog-proof"
        let line = Array("— stranger.example/witness AAAAAAAA\n".utf8)
        return [
            Case(name: "accepted", what: "witnessed and stamped", files: accepted),
            Case(
                name: "nobody-is-known", what: "a verifier who has confirmed nobody",
                files: accepted, organisations: false, broker: false, policy: nil,
                authorities: false),
            Case(
                name: "no-witnesses-chosen", what: "the folder's own policy is shown",
                files: accepted, policy: nil),
            Case(
                name: "other-witnesses-chosen", what: "those who signed do not count here",
                files: accepted, policy: "other"),
            Case(
                name: "no-authority-chosen", what: "the folder's own roots are shown",
                files: accepted, authorities: false),
            Case(name: "of-the-recipient", what: "its own lane", files: made.theirs),
            Case(name: "declined", what: "not stamped", files: made.declined),
            Case(name: "withdrawn", what: "not stamped", files: made.withdrawn),
            Case(
                name: "stored-only", what: "made before witnesses were chosen",
                files: made.stored),
            Case(
                name: "proof-left-out", what: "one statement is not shown to be in the log",
                files: accepted.filter { $0.key != proof }),
            Case(
                name: "line-of-an-unknown-witness", what: "lines of unknown keys are passed over",
                files: changed(accepted, proof) { $0 + line }),
            Case(
                name: "years-later", what: "keys that ended since", files: accepted,
                daysLater: 500),
        ]
    }

    static func invalid(_ made: Made) -> [Case] {
        let good = made.accepted
        let lane = "lanes/intake@group484.rs/"
        let stamp = good.keys.filter { $0.hasPrefix("time/") }.sorted()
        let token = stamp.first { $0.hasSuffix(".tst") } ?? ""
        let text = stamp.first { $0.hasSuffix(".txt") } ?? ""
        func swap(_ path: String, _ other: Files) -> Files {
            good.merging([path: other[path] ?? []]) { $1 }
        }
        var cases = [
            ("statement-byte-changed", "statement.json", 200),
            (
                "signature-byte-changed",
                "statement.json.sig", 120
            ),
            ("record-byte-changed", "keys/group484.rs/0001.json", 200),
            ("cosignature-byte-changed", "Sealed.tlog-proof", -20),
            ("token-byte-changed", token, -20), ("stamped-text-changed", text, -10),
        ].map { name, path, place in
            Case(name: name, what: path, files: changed(good, path) { flip($0, at: place) })
        }
        cases += [
            Case(
                name: "log-signature-byte-changed", what: "in one of the proofs",
                files: changed(good, lane + "ConsignmentAcceptance.tlog-proof") { bytes in
                    let place = String(decoding: bytes, as: UTF8.self).utf8
                    let line = Array("— broker.example/log ".utf8)
                    let start = Array(place).indices.first {
                        Array(place)[$0...].starts(with: line)
                    }
                    return flip(bytes, at: (start ?? 0) + line.count + 30)
                }),
            Case(
                name: "opening-file-of-another", what: "that of the broker's receipt",
                files: good.merging(["statement.entry": good["SubmissionAcceptance.entry"] ?? []]) {
                    $1
                }),
            Case(
                name: "receipt-of-another-case", what: "signed by the broker, for another deposit",
                files: [".json", ".json.sig", ".entry", ".tlog-proof"].reduce(good) {
                    files, ending in
                    files.merging(
                        [
                            "SubmissionAcceptance" + ending:
                                made.declined["SubmissionAcceptance" + ending] ?? []
                        ]) { $1 }
                }),
            Case(
                name: "validity-made-longer", what: "in keys/allowed_signers",
                files: changed(good, "keys/allowed_signers") { bytes in
                    Array(
                        String(decoding: bytes, as: UTF8.self)
                            .replacing("valid-before=\"20", with: "valid-before=\"21").utf8)
                }),
            Case(
                name: "proof-of-another-entry", what: "two statements at one place of the log",
                files: good.merging([
                    lane + "ConsignmentAcceptance.tlog-proof":
                        good[lane + "ContentConsignment.tlog-proof"] ?? []
                ]) { $1 }),
            Case(
                name: "receipt-left-out", what: "what follows it follows nothing",
                files: good.filter { !$0.key.hasPrefix("SubmissionAcceptance.") }),
        ]
        return cases
    }

    private static func changed(
        _ files: Files, _ path: String, _ change: ([UInt8]) -> [UInt8]
    ) -> Files {
        files.merging([path: change(files[path] ?? [])]) { $1 }
    }

    /// Another letter or digit in place of the one there, or of the next that is one.
    private static func flip(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        var bytes = bytes
        let start = place < 0 ? bytes.count + place : place
        guard bytes.indices.contains(start) else { return bytes }
        bytes[start] = bytes[start] == 0x41 ? 0x42 : 0x41
        return bytes
    }
}
