import Foundation
import Testing

/// What must never be in the tree: private keys, machine paths, promises instead of code.
@Suite struct `Secrets and stubs` {
    @Test func `no private key is in the tree`() throws {
        // Written in two halves, so that this file does not find itself.
        let marks = [
            "PRIVATE" + " KEY-----\n", "AGE-SECRET" + "-KEY-1", "AGE-SECRET" + "-KEY-PQ-1",
        ]
        for file in try SourceTree.files(below: "") {
            let text = file.lines.joined(separator: "\n")
            for mark in marks {
                for part in text.components(separatedBy: mark).dropFirst() {
                    #expect(!looksLikeKeyMaterial(part), "\(file.path) holds a private key")
                }
            }
        }
    }

    @Test func `no source promises what it does not do`() throws {
        let promises = ["TO" + "DO", "FIX" + "ME", "fatal" + "Error(", "try" + "!", " as" + "! "]
        for file in try SourceTree.files(below: "Sources", endings: [".swift"]) {
            for (number, line) in file.lines.enumerated() {
                for promise in promises {
                    #expect(!line.contains(promise), "\(file.path):\(number + 1): \(promise)")
                }
            }
        }
    }

    @Test func `no file names a machine's own folders`() throws {
        let folders = ["/wo" + "rk/", "/ro" + "ot/", "/bui" + "ld/"]
        for file in try SourceTree.files(below: "") {
            for (number, line) in file.lines.enumerated() {
                for folder in folders
                where line.range(
                    of: "(^|[^A-Za-z0-9_.-])" + folder,
                    options: .regularExpression) != nil
                {
                    Issue.record("\(file.path):\(number + 1): \(folder)")
                }
            }
        }
    }

    /// Eight characters of the key alphabet right after the mark: a sentence about keys has fewer.
    private func looksLikeKeyMaterial(_ text: String) -> Bool {
        let alphabet = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
        return text.prefix(24).count == 24 && text.prefix(24).allSatisfy(alphabet.contains)
    }
}
