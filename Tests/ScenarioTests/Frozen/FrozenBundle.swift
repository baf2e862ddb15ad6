import Foundation
import Testing

/// A sealed case that an earlier version of these programs made: `Tests/Frozen/VERSION/`.
///
/// ```
/// case.plomba          sealed; nobody has a key for it any more
/// case/ evidence/      the same, opened, with acts after its receipt; what proves its way
/// trust/ arguments     what somebody was told by other ways, and the options that say so, one a line
/// expected.json        when it was made, and what each check says of each of them
/// ```
/// It is never made anew: what it must say is what it said then.
struct FrozenBundle {
    static let home = Program.root.appending(path: "Tests/Frozen")
    let version: String
    let place: String
    let expected: Expected

    struct Expected: Codable {
        var madeTime: String
        var runs: [Run]
    }

    /// One verification, and what came of it.
    struct Run: Codable {
        let arguments: [String]
        /// Whether it is told what is in `arguments`.
        let isTold: Bool
        var said: Said?
    }

    struct Said: Codable, Equatable {
        var status: Int32
        var profile: String?
        var verified: Bool
        var signerUnknown: Bool
        /// Of each check by its code: `passed`, or the outcome and its reason's code.
        var checks: [String: String]
    }

    static func versions() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: home.path).sorted()
            .filter { $0 != "README.md" }
    }

    init(_ version: String) throws {
        self.version = version
        let folder = Self.home.appending(path: version)
        place = folder.path(percentEncoded: false)
        expected = try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
    }

    func told() throws -> [String] {
        try String(contentsOfFile: place + "/arguments", encoding: .utf8)
            .split(separator: "\n").map(String.init)
    }

    /// How `at-clock` is told the day after it was made.
    var dayAfter: String {
        get throws {
            let made = try #require(ISO8601DateFormatter().date(from: expected.madeTime))
            let text = ISO8601DateFormatter().string(from: made.addingTimeInterval(86_400))
            return "@" + text.replacing("T", with: " ").replacing("Z", with: "")
        }
    }

    /// What the stand-alone verifier says of a copy, or of the bundle itself.
    static func verify(
        _ arguments: [String], in folder: String, clock: String?
    ) throws -> (said: Said, json: [String: Any]) {
        let program = try Program.path("plomba-verify")
        let options = ["--format", "json"]
        let outcome =
            if let clock {
                try Program.run(
                    Interop.path("at-clock"), [clock, program] + arguments + options, in: folder)
            } else {
                try Program.run(program, arguments + options, in: folder)
            }
        let json = try outcome.json()
        let checks = (json["checks"] as? [[String: Any]] ?? []).compactMap { check in
            (check["code"] as? String).map { code in
                let words = [check["outcome"] as? String, check["reasonCode"] as? String]
                return (code, words.compactMap { $0 }.joined(separator: ": "))
            }
        }
        let said = Said(
            status: outcome.status, profile: json["profile"] as? String,
            verified: json["verified"] as? Bool ?? false,
            signerUnknown: json["signerUnknown"] as? Bool ?? false,
            checks: Dictionary(checks, uniquingKeysWith: { first, _ in first }))
        return (said, json)
    }
}
