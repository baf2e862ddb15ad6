import Broker
import KeyDirectory
package import Primitives
import SystemPackage
import TransparencyLog

/// One thing that `plombad check` looked at.
package struct Finding: Sendable, Equatable {
    package enum Level: String, Sendable {
        case fine, warning, fault
    }

    package let level: Level
    /// A stable code, for example `check.database`.
    package let code: String
    package let message: String
    /// What to do about it.
    package let hint: String?

    package init(level: Level, code: String, message: String, hint: String? = nil) {
        (self.level, self.code) = (level, code)
        (self.message, self.hint) = (message, hint)
    }

    /// For programs: members `level`, `code`, `message`, `hint`.
    package var json: JSONValue {
        .object([
            JSONMember("level", .string(level.rawValue)),
            JSONMember("code", .string(code)),
            JSONMember("message", .string(message)),
            JSONMember("hint", hint.map { .string($0) } ?? .null),
        ])
    }
}

/// `plombad check`: configuration, permissions, keys, certificate, database settings and disk.
package struct BrokerCheck {
    private static let certificateWarningInSeconds: Int64 = 30 * 86_400
    static let lowSpaceInBytes: Int64 = 1 << 30
    private static let durableSetting = 2

    let home: BrokerHome
    let now: Timestamp
    private var findings: [Finding] = []

    package init(home: BrokerHome, now: Timestamp) {
        self.home = home
        self.now = now
    }

    /// Looks at everything it can; a fault in one thing does not hide the next.
    package mutating func run() -> [Finding] {
        let configuration: HomeConfiguration
        do {
            configuration = try home.configuration()
            add(.fine, "configuration", "plombad.json is complete and understood")
        } catch {
            add(.fault, "configuration", error.message)
            return findings
        }
        checkPermissions(configuration)
        checkServiceKey(configuration)
        checkCertificate(configuration)
        checkDatabase(configuration)
        checkLog(configuration)
        checkWitnesses(configuration)
        checkAuthorities(configuration)
        checkScrub()
        checkRelay(configuration)
        checkQuotas(configuration)
        checkCharter()
        checkSpace(configuration)
        return findings
    }

    private mutating func checkPermissions(_ configuration: HomeConfiguration) {
        let names = [
            configuration.keyPath, configuration.serviceKeyPath, configuration.dataPath,
            BrokerHome.admissionsName,
        ]
        var isFine = true
        for name in names {
            do {
                guard try !home.isPrivate(name) else { continue }
                add(.fault, "permissions", ConfigurationError.tooOpen(name).message)
            } catch {
                // The data folder is made by the first start.
                guard name != configuration.dataPath else { continue }
                add(.fault, "permissions", error.message)
            }
            isFine = false
        }
        if isFine { add(.fine, "permissions", "keys and data are for their owner only") }
    }

    private mutating func checkServiceKey(_ configuration: HomeConfiguration) {
        do {
            let key = try home.serviceKey(configuration)
            let changes = try home.keyChanges(configuration, to: key.publicKey)?.changes.count ?? 0
            add(
                .fine, "service-key",
                "statements are signed by \(key.publicKey.id)"
                    + (changes == 0 ? "" : ", after \(changes) changes of the key"))
        } catch {
            add(.fault, "service-key", error.message)
        }
    }

    private mutating func checkCertificate(_ configuration: HomeConfiguration) {
        do {
            let tls = try TLSMaterial(home: home, configuration: configuration)
            let left = tls.expiresAt - now.secondsSinceEpoch
            if left < Self.certificateWarningInSeconds {
                add(
                    .warning, "certificate",
                    left < 0
                        ? "the certificate has expired; pinned clients do not mind, others do"
                        : "the certificate expires within \(left / 86_400 + 1) days")
            } else {
                add(.fine, "certificate", "the certificate fits its key; pin \(tls.pin)")
            }
        } catch {
            add(.fault, "certificate", error.message)
        }
    }

    private mutating func checkDatabase(_ configuration: HomeConfiguration) {
        do {
            let path = home.resolve(configuration.dataPath).string
            let synchronous = try BrokerStore(folder: path, now: now).synchronousSetting()
            guard synchronous == Self.durableSetting else {
                add(.fault, "database", StoreError.notDurable(synchronous: synchronous).message)
                return
            }
            add(.fine, "database", "each commit is flushed before it is acknowledged")
        } catch StoreError.locked {
            add(
                .fine, "database",
                "the database is open in a running broker, which checked it at its start")
        } catch {
            add(.fault, "database", error.message)
        }
    }

    private mutating func checkWitnesses(_ configuration: HomeConfiguration) {
        do {
            guard let rules = try home.witnessRules(configuration) else {
                add(.warning, "witnesses", "nobody witnesses the log: receipts say 'not witnessed'")
                return
            }
            let path = home.resolve(BrokerSetup.checkpointsName).string
            let standings = try WitnessedStore.standings(in: path)
            let wrong = standings.filter { standing in
                standing.code != nil
                    && rules.policy.witnesses.contains { $0.key.name.text == standing.witness }
            }
            tell(wrong, of: rules.policy.witnesses.count)
            guard wrong.isEmpty else { return }
            add(
                .fine, "witnesses",
                "\(rules.threshold) of \(rules.members.count) witnesses make the quorum")
        } catch let error as any PlainFailure {
            add(.fault, "witnesses", error.message)
        } catch {
            add(.fault, "witnesses", "what is known of the witnesses cannot be read")
        }
    }

    mutating func add(
        _ level: Finding.Level, _ code: String, _ message: String, hint: String? = nil
    ) {
        findings.append(
            Finding(level: level, code: "check." + code, message: message, hint: hint))
    }
}
