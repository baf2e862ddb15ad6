/// A failure that can be told to a person and to a program.
///
/// Every typed error of ours conforms. None of the three texts holds a secret or personal data;
/// names that came from outside are shown through ``SafeText``.
package protocol PlainFailure: Error, Sendable {
    /// A stable name such as `bundle.payload-digest-mismatch`: lower-case words, dots, dashes.
    var code: String { get }
    /// One sentence: starts in lower case, ends without a full stop.
    var message: String { get }
    /// What the reader can do about it, when there is something.
    var hint: String? { get }
}

extension PlainFailure {
    package var hint: String? { nil }
}
