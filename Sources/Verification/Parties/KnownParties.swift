package import Custody
package import EvidenceBundle
package import KeyDirectory
package import Primitives
package import TransparencyLog

/// What came of the question whose key it is.
package enum SignerAnswer: Equatable {
    /// The key of somebody who was confirmed here.
    case confirmed(PublicKey)
    /// A key that only the folder itself vouches for.
    case offered(PublicKey, by: OrganisationName)
    /// Listed, and not counting at that time; or not listed.
    case notCounting
    /// Neither known here nor described in the folder.
    case stranger

    package var key: PublicKey? {
        switch self {
        case .confirmed(let key), .offered(let key, _): key
        case .notCounting, .stranger: nil
        }
    }
}

/// Who answers for signers: those whom this home has confirmed and, marked as such, those who are
/// only described in the folder that is checked.
package struct KnownParties: Sendable {
    /// The only mode that is accepted; nil without a home.
    package let mode: Mode?
    package let now: Timestamp
    private var confirmed: [Fingerprint: VerifiedOrganisation]
    private var offered: [Fingerprint: VerifiedOrganisation] = [:]
    package var broker: (keys: BrokerKeys, isConfirmed: Bool)?
    /// The keys of the same broker that only the folder tells of.
    private var shownKeys: [ServiceKey] = []
    /// The logs of the same broker, where only the folder tells how one continues the other.
    package private(set) var shownLogs: LogKeys?
    /// Whose cosignatures count, as a person here has chosen.
    package let pinned: PinnedPolicy?
    /// How large the log was seen to be here, and when.
    package var moments: [LogMoment] = []
    /// Whose tokens count, as a person here has chosen.
    package let authorities: PinnedAuthorities

    /// An expert's computer, on which nobody is known.
    package init(at now: Timestamp) {
        (mode, confirmed, broker, pinned) = (nil, [:], nil, nil)
        authorities = PinnedAuthorities(entries: [])
        self.now = now
    }

    /// What is known by other ways than the material itself.
    ///
    /// - Parameter mode: the only mode that is accepted; nil where it is the material's own word.
    package init(
        mode: Mode? = nil, confirmed: [VerifiedOrganisation], broker: BrokerKeys?,
        pinned: PinnedPolicy?, authorities: PinnedAuthorities, at now: Timestamp
    ) {
        self.mode = mode
        self.confirmed = Dictionary(
            confirmed.map { ($0.fingerprint, $0) }, uniquingKeysWith: { first, _ in first })
        self.broker = broker.map { ($0, true) }
        (self.pinned, self.authorities, self.now) = (pinned, authorities, now)
    }

    package func organisation(_ fingerprint: Fingerprint) -> VerifiedOrganisation? {
        confirmed[fingerprint] ?? offered[fingerprint]
    }

    /// What a verification of sealed material as of now is told.
    package var context: VerificationContext {
        let broker = broker.flatMap { $0.isConfirmed ? $0.keys : nil }
        return VerificationContext(
            mode: mode ?? .live, time: now, confirmed: Array(confirmed.values),
            broker: { name, key in
                // Where a statement says when it was signed, the chain that it stands in judges that.
                broker?.name == name ? broker?.serviceKeys.key(key, at: nil) : nil
            })
    }

    /// Whether a person here has compared its fingerprint, or it is the home's own.
    package func isConfirmed(_ fingerprint: Fingerprint) -> Bool { confirmed[fingerprint] != nil }

    /// The policy that was chosen here, if it is about this log.
    package func policy(of log: VerifierKey) -> TrustPolicy? {
        pinned?.policy(of: log)
    }

    /// The same with those before it.
    package func policies(of log: VerifierKey) -> PoliciesInTime? {
        policy(of: log) == nil ? nil : pinned?.inTime
    }

    /// Takes over the records of a folder: those of the confirmed must fit what is known of them.
    package mutating func take(_ folder: EvidenceFolder, mode: Mode) -> Check.Outcome {
        var own: [Fingerprint: VerifiedOrganisation] = [:]
        do throws(RecordError) {
            for file in folder.organisations {
                let history = try UnverifiedOrganisation(file)
                let found = try history.verify(fingerprint: history.fingerprint, mode: mode)
                own[found.fingerprint] = found
                try take(found)
            }
        } catch {
            return .failed(Check.Reason(error))
        }
        if let broker, let shown = folder.broker, broker.keys.name == shown.name,
            broker.keys.contradicts(shown)
        {
            return .failed(.brokerKeysDiffer)
        }
        if let shown = folder.broker, shown.name == broker?.keys.name {
            shownKeys = shown.serviceKeys
        }
        guard takeLogs(folder.broker) else { return .failed(.logSuccession) }
        let list = SignerList.text(folder.statements.map(\.signed), own, mode: mode)
        guard list == folder.signers else { return .failed(.signersDiffer) }
        let strangers = own.values.filter { confirmed[$0.fingerprint] == nil }.map(\.name)
        return strangers.min().map { .notChecked(.organisationUnconfirmed($0)) } ?? .passed
    }

    /// Takes over how the folder's log came to its key, where service keys that are known here have signed it. What only
    /// the folder's own say, and a log that continues the known one, is nobody's here until somebody has followed it.
    ///
    /// - Returns: false when the broker has not signed it at all.
    private mutating func takeLogs(_ shown: BrokerKeys?) -> Bool {
        guard let shown, shown.logSuccessions != nil else { return true }
        guard shown.successionsAreSigned(by: shown.serviceKeys) else { return false }
        guard let known = broker?.keys, known.name == shown.name else { return true }
        if known.logKey == shown.logKey, known.logSuccessions == nil, known.earlierLogs.isEmpty {
            if shown.successionsAreSigned(by: known.serviceKeys) {
                broker?.keys.logSuccessions = shown.logSuccessions
            } else {
                shownLogs = shown.logKeys
            }
        } else if known.isFollowed(by: shown) {
            shownLogs = shown.logKeys
        }
        return true
    }

    private mutating func take(_ found: VerifiedOrganisation) throws(RecordError) {
        guard let known = confirmed[found.fingerprint] else {
            offered[found.fingerprint] = found
            return
        }
        for (version, (ours, theirs)) in zip(known.records, found.records).enumerated()
        where ours.bytes != theirs.bytes {
            throw .fork(version: version + 1)
        }
        if found.records.count > known.records.count { confirmed[found.fingerprint] = found }
    }

    /// A deposit states no time of its own: it counts when the broker had it.
    package func answer(_ claim: SignerClaim, depositTime: Timestamp?) -> SignerAnswer {
        switch claim.party {
        case .broker(let name):
            guard let broker else { return .stranger }
            guard broker.keys.name == name else { return homeBroker(claim) }
            if let key = broker.keys.serviceKeys.key(claim.keyID, at: claim.claimedTime) {
                return broker.isConfirmed ? .confirmed(key) : .offered(key, by: name)
            }
            // A key that the broker changed to, or from, and that is not known here.
            guard let key = shownKeys.key(claim.keyID, at: claim.claimedTime),
                !broker.keys.serviceKeys.contains(where: { $0.key == key })
            else { return .notCounting }
            return .offered(key, by: name)
        case .organisation(let reference):
            let time = claim.claimedTime ?? depositTime ?? now
            return answer(reference) { organisation in
                claim.kind == .member
                    ? organisation.member(signing: claim.keyID, at: time)?.signingKey
                    : organisation.device(claim.keyID, at: time)?.key
            }
        }
    }

    /// Another broker than the one that took the deposit in: the home broker of the mailbox, by the signed
    /// record of its organisation.
    private func homeBroker(_ claim: SignerClaim) -> SignerAnswer {
        guard let mailbox = claim.mailboxes.first, claim.mailboxes.count == 1 else {
            return .stranger
        }
        func key(_ organisations: [Fingerprint: VerifiedOrganisation]) -> HomeBrokerKey? {
            organisations.values.lazy.filter { $0.name == mailbox.organisation }
                .compactMap { $0.homeBrokerKey(of: mailbox.local, claim.keyID) }.first
        }
        let ours = key(confirmed)
        guard let found = ours ?? key(offered) else { return .stranger }
        // A broker has one name: under another its own key would need no witnesses of its log.
        let isOurs = ((broker?.keys.serviceKeys ?? []) + shownKeys).contains {
            $0.key == found.key
        }
        guard !isOurs, found.counts(at: claim.claimedTime) else { return .notCounting }
        return ours == nil
            ? .offered(found.key, by: mailbox.organisation) : .confirmed(found.key)
    }

    /// Whether some record names another home for a mailbox than the broker that took something in for it.
    ///
    /// - Returns: passed by confirmed records, not checked by others or without any; nil where none does.
    func otherHome(of mailbox: MailboxAddress, than first: BrokerIssuer) -> Check.Outcome? {
        var keys: Set<KeyID> = [first.keyID]
        if let broker, broker.keys.name == first.broker {
            keys.formUnion((broker.keys.serviceKeys + shownKeys).map(\.key.id))
        }
        func named(_ organisations: [Fingerprint: VerifiedOrganisation]) -> [VerifiedOrganisation] {
            organisations.values.filter { $0.name == mailbox.organisation }
        }
        let (ours, theirs) = (named(confirmed), named(offered))
        let judges = ours.isEmpty ? theirs : ours
        guard !judges.isEmpty else { return .notChecked(.homeUnknown) }
        guard judges.contains(where: { $0.hasHadHome(of: mailbox.local, besides: keys) }) else {
            return nil
        }
        return ours.isEmpty
            ? .notChecked(.organisationUnconfirmed(mailbox.organisation)) : .passed
    }

    /// A member's key as of the time that its statement claims.
    package func member(
        _ keyID: KeyID, of reference: OrganisationReference, at time: Timestamp
    ) -> SignerAnswer {
        answer(reference) { $0.member(signing: keyID, at: time)?.signingKey }
    }

    private func answer(
        _ reference: OrganisationReference, _ key: (VerifiedOrganisation) -> PublicKey?
    ) -> SignerAnswer {
        guard let organisation = organisation(reference.fingerprint) else { return .stranger }
        guard let key = key(organisation), organisation.name == reference.name else {
            return .notCounting
        }
        return confirmed[reference.fingerprint] == nil
            ? .offered(key, by: organisation.name) : .confirmed(key)
    }

    /// Passed only if everybody who signed is known here.
    package func outcome(_ answers: [SignerAnswer]) -> Check.Outcome {
        let isKnown = answers.allSatisfy { answer in
            if case .confirmed = answer { true } else { false }
        }
        return isKnown ? .passed : .notChecked(unconfirmed(answers))
    }

    package func unconfirmed(_ answers: [SignerAnswer]) -> Check.Reason {
        for case .offered(_, let name) in answers {
            return name == broker?.keys.name
                ? .brokerUnconfirmed(name) : .organisationUnconfirmed(name)
        }
        return .signerUnknown
    }
}

