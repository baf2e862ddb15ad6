package import Wording

/// A report before it is a page: sections of paragraphs and tables, in one language.
///
/// Two documents of the same findings have the same shape in every language, so that a page can show
/// them side by side.
package struct ReportDocument: Equatable, Sendable {
    package enum Kind: Sendable {
        /// Its first page stands alone.
        case report
        /// A paper beside it, without sections.
        case paper
    }

    package let kind: Kind
    package let locale: WordingLocale
    package let title: Passage
    package let isTraining: Bool
    /// The word for training, where it is.
    package let trainingMark: Passage
    /// The first page, which holds the verdict.
    package let front: [Block]
    package let sections: [Section]
    package let footer: ReportFooter

    package struct Section: Equatable, Sendable {
        package let number: Int
        package let title: Passage
        package let blocks: [Block]
    }
}

/// What stands at the foot of each page.
package struct ReportFooter: Equatable, Sendable {
    package let report: Passage
    package let consignment: Passage
    package let seal: Passage
    /// With the slots of page and pages still in it.
    package let pageBefore: Passage
    package let pageBetween: Passage
    package let pageAfter: Passage
    package let rendering: Passage
}

package enum Block: Equatable, Sendable {
    /// Label and what is to be said of it, row by row.
    case facts([Fact])
    case verdict(Tone, title: Passage, lines: [Passage])
    case box(title: Passage, lines: [Passage])
    case paragraph(Passage)
    case list([Passage])
    case heading(Passage)
    /// A new sheet of paper begins, with this title.
    case page(Passage)
    case table(Table)
    /// Lines to write on.
    case signatures([Passage])

    package enum Tone: String, Sendable {
        case holds, fails, open
    }

    package struct Fact: Equatable, Sendable {
        package let label: Passage
        package let lines: [Passage]

        init(_ label: Passage, _ lines: [Passage]) {
            self.label = label
            self.lines = lines.filter { !$0.isEmpty }
        }
    }
}

package struct Table: Equatable, Sendable {
    /// How wide a column is, in parts of the whole.
    package let widths: [Int]
    package let columns: [Passage]
    package var rows: [Row]

    package struct Row: Equatable, Sendable {
        package enum Kind: String, Sendable {
            case plain, failed, gap
            /// With room to write in.
            case hand
        }

        package let kind: Kind
        /// One for each column; of a gap one that goes over all of them. Each is a list of lines.
        package let cells: [[Passage]]

        init(_ cells: [[Passage]], _ kind: Kind = .plain) {
            self.kind = kind
            self.cells = cells.map { $0.filter { !$0.isEmpty } }
        }
    }

    init(_ columns: [(Passage, Int)], _ rows: [Row]) {
        self.columns = columns.map(\.0)
        widths = columns.map(\.1)
        self.rows = rows
    }
}
