import Primitives

/// One thing that a person should see to, in plain words.
package struct Finding: Sendable, Equatable {
    /// Stable, such as `record.near-expiry`.
    package let code: String
    package let message: String
    /// What to do about it.
    package let hint: String

    init(_ code: String, _ message: String, hint: String) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    /// What a failure says, as something to see to.
    init(_ failure: any PlainFailure) {
        self.init(
            failure.code, failure.message, hint: failure.hint ?? "run the command again")
    }
}

/// All that was found, and what could not be looked at now.
package struct Findings: Sendable, Equatable {
    package var found: [Finding] = []
    package var unknown: [Finding] = []
}
