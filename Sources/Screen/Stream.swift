import Glibc

/// Standard output, which is data, and standard error, which is for people.
package struct Stream {
    package static let output = Stream(descriptor: 1)
    package static let error = Stream(descriptor: 2)

    package let descriptor: Int32

    package init(descriptor: Int32) { self.descriptor = descriptor }

    package var isTerminal: Bool { isatty(descriptor) == 1 }

    package func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes everything, or ends the program when data cannot be handed over: an answer that was
    /// cut off must not look like a whole one.
    package func write(_ bytes: [UInt8]) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                if descriptor == Self.output.descriptor { exit(1) }
                return
            }
        }
    }

    package func writeSentence(_ text: String, indent: String) {
        write(sentence(text, indent: indent))
    }

    /// A sentence in lines, which on a terminal are broken between words.
    package func sentence(_ text: String, indent: String) -> String {
        TextColumn.wrapped(text, to: isTerminal ? width - 1 : Int.max, indent: indent)
    }

    /// Columns of the terminal, 80 where nobody knows.
    package var width: Int { size.ws_col > 0 ? Int(size.ws_col) : 80 }

    /// Lines of the terminal, 24 where nobody knows.
    package var height: Int { size.ws_row > 0 ? Int(size.ws_row) : 24 }

    private var size: winsize {
        var size = winsize()
        // Where it fails it stays zero.
        _ = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        return size
    }
}
