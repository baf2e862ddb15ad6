package import Logging

/// The log of the libraries below us: says that something happened, never what it said.
///
/// Their messages interpolate errors, and errors interpolate addresses and paths. Faults are told
/// as one constant event; everything else is dropped.
package struct QuietLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel = Logger.Level.error
    package var metadataProvider: Logger.MetadataProvider?
    private let sink: LogSink

    package init(sink: LogSink) {
        self.sink = sink
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        sink.write(level: event.level, event: "fault in a library", fields: [])
    }
}
