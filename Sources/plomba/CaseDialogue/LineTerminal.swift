import Glibc
import Primitives
import Screen

/// Questions at the terminal whose answers are shown while they are typed, in any script.
///
/// The terminal's own line editing is used, so that every letter looks as the keyboard says. Ctrl-C ends
/// the line it stands in, instead of the program: nothing is ever half done. All of it stands on the
/// terminal's other screen, which is wiped at the end and is in no scrollback.
struct LineTerminal {
    private static let otherScreen = "\u{1B}[?1049h"
    private static let clear = "\u{1B}[2J\u{1B}[H"
    private static let usualScreen = "\u{1B}[2J\u{1B}[?1049l"
    private static let interrupt: UInt8 = 3
    /// What the terminal keeps of one line.
    private static let lineSize = 4096

    let stream: Stream

    /// - Throws: ``CaseDialogueError/noTerminal``, and what `body` throws.
    static func session<Result>(_ body: (LineTerminal) throws -> Result) throws -> Result {
        let descriptor = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw CaseDialogueError.noTerminal }
        defer { close(descriptor) }
        var usual = termios()
        guard unsafe tcgetattr(descriptor, &usual) == 0 else { throw CaseDialogueError.noTerminal }
        var ours = usual
        ours.c_lflag &= ~tcflag_t(ISIG)
        ours.c_lflag |= tcflag_t(ICANON | ECHO | ECHOE)
        ours.c_iflag |= tcflag_t(IUTF8 | ICRNL)
        unsafe withUnsafeMutableBytes(of: &ours.c_cc) { keys in
            unsafe keys[Int(VEOL)] = interrupt
        }
        guard unsafe tcsetattr(descriptor, TCSADRAIN, &ours) == 0 else {
            throw CaseDialogueError.noTerminal
        }
        let terminal = LineTerminal(stream: Stream(descriptor: descriptor))
        terminal.stream.write(otherScreen + clear)
        defer {
            // Whatever happens, no answer stays on the screen.
            terminal.stream.write(usualScreen)
            _ = unsafe tcsetattr(descriptor, TCSAFLUSH, &usual)
        }
        return try body(terminal)
    }

    func wipe() { stream.write(Self.clear) }

    /// A sentence, in lines as wide as the screen.
    func say(_ text: String, indent: String = "") {
        stream.writeSentence(SafeText.sentence(text), indent: indent)
    }

    func space() { stream.write("\n") }

    /// One line, without white space around it.
    ///
    /// - Throws: ``CaseDialogueError/stopped`` at Ctrl-C and at the end of input.
    func readLine(_ prompt: String) throws -> String {
        stream.write(prompt)
        var line = [UInt8](repeating: 0, count: Self.lineSize)
        var count = 0
        repeat {
            count = unsafe line.withUnsafeMutableBytes { room in
                unsafe read(stream.descriptor, room.baseAddress, room.count)
            }
        } while count < 0 && errno == EINTR
        guard count > 0, line[count - 1] != Self.interrupt else { throw CaseDialogueError.stopped }
        // What is no UTF-8 becomes a sign that no answer allows for, and is asked again.
        return String(decoding: line[..<count], as: UTF8.self)
    }
}

/// Why no case was written at the terminal.
enum CaseDialogueError: PlainFailure {
    case noTerminal
    case stopped

    var code: String {
        switch self {
        case .noTerminal: "case.no-terminal"
        case .stopped: "case.stopped"
        }
    }

    var message: String {
        switch self {
        case .noTerminal: "there is no terminal to ask at"
        case .stopped: "stopped, and nothing was written"
        }
    }

    var hint: String? {
        switch self {
        case .noTerminal:
            "run the command in a terminal, or give the answers in a file: --from FILE"
        case .stopped: "begin again with the same command"
        }
    }
}