extension Check.Reason {
    static let signersDiffer = Check.Reason(
        code: "evidence.signers-differ",
        message: "keys/allowed_signers does not list the keys of the records")
    static let brokerKeysDiffer = Check.Reason(
        code: "evidence.broker-keys-differ",
        message: "keys/broker has other keys than those that are known here of this broker")
    static let logSuccession = Check.Reason(
        code: "evidence.log-succession",
        message: "the broker has not signed what leads from one of its logs to the next")
    static let logSucceeded = Check.Reason(
        code: "evidence.log-succeeded",
        message:
            "the folder is of a log that continues another one, by its own word; nobody here has "
            + "followed it")
    static let signerUnknown = Check.Reason(
        code: "custody.signer-unknown", message: "nobody here knows who signed")

    static func organisationUnconfirmed(_ name: OrganisationName) -> Check.Reason {
        Check.Reason(
            code: "evidence.organisation-unconfirmed",
            message: "it agrees with the records in the folder; nobody here has confirmed the "
                + "fingerprint of \(name.text)")
    }

    /// The reasons that say only: nobody here knows them.
    package static let strangers: Set<String> = [
        "evidence.log-succeeded",
        "evidence.organisation-unconfirmed", "evidence.broker-unknown", "custody.signer-unknown",
        "evidence.log-unknown", "evidence.policy-unconfirmed", "evidence.home-unknown",
        "evidence.authority-unconfirmed",
    ]

    /// The reasons that follow from another check, or are as they should be.
    package static let following: Set<String> = [
        "check.not-reached", "folder.not-kept", "custody.earlier-not-checked",
    ]
}
