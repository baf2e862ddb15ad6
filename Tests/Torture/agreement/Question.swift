import Custody
import EvidenceBundle
import KeyDirectory
import Primitives

/// One line of standard input.
struct Question {
    struct Organisation {
        let path: String
        let fingerprint: Fingerprint
    }

    let what: String
    let path: String
    let identity: String
    let mode: Mode
    let time: Timestamp
    let organisations: [Organisation]
    let event: String
    let key: String
    /// The service key of `broker.example.org`, where the question has one.
    let broker: PublicKey?

    init(_ line: String) throws {
        var reader = try JSONObjectReader(JSONValue.parse(Array(line.utf8)), at: "")
        what = try reader.string("what")
        path = try reader.string("path")
        identity = try reader.optionalString("identity") ?? ""
        mode = try reader.mode("mode")
        time = try reader.timestamp("time")
        event = try reader.optionalString("event") ?? ""
        key = try reader.optionalString("key") ?? ""
        broker = try reader.optionalString("broker").map { try PublicKey(openSSH: $0) }
        organisations = try reader.objects("organisations", limit: 16).map { entry in
            var entry = entry
            return Organisation(
                path: try entry.string("path"), fingerprint: try entry.fingerprint("fingerprint"))
        }
    }
}

/// One line of standard output.
struct Answer {
    static let verified = Answer(verified: true, check: nil, code: nil)

    let verified: Bool
    let check: String?
    let code: String?

    private init(verified: Bool, check: String?, code: String?) {
        (self.verified, self.check, self.code) = (verified, check, code)
    }

    init(code: String) { self.init(verified: false, check: nil, code: code) }

    init(_ failure: BundleError) {
        self.init(verified: false, check: failure.check.rawValue, code: failure.code)
    }

    /// The first failure, or the first required check that was left open.
    init(_ failure: BundleError?, _ verdict: Verdict) {
        self.init(
            verified: verdict.isPositive,
            check: failure?.check.rawValue ?? verdict.unmet.first?.rawValue, code: failure?.code)
    }

    var line: String {
        let value = JSONValue.object([
            JSONMember("verified", .bool(verified)),
            JSONMember("check", check.map { .string($0) } ?? .null),
            JSONMember("code", code.map { .string($0) } ?? .null),
        ])
        return String(decoding: value.serialized(), as: UTF8.self)
            .split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
    }
}
