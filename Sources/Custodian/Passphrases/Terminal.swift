import Glibc
import Primitives
import PrivateFiles
import SystemPackage

/// Questions at the terminal whose answers are not shown.
///
/// Speaks to `/dev/tty`, so that redirected input and output stay what they are. Keys are read one
/// by one with the terminal's own signals off: whatever happens, the terminal is set back.
enum Terminal {
    private enum Key {
        static let interrupt: UInt8 = 3
        static let endOfInput: UInt8 = 4
        static let backspace: UInt8 = 8
        static let eraseLine: UInt8 = 21
        static let delete: UInt8 = 127
    }

    /// What becomes of a key on the screen.
    private enum Echo {
        case none
        case letters
    }

    static func askHidden(_ question: String) throws -> SecretBytes {
        try withTerminal { terminal in
            try show(question, on: terminal)
            let line = try readLine(terminal, .none)
            guard line.count > 0 else { throw PassphraseError.empty }
            return line
        }
    }

    /// One line that is shown while it is typed; it may be empty.
    static func shownLine(_ terminal: FileDescriptor) throws -> SecretBytes {
        try readLine(terminal, .letters)
    }

    static func withTerminal<Result: ~Copyable>(
        _ body: (FileDescriptor) throws -> Result
    ) throws -> Result {
        let terminal: FileDescriptor
        do {
            terminal = try FileDescriptor.open(
                FilePath("/dev/tty"), .readWrite, options: [.closeOnExec])
        } catch {
            throw PassphraseError.noTerminal
        }
        // Nothing of value is buffered in a terminal.
        defer { try? terminal.close() }
        return try body(terminal)
    }

    private static func readLine(_ terminal: FileDescriptor, _ echo: Echo) throws -> SecretBytes {
        let usual = try hideKeys(terminal)
        defer { restore(usual, terminal) }
        var line = [UInt8](repeating: 0, count: PassphraseRules.maximumSize)
        defer { SecretBytes.erase(&line) }
        let count = try readKeys(terminal, into: &line, echo)
        return try SecretBytes(copying: line.span.extracting(0..<count))
    }

    private static func readKeys(
        _ terminal: FileDescriptor, into line: inout [UInt8], _ echo: Echo
    ) throws -> Int {
        var count = 0
        var key: [UInt8] = [0]
        while try SystemCall.read(terminal, into: &key) > 0 {
            switch key[0] {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), Key.endOfInput: return count
            case Key.interrupt: throw PassphraseError.interrupted
            case Key.eraseLine:
                try takeBack(count, echo, terminal)
                count = 0
            case Key.backspace, Key.delete:
                let rest = droppingLastCharacter(of: line, count)
                try takeBack(count - rest, echo, terminal)
                count = rest
            default:
                guard count < line.count else {
                    throw PassphraseError.tooLong(limitInBytes: line.count)
                }
                line[count] = key[0]
                count += 1
                if case .letters = echo { try show(letter(key[0]), on: terminal) }
            }
        }
        return count
    }

    /// What is no letter of ASCII takes a place too, so that taking it back fits.
    private static func letter(_ key: UInt8) -> String {
        (0x20...0x7E).contains(key) ? String(UnicodeScalar(key)) : "?"
    }

    private static func takeBack(
        _ count: Int, _ echo: Echo, _ terminal: FileDescriptor
    ) throws {
        guard case .letters = echo else { return }
        try show(String(repeating: "\u{8} \u{8}", count: count), on: terminal)
    }

    /// One character of UTF-8 may be several bytes.
    private static func droppingLastCharacter(of line: [UInt8], _ count: Int) -> Int {
        var rest = count
        while rest > 0 {
            rest -= 1
            if line[rest] & 0b1100_0000 != 0b1000_0000 { break }
        }
        return rest
    }

    private static func hideKeys(_ terminal: FileDescriptor) throws -> termios {
        var usual = termios()
        guard unsafe tcgetattr(terminal.rawValue, &usual) == 0 else {
            throw PassphraseError.noTerminal
        }
        var hidden = usual
        hidden.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard unsafe tcsetattr(terminal.rawValue, TCSAFLUSH, &hidden) == 0 else {
            throw PassphraseError.noTerminal
        }
        return usual
    }

    private static func restore(_ usual: termios, _ terminal: FileDescriptor) {
        var usual = usual
        _ = unsafe tcsetattr(terminal.rawValue, TCSAFLUSH, &usual)
        // The line feed only tidies the screen.
        try? show("\n", on: terminal)
    }

    static func show(_ text: String, on terminal: FileDescriptor) throws {
        try SystemCall.writeAll(Array(text.utf8).span, to: terminal)
    }
}
