/// Whether material is real or made for practice.
///
/// The two have their own predicate types and signature namespaces, so that a training statement
/// can never be taken for a live one, whatever a reader forgets to look at.
package enum Mode: String, Hashable, Sendable, CaseIterable {
    case live
    case training

    /// The in-toto `predicateType` of a statement, for example `urn:plomba:v1:Sealed`.
    package func predicateType(_ name: String) -> String {
        switch self {
        case .live: "urn:plomba:v1:" + name
        case .training: "urn:plomba-training:v1:" + name
        }
    }

    /// The SSHSIG namespace of a statement, for example `plomba/v1/Sealed`.
    package func namespace(_ name: String) -> String {
        switch self {
        case .live: "plomba/v1/" + name
        case .training: "plomba-training/v1/" + name
        }
    }
}
