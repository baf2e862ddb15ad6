/// How a report looks on paper and on a screen: black on white, nothing said by colour alone.
enum ReportStyle {
    static let css = """
        @page { size: A4; margin: 15mm 15mm 17mm 15mm;
          font: 7.5pt "Report Sans", "Liberation Sans", Arial, sans-serif; }
        * { box-sizing: border-box; }
        body { font: 9.5pt/1.35 "Report Sans", "Report Marks", "Liberation Sans", "Noto Sans",
          "Noto Sans Arabic", "DejaVu Sans", Arial, sans-serif; color: #000; background: #fff;
          margin: 0 auto; max-width: 180mm; }
        @media screen { body { padding: 8mm 4mm; } }
        h1 { font-size: 16pt; line-height: 1.2; margin: 0 0 3mm; }
        h2 { font-size: 12pt; line-height: 1.25; margin: 6mm 0 2mm; break-after: avoid; }
        h3 { font-size: 10pt; margin: 4mm 0 1.5mm; break-after: avoid; break-inside: avoid; }
        p { margin: 0 0 0.8mm; }
        ol { margin: 0; padding-left: 6mm; }
        li { margin: 0 0 1.2mm; }
        code { font: 0.86em/1.3 "Report Mono", "Liberation Mono", "DejaVu Sans Mono", monospace;
          overflow-wrap: anywhere; }
        bdi { overflow-wrap: anywhere; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 3mm; }
        th, td { border: 0.3mm solid #000; padding: 1mm 1.4mm; text-align: left;
          vertical-align: top; overflow-wrap: break-word; hyphens: manual; }
        th { font-weight: 700; background: #eee; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        tbody { font-size: 8.5pt; }
        tbody code { font-size: 7pt; }
        .facts tbody, .facts { font-size: 9.5pt; }
        .facts th { width: 27%; }
        td p:last-child { margin-bottom: 0; }
        tr.failed td { border-width: 0.7mm; font-weight: 700; }
        tr.gap td { border-style: dashed; text-align: center; font-style: normal;
          padding: 2mm 1.4mm; }
        .verdict { border: 0.9mm solid #000; padding: 2.5mm 3.5mm 2mm; margin: 0 0 3mm;
          break-inside: avoid; }
        .verdict h2, .limits h2 { margin: 0 0 1mm; font-size: 10.5pt; }
        .verdict p { font-size: 11pt; }
        .verdict.fails { border-style: double; border-width: 2mm; }
        .verdict.fails p { font-weight: 700; }
        .verdict.open { border-style: dashed; }
        .limits { border: 0.3mm solid #000; padding: 2mm 3.5mm; break-inside: avoid; }
        .front { break-after: page; }
        .paper .front { break-after: auto; }
        .paper p { break-inside: avoid; }
        .sheet { break-before: page; }
        .hands { break-inside: avoid; margin-top: 2mm; }
        tr.hand td { height: 10mm; vertical-align: middle; }
        .paper .signatures p { padding-top: 6mm; }
        .paper footer { border: 0; margin-top: 1mm; }
        @media print { .paper footer p:first-child { display: none; } }
        .second { display: block; font-size: 0.88em; font-weight: 400; }
        .second::before { content: "/ "; }
        .two h1 { font-size: 13pt; margin: 0 0 2mm; }
        .two .front .facts, .two .front .limits { font-size: 8pt; line-height: 1.17; }
        .two .front th, .two .front td { padding: 0.5mm 1.2mm; }
        .two .front p { margin: 0 0 0.4mm; }
        .two .front table, .two .verdict { margin: 0 0 2mm; }
        .two .verdict, .two .limits { padding: 1.2mm 3mm; }
        .two .verdict p { font-size: 9.5pt; line-height: 1.2; }
        .two .verdict h2, .two .limits h2 { font-size: 9.5pt; margin: 0 0 0.6mm; }
        .two .hands { margin-top: 1mm; }
        .two tr.hand td { height: 9mm; }
        .two.paper .front, .two.paper .front .facts tbody { font-size: 8.2pt; line-height: 1.2; }
        .two.paper .front tbody { font-size: 7.8pt; line-height: 1.15; }
        .two.paper h3 { margin: 2.5mm 0 1mm; font-size: 9pt; }
        .two.paper .hands tr.hand td { height: 8mm; }
        .two.paper .verdict p { font-size: 8.8pt; }
        .signatures { break-inside: avoid; }
        .signatures p { border-bottom: 0.3mm solid #000; padding: 9mm 0 1mm; break-inside: avoid; }
        .training { border: 1mm solid #000; font-weight: 700; font-size: 13pt; text-align: center;
          padding: 1.5mm; margin: 0 0 3mm; }
        footer { border-top: 0.3mm solid #000; margin-top: 6mm; padding-top: 1.5mm;
          font-size: 8pt; }

        """
}
