import EvidenceBundle

/// C10, C11 and C14: names and texts that would be code in a page, formulas in a table, or secrets
/// in what carriers and brokers see.
extension HostileBundle {
    /// C10. No part of this software renders HTML: what is held is that screen and JSON get every
    /// text unchanged and harmless, and that none of it is followed.
    static func markup() -> [HostileBundle] {
        let names = [
            "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe srcdoc=x>",
            "\"><img src=x onerror=alert(1)>", "'><svg onload=alert(1)>",
            "<details open ontoggle=a()>",
            "<body onload=alert(1)>", "<input autofocus onfocus=a()>", "<base href=x>",
            "<plaintext>",
            "<style>@import 'x'", "<math><mi xlink=x>", "<template shadowroot=open>", "<!--",
            "<![CDATA[x]]",
            "&lt;script&gt;", "&#60;script&#62;", "javascript&colon;alert(1)", "{{constructor}}",
            "${7*7}",
            "#{7*7}", "<%= 7*7 %>", "[x](x onclick=a())", "![x](x)", "`x`", "<x\u{FF1E}",
            "\u{FF1C}script\u{FF1E}",
            "<scr\u{131}pt>", "<a href=data,x>", "]]>",
        ]
        let texts = [
            "</script><script>alert(1)</script>", "<img src=\"//x\">", "<svg/onload=alert(1)>",
            "\"onmouseover=a()",
            "javascript:alert(1)", "</title><script>", "<a href=\"javascript:a()\">x</a>",
            "<form action=//x>",
            "<link rel=import href=//x>", "-->", "\\u003cscript\\u003e",
            "<script src=//x></script>",
        ]
        return names.enumerated().map { index, name in
            sealed("C10", "markup \(index)", [(name + ".html", [1]), (name + ".svg", [2])])
        } + quoted("C10", texts)
    }

    /// C11. Nothing is exported as a table yet: what is held is that every name stays what it was.
    static func formulas() -> [HostileBundle] {
        let names = [
            "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' C'!A0", "=HYPERLINK(\"x\")", "\u{FF1D}1+1",
            "\u{2212}1",
            "'=1+1", "\"=1+1\"", "=1+1.csv", "a,b;c", "=DDE(\"x\")", "%0A=1+1", ",=1", ";=1",
        ]
        let texts = [
            "=HYPERLINK(\"http://x\",\"y\")", "+cmd|'/C calc'!A0", "-2+3", "@x", "\t=1+1", "\r=1+1",
            "=1,\"\n=2",
        ]
        return names.enumerated().map { index, name in
            sealed("C11", "formula \(index)", [(name, [1])])
        } + quoted("C11", texts)
    }

    /// C14. Names that say everything: `HostileTrial` holds that FILE.plomba and what lies beside
    /// the bag in a case folder have none of them.
    static func telling() -> [HostileBundle] {
        let names = [
            "Amra Hodzic pasos.jpg", "Хоџић Амра изјава.pdf", "Ćamila Đurđević 1999-04-12.mov",
            "+387 61 555 0199 WhatsApp.zip", "safe-house-address.txt",
            "iskaz_zrtve_maloljetna.docx",
            "شهادة الضحية.pdf", "被害人陈述书.pdf", "IBAN BA39 1290 0794 0102 8494.csv",
            "witness-protection.list",
        ]
        let single = names.enumerated().map { index, name in
            sealed("C14", "telling \(index)", [(name, Array("for the receiver alone".utf8))])
        }
        let nested = names.enumerated().map { index, name in
            sealed(
                "C14", "telling folder \(index)",
                [("\(name)/\(names[(index + 1) % names.count])", [1])])
        }
        return single + nested + [sealed("C14", "telling all", names.map { ($0, [1, 2, 3]) })]
    }

    /// A failure that quotes an exhibit number, and one about the case number, for each text.
    static func quoted(_ row: String, _ texts: [String]) -> [HostileBundle] {
        texts.enumerated().flatMap { index, text in
            let escaped = JSONText.escaped(text)
            return [
                bag(row, "exhibit number \(index)", .refused("bundle.originals-differ")) {
                    $0["case.json"] = Array(
                        String(decoding: $0["case.json"], as: UTF8.self)
                            .replacing("VP-2026-014-01", with: escaped).utf8)
                    $0["data/snimak.mov"] = [9, 9]
                },
                resealed(row, "case number \(index)", .refused("bundle.case-id-mismatch")) {
                    $0["case.json"] = Array(
                        String(decoding: $0["case.json"], as: UTF8.self)
                            .replacing("\"VP-2026-014\"", with: "\"\(escaped)\"").utf8)
                },
            ]
        }
    }
}
