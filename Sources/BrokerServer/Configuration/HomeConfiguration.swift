package import BrokerAPI
package import Logging
package import Primitives

/// What an operator decides, as `plombad.json` in the broker's home says it.
///
/// ```json
/// {
///   "version": 1,
///   "name": "broker.example.org",
///   "mode": "live",
///   "origin": "https://broker.example.org:8443",
///   "listen": {"host": "0.0.0.0", "port": 8443},
///   "tls": {"certificate": "tls/certificate.pem", "key": "tls/key.pem"},
///   "serviceKey": "keys/service",
///   "data": "data",
///   "witnesses": {"policy": "witness.policy", "operator": "group484.rs", "faulty": 0},
///   "timestamps": {"authorities": "tsa/tsa.json", "everySeconds": 600},
///   "relay": {"peers": [...], "retrySeconds": 5, "longestRetrySeconds": 600, "askSeconds": 60},
///   "operations": {"host": "127.0.0.1", "port": 9480},
///   "limits": {"payloadBytes": 17179869184, ...},
///   "quotas": {"organisation": {"bytes": 34359738368, ...}, "mailbox": {...}, "reserveBytes": 268435456},
///   "pace": {"idleSeconds": 30, ...},
///   "stopSeconds": 20,
///   "logLevel": "info"
/// }
/// ```
/// Strict JSON and a closed schema: a misspelt key is an error, not a default. Relative paths are
/// relative to the home. `witnesses`, `timestamps`, `relay`, `operations` and `quotas` may be left out. Each key is described in
/// `deploy/README.md`.
package struct HomeConfiguration: Sendable, Equatable {
    static let maximumSize = 64 << 10
    static let version: Int64 = 1

    /// Names the broker in the statements it signs.
    package var name: OrganisationName
    package var mode: Mode
    /// Where clients reach the broker; what their requests are signed for.
    package var origin: ExternalOrigin
    package var listen: ListenAddress
    package var certificatePath: String
    package var keyPath: String
    package var serviceKeyPath: String
    package var dataPath: String
    /// Nil where nobody witnesses the log: then everything is said to be unwitnessed.
    package var witnesses: WitnessConfiguration?
    /// Nil where no authority stamps the log: then witnesses' times count alone.
    package var timestamps: TimestampConfiguration?
    /// Nil for a broker that is alone.
    package var relay: RelayConfiguration?
    /// Where the health page and the numbers for monitors are served, on this machine only; nil where nowhere.
    package var operations: ListenAddress?
    package var limits: OperatorLimits
    /// Nil bounds nobody but by the disk: a file of before quotas.
    package var quotas: QuotaConfiguration?
    package var pace: PaceConfiguration
    /// How long a stop waits for requests that are under way.
    package var stopSeconds: Int
    package var logLevel: Logger.Level

    /// What the `Host` field of every request must be.
    var authority: String { String(origin.text.dropFirst("https://".count)) }
}

/// The socket to listen on; port 0 lets the system choose, for tests.
package struct ListenAddress: Sendable, Equatable {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

/// Who is to witness the log: a C2SP tlog-policy, and what the rule of the quorum needs to know.
package struct WitnessConfiguration: Sendable, Equatable {
    package var policyPath: String
    /// The organisation that runs the broker, whose own witness never counts.
    package var operatorName: OrganisationName?
    /// How many witnesses may lie at the same time.
    package var faulty: Int

    package init(policyPath: String, operatorName: OrganisationName?, faulty: Int) {
        self.policyPath = policyPath
        self.operatorName = operatorName
        self.faulty = faulty
    }
}

/// Which authorities stamp the log, and how often they are asked.
package struct TimestampConfiguration: Sendable, Equatable {
    /// The list of them, `tsa.json`.
    package var listPath: String
    /// The least time between two checkpoints that they are asked about: tokens may cost money.
    package var everySeconds: Int

    package init(listPath: String, everySeconds: Int) {
        self.listPath = listPath
        self.everySeconds = everySeconds
    }
}

/// What the operator bounds.
package struct OperatorLimits: Sendable, Equatable {
    package var payloadBytes: Int64 = 16 << 30
    package var mailboxesPerDeposit: Int64 = 16
    package var deadlineMaxHours: Int64 = 8784
    /// Connections at the same time; more wait in the backlog of the system.
    package var connections = 256
    /// Requests at the same time from one device.
    package var requestsPerDevice = 8

    package init() {}
}

/// How slow a peer may be.
package struct PaceConfiguration: Sendable, Equatable {
    /// Silence after which a connection is closed; also bounds the TLS handshake.
    package var idleSeconds = 30
    /// While the broker waits for a peer, each such span must bring the bytes below, each way.
    package var windowSeconds = 30
    package var minimumBytesPerSecond = 512
    /// From the first line of a request to the last byte of its answer.
    package var requestSeconds = 3600

    package init() {}
}
