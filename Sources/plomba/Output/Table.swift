import Primitives
import Screen

/// Rows under headings, with columns as wide as their widest cell.
struct Table {
    let headings: [String]
    private var rows: [[String]] = []

    init(_ headings: [String]) {
        self.headings = headings
    }

    mutating func add(_ cells: [String]) {
        rows.append(cells.map(SafeText.shown))
    }

    var isEmpty: Bool { rows.isEmpty }

    var text: String {
        let all = [headings] + rows
        let widths = headings.indices.map { column in
            all.map { TextColumn.width(of: $0[column]) }.max() ?? 0
        }
        return all.map { row in
            let last = row.count - 1
            return row.enumerated().map { column, cell in
                column == last ? cell : TextColumn.padded(cell, to: widths[column] + 2)
            }.joined() + "\n"
        }.joined()
    }
}
