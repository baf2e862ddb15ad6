import Custody
import Primitives
import TestSupport
import Testing

/// A verdict is positive only if nothing failed and nothing required was skipped.
@Suite struct `Verdicts` {
    private static let reason = Check.Reason(code: "test.reason", message: "because")

    private func checks(
        _ profile: VerificationProfile, except code: CheckCode? = nil,
        with outcome: Check.Outcome = .passed
    ) -> [Check] {
        profile.required.map { required in
            Check(required, "it holds", required == code ? outcome : .passed)
        }
    }

    @Test(arguments: VerificationProfile.allCases)
    func `all required checks passed: verified, exit code 0`(
        profile: VerificationProfile
    ) {
        let verdict = Verdict(profile: profile, checks: checks(profile))
        #expect(verdict.isPositive)
        #expect(verdict.exitCode == 0)
    }

    @Test(arguments: VerificationProfile.allCases)
    func `each required check that failed or was skipped: not verified, exit code 2`(
        profile: VerificationProfile
    ) {
        for code in profile.required {
            for outcome in [Check.Outcome.failed(Self.reason), .notChecked(Self.reason)] {
                let verdict = Verdict(
                    profile: profile, checks: checks(profile, except: code, with: outcome))
                #expect(!verdict.isPositive)
                #expect(verdict.exitCode == 2)
            }
            let absent = Verdict(
                profile: profile, checks: checks(profile).filter { $0.code != code })
            #expect(absent.unmet == [code])
            #expect(!absent.isPositive)
        }
    }

    @Test func `a failure counts also where the check is not required`() {
        let extra = Check(.timeLowerBound, "it holds", .failed(Self.reason))
        let verdict = Verdict(profile: .bundle, checks: checks(.bundle) + [extra])
        #expect(!verdict.isPositive)
        #expect(verdict.failures == [extra])
    }

    @Test func `a check that passed and failed has failed`() {
        let twice = checks(.sealed) + [Check(.outerEntry, "it holds", .failed(Self.reason))]
        #expect(!Verdict(profile: .sealed, checks: twice).isPositive)
    }

    @Test func `a bundle without a log is verified and says that it is unwitnessed`() throws {
        let log = Check(.logWitnesses, "it holds", .notChecked(Self.reason))
        let verdict = Verdict(profile: .bundle, checks: checks(.bundle) + [log])
        #expect(verdict.isPositive)
        #expect(!verdict.isWitnessed)
        let json = verdict.json
        #expect(json["verified"] == .bool(true))
        #expect(json["witnessed"] == .bool(false))
        #expect(json["profile"] == .string("bundle"))
        #expect(try JSONValue.parse(json.serialized()) == json)
    }

    @Test func `only court asks for the log and a trusted time`() {
        let late: [CheckCode] = [.logInclusion, .logWitnesses, .timeToken]
        for profile in VerificationProfile.allCases {
            let required = Set(profile.required)
            #expect(required.count == profile.required.count)
            #expect(late.allSatisfy(required.contains) == (profile == .court))
        }
    }

    @Test func `a reason carries a failure's code and sentence`() {
        let told = Check.Reason(StatementError.signatureInvalid)
        #expect(told.code == "statement.signature-invalid")
    }
}
