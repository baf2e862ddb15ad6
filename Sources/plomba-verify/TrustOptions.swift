import ArgumentParser
import KeyDirectory
import Primitives
import PrivateFiles
import Timestamping
import TransparencyLog
import Verification

/// What somebody says that they know by other ways: the same words as those of the second verifier.
struct TrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "An organisation's file, and its fingerprint: 64 characters or 60 digits.",
            valueName: "file=fingerprint"))
    var organisation: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "The broker's name, its service key and the key of its log, after PATH.",
            valueName: "name service-key log-key"))
    var broker: [String] = []

    @Option(
        help: ArgumentHelp("A service key that the broker had before.", valueName: "service-key"))
    var earlierKey: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "A key of the broker's log before, and up to which size it counts, after PATH.",
            valueName: "log-key size"))
    var earlierLog: [String] = []

    @Option(
        help: ArgumentHelp(
            "The policy of witnesses that you have chosen for the broker's log.",
            valueName: "file"))
    var policy: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "A policy that counted before that one, and until when, after PATH.",
            valueName: "file time"))
    var formerPolicy: [String] = []

    @Option(
        help: ArgumentHelp(
            "When witnesses were first chosen: an expiry of before names none.", valueName: "time"))
    var since: String?

    @Option(
        help: ArgumentHelp(
            "The organisation that runs the broker: its own witness does not count.",
            valueName: "name"))
    var `operator`: String?

    @Option(help: "How many of the witnesses may lie at the same time.")
    var faulty: Int = 0

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "A time-stamping authority's name, the file of its roots and its policy, after PATH.",
            valueName: "name roots.pem policy"))
    var authority: [String] = []

    func validate() throws {
        guard [0, 3].contains(broker.count) else {
            throw ValidationError("--broker needs a name, a service key and a log key")
        }
        guard authority.count % 3 == 0 else {
            throw ValidationError("--authority needs a name, a file of roots and a policy")
        }
        guard earlierKey.isEmpty || !broker.isEmpty else {
            throw ValidationError("--earlier-key needs --broker")
        }
        guard earlierLog.count % 2 == 0, earlierLog.isEmpty || !broker.isEmpty else {
            throw ValidationError("--earlier-log needs a log key and a size, and --broker")
        }
        guard !broker.isEmpty || policy == nil else {
            throw ValidationError("--policy needs --broker")
        }
        guard formerPolicy.count % 2 == 0 else {
            throw ValidationError("--former-policy needs a file and a time")
        }
        guard policy != nil || (formerPolicy.isEmpty && since == nil) else {
            throw ValidationError("--former-policy and --since need --policy")
        }
        guard (0...64).contains(faulty) else {
            throw ValidationError("--faulty is a number from 0 to 64")
        }
    }

    func known(at now: Timestamp) throws -> KnownParties {
        let organisations = try organisation.map(ToldOrganisation.verified)
        let modes = Set(organisations.map(\.mode))
        guard modes.count <= 1 else { throw ToldError.modes }
        return KnownParties(
            mode: modes.first, confirmed: organisations, broker: try brokerKeys(),
            pinned: try policy.map(pinned), authorities: try authorities(), at: now)
    }

    /// The policy in use, and those before it, newest first.
    private func pinned(_ file: String) throws -> PinnedPolicy {
        let rule = QuorumRule(faulty: faulty, operatorName: try operatorName())
        var pinned = try PinnedPolicy(Self.policy(file), by: rule)
        // How many might have lied then is not told; what made a quorum then does.
        let before = QuorumRule(faulty: 0, operatorName: rule.operatorName)
        pinned.former = try stride(from: 0, to: formerPolicy.count, by: 2).map { index in
            try FormerPolicy(
                Self.policy(formerPolicy[index]), by: before,
                until: Self.time(formerPolicy[index + 1]))
        }.sorted { $0.until > $1.until }
        pinned.since = try since.map(Self.time)
        return pinned
    }

    private static func policy(_ file: String) throws -> [UInt8] {
        try OutsideFile.read(file, limit: LogLimits.policySizeInBytes)
    }

    private static func time(_ text: String) throws(ToldError) -> Timestamp {
        guard let time = Timestamp(text) else { throw .time(text) }
        return time
    }

    private func operatorName() throws(ToldError) -> OrganisationName? {
        guard let text = self.operator else { return nil }
        guard let name = OrganisationName(text) else { throw .name(text) }
        return name
    }

    private func brokerKeys() throws -> BrokerKeys? {
        guard broker.count == 3 else { return nil }
        guard let name = OrganisationName(broker[0]) else { throw ToldError.name(broker[0]) }
        let keys = try (earlierKey + [broker[1]]).map { text throws(ToldError) in
            guard let key = try? PublicKey(openSSH: text) else { throw .serviceKey }
            return ServiceKey(key: key, from: nil, until: nil)
        }
        guard let log = try? VerifierKey(parsing: broker[2]) else { throw ToldError.logKey }
        var told = BrokerKeys(name: name, serviceKeys: keys, logKey: log)
        told.earlierLogs = try stride(from: 0, to: earlierLog.count, by: 2).map { index in
            guard let key = try? VerifierKey(parsing: earlierLog[index]),
                let size = UInt64(earlierLog[index + 1]), size <= LogLimits.treeSize
            else { throw ToldError.logKey }
            return LogKeys.Former(key: key, size: size)
        }
        return told
    }

    private func authorities() throws -> PinnedAuthorities {
        PinnedAuthorities(
            entries: try stride(from: 0, to: authority.count, by: 3).map { index in
                let (text, file, oid) = (
                    authority[index], authority[index + 1], authority[index + 2]
                )
                guard let name = AuthorityName(text), let policy = ASN1ObjectIdentifier(oid) else {
                    throw ToldError.authority(text)
                }
                return try PinnedAuthorities.Entry(
                    name: name, policy: policy,
                    pem: OutsideFile.read(file, limit: TimestampLimits.listSizeInBytes))
            })
    }
}
