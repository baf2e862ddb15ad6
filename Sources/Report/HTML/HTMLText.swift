import Wording

/// Builds the text of a page; whatever is put into it is escaped on the way.
struct HTMLText {
    private(set) var text = ""

    /// Markup of ours, as it is.
    mutating func markup(_ markup: String) { text += markup }

    /// Text that is no markup, whatever stands in it.
    mutating func plain(_ plain: String) {
        for scalar in plain.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// What comes from outside is kept apart from the direction of the text around it, and no browser
    /// offers to translate it.
    mutating func passage(_ passage: Passage) {
        for fragment in passage.fragments where !fragment.text.isEmpty {
            switch fragment {
            case .words(let words): plain(words)
            case .outside(let words):
                markup("<bdi translate=\"no\">")
                plain(words)
                markup("</bdi>")
            case .code(let code):
                markup("<code translate=\"no\">")
                plain(code)
                markup("</code>")
            }
        }
    }
}

/// A string of CSS: quotation marks, backslashes and everything that is not plain are escaped.
enum CSSString {
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            let isPlain =
                scalar.value >= 0x20 && scalar.value != 0x7F
                && !["\"", "\\", "<", ">", "&"].contains(scalar)
            if isPlain {
                quoted.unicodeScalars.append(scalar)
            } else {
                quoted += "\\" + String(scalar.value, radix: 16) + " "
            }
        }
        return quoted + "\""
    }
}
