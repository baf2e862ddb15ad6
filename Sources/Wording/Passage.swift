/// A run of text of one origin.
///
/// A page needs to know it: what the catalogue says is ours, what comes from the material is quoted,
/// escaped and kept apart from the direction of our own writing.
package enum Fragment: Hashable, Sendable {
    /// Of the catalogue, in the report's language.
    case words(String)
    /// From outside: a name, a note, a path. In no language that is known.
    case outside(String)
    /// A digest, a key, a code: letter by letter.
    case code(String)

    package var text: String {
        switch self {
        case .words(let text), .outside(let text), .code(let text): text
        }
    }
}

/// One line or paragraph.
package struct Passage: Hashable, Sendable {
    package private(set) var fragments: [Fragment]

    package init(_ fragments: [Fragment]) { self.fragments = fragments }

    package static func words(_ text: String) -> Passage { Passage([.words(text)]) }
    package static func outside(_ text: String) -> Passage { Passage([.outside(text)]) }
    package static func code(_ text: String) -> Passage { Passage([.code(text)]) }

    package var isEmpty: Bool { fragments.allSatisfy { $0.text.isEmpty } }
    /// As it reads, without its origins.
    package var text: String { fragments.map(\.text).joined() }

    package mutating func append(_ other: Passage) { fragments += other.fragments }

    package func followed(by other: Passage, after mark: String = " ") -> Passage {
        if isEmpty { return other }
        if other.isEmpty { return self }
        return Passage(fragments + [.words(mark)] + other.fragments)
    }

    /// `one, two, three`.
    package static func list(_ passages: [Passage], separator: String = ", ") -> Passage {
        passages.reduce(Passage([])) { $0.followed(by: $1, after: separator) }
    }
}
