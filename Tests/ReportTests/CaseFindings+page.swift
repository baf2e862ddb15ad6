import Foundation
import Report
import Wording

extension CaseFindings {
    /// The body of the page that a paper is, as text.
    func page(
        _ paper: CasePaper, _ locale: WordingLocale = .english, _ second: WordingLocale? = nil
    ) -> String {
        func document(_ locale: WordingLocale) -> ReportDocument {
            ReportWriter(self, locale, paper: paper).document
        }
        let page = HTMLPage(document(locale), second: second.map(document))
        return String(decoding: page.bytes, as: UTF8.self).components(separatedBy: "<body")[1]
    }
}
