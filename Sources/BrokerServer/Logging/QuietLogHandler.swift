import Logging

/// The log of the libraries below us: says that something happened, never what it said.
///
/// Their messages interpolate errors, and errors interpolate addresses and paths. Faults are told
/// as one constant event; everything else is dropped.
struct QuietLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.error
    var metadataProvider: Logger.MetadataProvider?
    private let sink: LogSink

    init(sink: LogSink) {
        self.sink = sink
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        sink.write(level: event.level, event: "fault in a library", fields: [])
    }
}
