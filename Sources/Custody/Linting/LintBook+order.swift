internal import Primitives

/// The order in which the home broker recorded the statements of one lane.
extension LintBook {
    /// Nobody can follow what is not there yet: a place before that of `previous` was given later, or to
    /// something else.
    func orderContradictions(_ statements: [LintedStatement]) -> [Contradiction] {
        let known = Dictionary(
            statements.map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
        return statements.compactMap { statement in
            guard let place = statement.places.min(),
                let previous = statement.previous.flatMap({ known[$0] }),
                let before = previous.places.min(), place <= before
            else { return nil }
            return Contradiction(
                .beforePredecessor,
                "the home broker recorded a statement before the one it follows",
                [previous, statement])
        }
    }
}
