package import Primitives
import PrivateFiles
package import Report
import SystemPackage
package import Wording

/// Figures that were written, as a table or a page.
package struct WrittenStatistics: Sendable {
    package let findings: StatisticsFindings
    package let digest: SHA256Digest
}

extension Office {
    /// Writes the figures into a new file: as CSV where its name ends in .csv, else as one HTML page.
    ///
    /// - Parameter languages: of the page; the table is in none.
    /// - Throws: ``StatisticsError``, ``ReportError``, `FileError`, and as ``statistics(_:)``.
    package func writeStatistics(
        _ order: StatisticsOrder, to output: String, languages: [WordingLocale]
    ) throws -> WrittenStatistics {
        guard output.hasSuffix(".csv") else {
            let file = try ReportOutput(output, outside: home.path.string, nil)
            guard let first = languages.first else { throw StatisticsError.noLanguage }
            let findings = try statistics(order)
            let pages = languages.prefix(2).map { StatisticsPage(findings, $0).document }
            let second = languages.dropFirst().first == first ? nil : pages.dropFirst().first
            let bytes = HTMLPage(pages[0], second: second).bytes
            try file.write(bytes)
            return WrittenStatistics(findings: findings, digest: .of(bytes))
        }
        guard !ReportOutput.lies(output, inAnyOf: [home.path.string]) else {
            throw ReportError.insideCase(output)
        }
        let findings = try statistics(order)
        let bytes = StatisticsTable.bytes(findings)
        try OutsideFile.create(bytes, at: output)
        return WrittenStatistics(findings: findings, digest: .of(bytes))
    }
}

/// Why no figures were written.
package enum StatisticsError: PlainFailure, Equatable {
    case noLanguage
    case noName(String)

    package var code: String {
        switch self {
        case .noLanguage: "statistics.no-language"
        case .noName: "statistics.no-name"
        }
    }

    package var message: String {
        switch self {
        case .noLanguage: "a page needs a language"
        case .noName(let name): "'\(SafeText.shown(name))' is not the name of an organisation"
        }
    }

    package var hint: String? {
        switch self {
        case .noLanguage: "add --language, like --language bs; a table (.csv) needs none"
        case .noName: "a name is like group484.rs; plomba partner list shows them"
        }
    }
}
