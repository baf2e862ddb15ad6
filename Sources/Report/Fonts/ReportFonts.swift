// Fonts: subsets of Liberation Sans and Liberation Mono 2.1 (Latin, Latin Extended-A, Cyrillic),
// Copyright (c) 2010 Google Corporation, 2012 Red Hat, Inc., under the SIL Open Font License 1.1, and
// two marks of DejaVu Sans 2.37 under the Bitstream Vera licence. See LICENSES/fonts.txt.

/// The fonts that a page carries, so that it looks the same on a computer that has none of them.
///
/// `Tools/make-report-fonts` writes the data from Debian's packages. The names are ours: a subset may
/// not bear the name of the font it was cut from.
enum ReportFonts {
    static let css =
        face("Report Sans", 400, regular) + face("Report Sans", 700, bold)
        + face("Report Mono", 400, mono) + face("Report Marks", 400, marks)

    private static func face(_ family: String, _ weight: Int, _ lines: String) -> String {
        let data = lines.split(separator: "\n").joined()
        return "@font-face { font-family: \"\(family)\"; font-weight: \(weight); "
            + "src: url(data:font/woff2;base64,\(data)) format(\"woff2\"); }\n"
    }
}
