import Primitives
import SecretSharing
import SystemPackage

/// Asks at the terminal for the words of shares.
///
/// The words are shown while they are typed: nobody types 33 words blind, and the paper lies open
/// beside the keyboard. They stand on the terminal's other screen, which is wiped after each share and
/// is in no scrollback (Protocol/decisions/0106).
enum ShareDialogue {
    private static let otherScreen = "\u{1B}[?1049h\u{1B}[2J\u{1B}[H"
    private static let usualScreen = "\u{1B}[2J\u{1B}[?1049l"
    private static let wordCount = 33
    private static let lineLimit = 64

    static func askForOne() throws -> Share { try ask("One share") }

    /// As many as the first one says are needed.
    static func askForAll() throws -> [Share] {
        var shares = [try ask("First share")]
        let needed = shares[0].header.threshold
        while shares.count < needed {
            let share = try ask("Share \(shares.count + 1) of the \(needed) that are needed")
            shares.append(share)
        }
        return shares
    }

    private static func ask(_ title: String) throws -> Share {
        try Terminal.withTerminal { terminal in
            try Terminal.show(otherScreen, on: terminal)
            // Whatever happens, no word stays on the screen.
            defer { try? Terminal.show(usualScreen, on: terminal) }
            try Terminal.show(
                title + ": type its \(wordCount) words, with spaces between them, in one line or "
                    + "several.\nThey are shown until the share is complete.\n", on: terminal)
            while true {
                do {
                    return try share(terminal)
                } catch SharingError.checksum {
                    try Terminal.show(
                        "The words do not fit together: compare them with the paper, and type "
                            + "all of them again.\n", on: terminal)
                }
            }
        }
    }

    /// Lines until there are enough words; a word that is none, and what follows it, is asked for again.
    private static func share(_ terminal: FileDescriptor) throws -> Share {
        var typed: [UInt8] = []
        // All at once: growing would leave copies behind that nobody erases.
        typed.reserveCapacity(SharingLimits.textSize)
        defer { SecretBytes.erase(&typed) }
        var count = 0
        for _ in 0..<lineLimit {
            try Terminal.show("word \(count + 1)> ", on: terminal)
            let line = try Terminal.shownLine(terminal)
            let isWhole = line.withBytes { take($0, &typed, &count) }
            if count == wordCount { return try Share(parsing: typed.span) }
            if !isWhole {
                try Terminal.show(
                    "Word \(count + 1) is not in the list: type from that word on again.\n",
                    on: terminal)
            }
        }
        throw SharingError.wordCount(count)
    }

    /// Takes words from a line up to the first that is none.
    ///
    /// - Returns: whether it took all of them.
    private static func take(
        _ line: Span<UInt8>, _ typed: inout [UInt8], _ count: inout Int
    ) -> Bool {
        var isWhole = true
        WordScanner.forEachWord(of: line) { _, word in
            guard isWhole, count < wordCount, WordScanner.isKnown(word) else {
                isWhole = false
                return
            }
            for index in word.indices { typed.append(word[index]) }
            typed.append(UInt8(ascii: " "))
            count += 1
        }
        return isWhole
    }
}
