import ArgumentParser
import Custodian
import Primitives
import Screen

struct FingerprintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fingerprint",
        abstract: "Show the digits that others compare, as a QR code too.",
        discussion: """
            The QR code holds exactly the 60 digits. A partner who stands beside you scans it and \
            pastes what the telephone shows; over the phone, read the digits. Never send the code the \
            same way as the file.

              plomba fingerprint
              plomba fingerprint -o our-fingerprint.svg
              plomba fingerprint --charter
            """)

    @Flag(help: "Of the network's charter instead of your organisation.")
    var charter = false

    @Option(
        name: [.customShort("o"), .long], help: "Write a picture for paper (SVG) to this file.")
    var output: String?

    @OptionGroup var global: GlobalOptions

    func run() throws {
        let fingerprint = try FingerprintSheet(
            Home.open(global.homePath()), ofCharter: charter)
        if let output { try fingerprint.write(to: output) }
        var sheet = Sheet()
        sheet.add(charter ? "Network" : "Organisation", fingerprint.name.text, name: "name")
        sheet.add("Fingerprint", fingerprint.digits.text, name: "digits")
        if let output { sheet.add("Picture", output, name: "file") }
        sheet.write(global.format)
        if global.format == .text, output == nil {
            Stream.output.write(fingerprint.code.terminalText)
        }
    }
}
