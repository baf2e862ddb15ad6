import KeyDirectory
package import Primitives
import PrivateFiles

extension QRCode {
    /// Light modules around the code, without which readers do not find it.
    private static let quietZone = 4

    private func isDark(_ row: Int, _ column: Int) -> Bool {
        let (row, column) = (row - Self.quietZone, column - Self.quietZone)
        return modules.indices.contains(row) && modules.indices.contains(column)
            && modules[row][column]
    }

    private static var side: Int { size + 2 * quietZone }

    /// For a terminal: two rows of modules in each line, black on white whatever the colours of the terminal.
    package var terminalText: String {
        stride(from: 0, to: Self.side, by: 2).map { row in
            let line = (0..<Self.side).map { column in
                switch (isDark(row, column), isDark(row + 1, column)) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }.joined()
            return "\u{1B}[38;5;16;48;5;231m\(line)\u{1B}[0m\n"
        }.joined()
    }

    /// For paper: an SVG picture with the digits in words below, which are what counts.
    package func page(_ name: OrganisationName, _ digits: FingerprintDigits) -> String {
        var path = ""
        for (row, line) in modules.enumerated() {
            for (column, isDark) in line.enumerated() where isDark {
                path += "M\(column + Self.quietZone) \(row + Self.quietZone)h1v1h-1z"
            }
        }
        let groups = digits.text.split(separator: " ")
        let rows = [groups.prefix(6), groups.dropFirst(6)].map { $0.joined(separator: " ") }
        let side = Self.side
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side + 8)" width="80mm">
            <rect width="\(side)" height="\(side + 8)" fill="#fff"/>
            <path d="\(path)" fill="#000"/>
            <g font-family="monospace" font-size="1.3" text-anchor="middle">
            <text x="\(Double(side) / 2)" y="\(side)">\(name.text)</text>
            <text x="\(Double(side) / 2)" y="\(side + 2)">\(rows[0])</text>
            <text x="\(Double(side) / 2)" y="\(side + 4)">\(rows[1])</text>
            </g>
            </svg>

            """
    }
}

/// A fingerprint that people compare, of the own organisation or of the network.
package struct FingerprintSheet: Sendable {
    package let name: OrganisationName
    package let digits: FingerprintDigits
    package var code: QRCode { QRCode(digits) }

    /// - Throws: ``CharterError/none`` where no network is followed.
    package init(_ home: Home, ofCharter isCharter: Bool) throws {
        if isCharter {
            let charter = try ConfirmedCharter.load(home).history
            (name, digits) = (charter.name, FingerprintDigits(charter.fingerprint))
        } else {
            let own = try OwnOrganisation(home).organisation
            (name, digits) = (own.name, FingerprintDigits(own.fingerprint))
        }
    }

    /// Writes the picture for paper; a file that is there stays as it is.
    package func write(to path: String) throws {
        try OutsideFile.create(Array(code.page(name, digits).utf8), at: path)
    }
}
