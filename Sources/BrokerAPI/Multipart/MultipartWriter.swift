/// Writes a form in the strict profile:
///
/// ```
/// --BOUNDARY
/// Content-Disposition: form-data; name="statement"
/// Content-Type: application/octet-stream
///
/// ...bytes...
/// --BOUNDARY--
/// ```
/// with CR LF at the end of each line, nothing before the first and nothing after the last.
package struct MultipartWriter: Sendable {
    package let boundary: MultipartBoundary
    private var parts: [UInt8] = []

    package init(boundary: MultipartBoundary = MultipartBoundary()) {
        self.boundary = boundary
    }

    /// Adds a whole part.
    ///
    /// - Precondition: `name` is one of the words of the API.
    package mutating func add(_ name: String, _ content: [UInt8]) {
        parts += opening(of: name)
        parts += content
    }

    /// The form so far and its end.
    package consuming func finish() -> [UInt8] {
        var form = parts
        form += boundary.delimiter
        form += Array("--\r\n".utf8)
        return form
    }

    private func opening(of name: String) -> [UInt8] {
        let delimiter = parts.isEmpty ? Array(boundary.delimiter.dropFirst(2)) : boundary.delimiter
        return delimiter
            + Array(
                """
                \r\nContent-Disposition: form-data; name="\(name)"\r\n\
                Content-Type: application/octet-stream\r\n\r\n
                """.utf8)
    }
}
