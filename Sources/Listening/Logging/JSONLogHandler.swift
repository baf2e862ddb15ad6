package import Logging
package import Primitives

/// Writes each log entry as one line of JSON, with only the fields that a broker may keep.
///
/// ```json
/// {"time": "2026-11-23T18:57:49Z", "level": "info", "event": "request answered", "route": ...}
/// ```
/// A field that is not in ``LogField`` is dropped, so that no library can write an address, a
/// name, a path or a query into the log. Libraries below us log through ``QuietLogHandler``.
package struct JSONLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    package var metadataProvider: Logger.MetadataProvider?
    private let sink: LogSink

    package init(level: Logger.Level, sink: LogSink) {
        logLevel = level
        self.sink = sink
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        if let own = event.metadata { fields.merge(own) { _, own in own } }
        sink.write(
            level: event.level, event: event.message.description,
            fields: LogField.allowed(in: fields))
    }
}

/// Where log lines go: one write for each line, so that lines never mix.
package struct LogSink: Sendable {
    private let clock: @Sendable () -> Timestamp
    private let output: @Sendable ([UInt8]) -> Void

    package init(
        clock: @escaping @Sendable () -> Timestamp, output: @escaping @Sendable ([UInt8]) -> Void
    ) {
        self.clock = clock
        self.output = output
    }

    func write(level: Logger.Level, event: String, fields: [(String, String)]) {
        var line = "{\"time\": \"\(clock().text)\", \"level\": \"\(level.rawValue)\", \"event\": "
        line += Self.quoted(event)
        for (name, value) in fields { line += ", \"\(name)\": " + Self.quoted(value) }
        output(Array((line + "}\n").utf8))
    }

    /// A JSON string; whatever is not harmless to show was escaped by ``SafeText`` before.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in SafeText.shown(text).unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
