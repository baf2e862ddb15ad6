import Primitives
import Wording

/// A report as one HTML file: no script, nothing from elsewhere, printed on A4.
///
/// The same document gives the same bytes. With a second language each passage that differs stands
/// below the first one, so that both can be filed as one paper.
package struct HTMLPage {
    private let first: ReportDocument
    private let second: ReportDocument?

    /// - Parameter second: of the same findings; nil for a report in one language.
    package init(_ first: ReportDocument, second: ReportDocument?) {
        (self.first, self.second) = (first, second)
    }

    package var bytes: [UInt8] {
        let body = self.body
        // The number is that of the content: two reports with one number say the same.
        let number = String(SHA256Digest.of(Array((first.locale.tag + body).utf8)).hex.prefix(16))
        var page = HTMLText()
        page.markup("<!DOCTYPE html>\n<html lang=\"\(first.locale.tag)\">\n<head>\n")
        page.markup("<meta charset=\"utf-8\">\n")
        page.markup(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        page.markup(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                + "style-src 'unsafe-inline'; font-src data:\">\n")
        page.markup("<title>")
        page.plain(first.title.text + " " + number)
        page.markup("</title>\n<style>\n" + ReportFonts.css + ReportStyle.css)
        page.markup(margins(number) + "</style>\n</head>\n")
        page.markup(start + body)
        page.markup(end(number) + "</body>\n</html>\n")
        return Array(page.text.utf8)
    }

    private var start: String {
        let classes = [first.kind == .paper ? "paper" : nil, second == nil ? nil : "two"]
            .compactMap { $0 }
        return classes.isEmpty
            ? "<body>\n" : "<body class=\"\(classes.joined(separator: " "))\">\n"
    }

    private var body: String {
        var page = HTMLText()
        page.markup("<header>\n")
        if first.isTraining {
            page.markup("<p class=\"training\">")
            write(first.trainingMark, second?.trainingMark, to: &page)
            page.markup("</p>\n")
        }
        page.markup("<h1>")
        write(first.title, second?.title, to: &page)
        page.markup("</h1>\n</header>\n<main>\n<section class=\"front\">\n")
        write(first.front, second?.front, to: &page)
        page.markup("</section>\n")
        for (index, section) in first.sections.enumerated() {
            let other = second?.sections.at(index)
            page.markup("<section>\n<h2>\(section.number). ")
            write(section.title, other?.title, to: &page)
            page.markup("</h2>\n")
            write(section.blocks, other?.blocks, to: &page)
            page.markup("</section>\n")
        }
        page.markup("</main>\n")
        return page.text
    }

    /// The foot of each printed page.
    private func margins(_ number: String) -> String {
        let footer = first.footer
        let left =
            "\(footer.report.text) \(number) · \(footer.consignment.text) · \(footer.seal.text)"
        let counters =
            CSSString.quoted(footer.pageBefore.text) + " counter(page) "
            + CSSString.quoted(footer.pageBetween.text) + " counter(pages) "
            + CSSString.quoted(footer.pageAfter.text)
        let top =
            first.isTraining
            ? "@top-center { content: \(CSSString.quoted(first.trainingMark.text)); }\n" : ""
        return """
            @page {
            \(top)@bottom-left { content: \(CSSString.quoted(left)); }
            @bottom-right { content: \(counters); }
            }

            """
    }

    /// The same at the end of the page, for who reads it on a screen.
    private func end(_ number: String) -> String {
        var page = HTMLText()
        page.markup("<footer>\n<p>")
        write(first.footer.report, second?.footer.report, to: &page)
        page.markup(" <code>\(number)</code> · ")
        page.passage(first.footer.consignment)
        page.markup(" · ")
        page.passage(first.footer.seal)
        page.markup("</p>\n")
        if !first.footer.rendering.isEmpty {
            write([first.footer.rendering], second.map { [$0.footer.rendering] }, to: &page)
        }
        page.markup("</footer>\n")
        return page.text
    }

    /// A passage, and below it the second language where that says it with other words.
    private func write(_ passage: Passage, _ other: Passage?, to page: inout HTMLText) {
        page.passage(passage)
        guard let other, let second, other != passage else { return }
        page.markup(" <span class=\"second\" lang=\"\(second.locale.tag)\">")
        page.passage(other)
        page.markup("</span>")
    }

    private func write(_ lines: [Passage], _ others: [Passage]?, to page: inout HTMLText) {
        for (index, line) in lines.enumerated() {
            page.markup("<p>")
            write(line, others?.at(index), to: &page)
            page.markup("</p>\n")
        }
    }

    private func write(_ blocks: [Block], _ others: [Block]?, to page: inout HTMLText) {
        for (index, block) in blocks.enumerated() {
            write(block, others?.at(index), to: &page)
        }
    }

    /// Both languages have the same blocks: the same findings made them.
    private func write(_ block: Block, _ other: Block?, to page: inout HTMLText) {
        switch (block, other) {
        case (.facts(let facts), let other):
            let others: [Block.Fact]? = if case .facts(let facts)? = other { facts } else { nil }
            write(facts, others, to: &page)
        case (.verdict(let tone, let title, let lines), .verdict(_, let title2, let lines2)?):
            write(box: "verdict \(tone.rawValue)", title, lines, title2, lines2, to: &page)
        case (.verdict(let tone, let title, let lines), _):
            write(box: "verdict \(tone.rawValue)", title, lines, nil, nil, to: &page)
        case (.box(let title, let lines), .box(let title2, let lines2)?):
            write(box: "limits", title, lines, title2, lines2, to: &page)
        case (.box(let title, let lines), _):
            write(box: "limits", title, lines, nil, nil, to: &page)
        case (.paragraph(let line), let other):
            let second: [Passage]? = if case .paragraph(let line)? = other { [line] } else { nil }
            write([line], second, to: &page)
        case (.heading(let line), let other):
            page.markup("<h3>")
            let second: Passage? = if case .heading(let line)? = other { line } else { nil }
            write(line, second, to: &page)
            page.markup("</h3>\n")
        case (.page(let line), let other):
            page.markup("<h1 class=\"sheet\">")
            let second: Passage? = if case .page(let line)? = other { line } else { nil }
            write(line, second, to: &page)
            page.markup("</h1>\n")
        case (.list(let lines), let other):
            let others: [Passage]? = if case .list(let lines)? = other { lines } else { nil }
            write(list: lines, others, to: &page)
        case (.table(let table), let other):
            let second: Table? = if case .table(let table)? = other { table } else { nil }
            write(table, second, to: &page)
        case (.signatures(let lines), let other):
            let others: [Passage]? = if case .signatures(let lines)? = other { lines } else { nil }
            page.markup("<div class=\"signatures\">\n")
            write(lines, others, to: &page)
            page.markup("</div>\n")
        }
    }

    private func write(_ facts: [Block.Fact], _ others: [Block.Fact]?, to page: inout HTMLText) {
        page.markup("<table class=\"facts\">\n")
        for (index, fact) in facts.enumerated() {
            page.markup("<tr><th scope=\"row\">")
            write(fact.label, others?.at(index)?.label, to: &page)
            page.markup("</th><td>")
            write(fact.lines, others?.at(index)?.lines, to: &page)
            page.markup("</td></tr>\n")
        }
        page.markup("</table>\n")
    }

    private func write(
        box kind: String, _ title: Passage, _ lines: [Passage], _ title2: Passage?,
        _ lines2: [Passage]?, to page: inout HTMLText
    ) {
        page.markup("<div class=\"\(kind)\">\n<h2>")
        write(title, title2, to: &page)
        page.markup("</h2>\n")
        write(lines, lines2, to: &page)
        page.markup("</div>\n")
    }

    private func write(list lines: [Passage], _ others: [Passage]?, to page: inout HTMLText) {
        page.markup("<ol>\n")
        for (index, line) in lines.enumerated() {
            page.markup("<li>")
            write(line, others?.at(index), to: &page)
            page.markup("</li>\n")
        }
        page.markup("</ol>\n")
    }

    private func write(_ table: Table, _ other: Table?, to page: inout HTMLText) {
        let isToSign = table.rows.contains { $0.kind == .hand }
        page.markup((isToSign ? "<table class=\"hands\">" : "<table>") + "\n<colgroup>")
        for width in table.widths { page.markup("<col style=\"width:\(width)%\">") }
        page.markup("</colgroup>\n<thead><tr>")
        for (index, column) in table.columns.enumerated() {
            page.markup("<th scope=\"col\">")
            write(column, other?.columns.at(index), to: &page)
            page.markup("</th>")
        }
        page.markup("</tr></thead>\n<tbody>\n")
        for (index, row) in table.rows.enumerated() {
            page.markup(row.kind == .plain ? "<tr>" : "<tr class=\"\(row.kind.rawValue)\">")
            for (column, cell) in row.cells.enumerated() {
                let isWhole = row.cells.count == 1 && table.columns.count > 1
                page.markup(isWhole ? "<td colspan=\"\(table.columns.count)\">" : "<td>")
                write(cell, other?.rows.at(index)?.cells.at(column), to: &page)
                page.markup("</td>")
            }
            page.markup("</tr>\n")
        }
        page.markup("</tbody>\n</table>\n")
    }
}

extension Array {
    /// Nil beyond the end: a document of other findings has another shape.
    fileprivate func at(_ index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
