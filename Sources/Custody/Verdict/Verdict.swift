package import Primitives

/// What a verification found: a value, never a mood.
///
/// Positive only if nothing failed and nothing required was left unchecked.
package struct Verdict: Equatable, Sendable {
    package let profile: VerificationProfile
    package let checks: [Check]
    /// What is required here beside the profile's own.
    private let further: [CheckCode]

    package init(profile: VerificationProfile, checks: [Check], requiring further: [CheckCode] = [])
    {
        self.profile = profile
        self.checks = checks
        self.further = further
    }

    package var failures: [Check] {
        checks.filter { if case .failed = $0.outcome { true } else { false } }
    }

    /// Required checks that are absent or were not carried out.
    package var unmet: [CheckCode] {
        let passed = Set(checks.filter { $0.outcome == .passed }.map(\.code))
        let failed = Set(failures.map(\.code))
        return (profile.required + further).filter { !passed.contains($0) && !failed.contains($0) }
    }

    package var isPositive: Bool { failures.isEmpty && unmet.isEmpty }

    /// Whether witnesses confirmed it. A verdict without them says so.
    package var isWitnessed: Bool {
        checks.contains { $0.code == .logWitnesses && $0.outcome == .passed }
    }

    /// 0 verified, 2 failed verification. (1 is for what could not be carried out.)
    package var exitCode: Int32 { isPositive ? 0 : 2 }
}

extension Verdict {
    /// The verdict as a program reads it.
    package var json: JSONValue {
        .object([
            JSONMember("profile", profile.rawValue),
            JSONMember("verified", .bool(isPositive)),
            JSONMember("witnessed", .bool(isWitnessed)),
            JSONMember("checks", .array(checks.map(\.json))),
            JSONMember("unmet", .array(unmet.map { .string($0.rawValue) })),
        ])
    }
}

extension Check {
    fileprivate var json: JSONValue {
        let (word, reason): (String, Reason?) =
            switch outcome {
            case .passed: ("passed", nil)
            case .failed(let reason): ("failed", reason)
            case .notChecked(let reason): ("not checked", reason)
            }
        let why = reason.map {
            JSONValue.object([JSONMember("code", $0.code), JSONMember("message", $0.message)])
        }
        return .object([
            JSONMember("code", code.rawValue),
            JSONMember("check", sentence),
            JSONMember("outcome", word),
            JSONMember("reason", why ?? .null),
        ])
    }
}
