import BrokerAPI
import BrokerClient
import Custody
import KeyDirectory
package import Primitives
import TransparencyLog

/// Whether the broker knows the newest record of the own organisation.
package enum RecordPublication: Sendable, Equatable {
    case noBroker
    case known
}

/// A partner whose newer record was learnt.
package struct RecordNews: Sendable, Equatable {
    package let name: OrganisationName
    package let version: Int64
    /// Labels of the mailboxes that it says were recovered with shares.
    package let recovered: [String]
}

extension OwnRecordError {
    /// Nil when the broker shows nothing that this computer does not know.
    init?(_ own: VerifiedOrganisation, shown: VerifiedOrganisation) {
        let common = own.commonRecords(with: shown)
        if common == shown.records.count { return nil }
        self =
            common == own.records.count
            ? .madeElsewhere(version: shown.current.version) : .madeTwice(version: common + 1)
    }
}

extension Office {
    /// Gives the broker in use the newest record of the own organisation.
    package func publishRecord() async throws -> RecordPublication {
        guard try BrokerTrust.loadIfThere(home) != nil else { return .noBroker }
        let own = try OwnOrganisation(home).organisation
        try await withBroker(telling: false) { try await publish(own, by: $0) }
        return .known
    }

    /// Gives the broker the own newest record, unless it is known to have it.
    func tellRecord(_ own: VerifiedOrganisation, to session: BrokerSession) async throws {
        guard own.current.version > 1, try ToldRecord.load(home) != ToldRecord(own, session.trust)
        else { return }
        do {
            try await publish(own, by: session)
        } catch let failure as BrokerClientError where !failure.isOffline {
            notices.warn("the broker did not take your organisation's record: \(failure.message)")
        } catch let failure as PartnerError {
            notices.warn("the broker did not take your organisation's record: \(failure.message)")
        }
    }

    /// Learns what the broker has of every partner whom it serves, and tells it what is newer here.
    ///
    /// One partner whose records do not hold does not keep the others from being learnt.
    func exchangeRecords(
        by session: BrokerSession
    ) async throws -> (news: [RecordNews], problems: [(OrganisationName, any PlainFailure)]) {
        var news: [RecordNews] = []
        var problems: [(OrganisationName, any PlainFailure)] = []
        let own = try OwnOrganisation(home).organisation
        let compared = try await compareOwn(own, with: session)
        if let failure = compared { problems.append((own.name, failure)) }
        do {
            news += try await learnIntroduced(by: session)
        } catch let failure as BrokerClientError where failure.isOffline {
            throw failure
        } catch let failure as any PlainFailure {
            problems.append((own.name, failure))
        }
        let sight = try await recordSight(by: session, bundles: Self.bundlesInBackground)
        if compared == nil, let foreign = sight?.logged.foreign(to: own) {
            problems.append((own.name, foreign))
        }
        var asked: [VerifiedOrganisation] = []
        defer { noteAsked(asked, seeing: sight, of: session.trust) }
        let (partners, damaged) = try PartnerBook(home).read(at: clock.now)
        for one in damaged {
            do {
                news.append(try await heal(one, of: own.mode, by: session, seeing: sight))
            } catch let failure as BrokerClientError where failure.isOffline {
                throw failure
            } catch {
                problems.append((one.name ?? own.name, one.failure))
            }
        }
        for partner in partners {
            do {
                if let learnt = try await refresh(partner.organisation, by: session, seeing: sight)
                {
                    news.append(learnt)
                }
                asked.append(partner.organisation)
            } catch let failure as BrokerClientError where failure.isOffline {
                throw failure
            } catch let failure as any PlainFailure {
                problems.append((partner.summary.name, failure))
            }
        }
        return (news, problems)
    }

    /// Brings what the broker has lost of the own records, and says when it has another than this home.
    func compareOwn(
        _ own: VerifiedOrganisation, with session: BrokerSession
    ) async throws -> OwnRecordError? {
        guard let answer = try await session.connection.organisation(own.fingerprint) else {
            return nil
        }
        let shown = try history(answer, of: own)
        if let failure = OwnRecordError(own, shown: shown) { return failure }
        if shown.records.count < own.records.count { try await publish(own, by: session) }
        return nil
    }

    /// Learns the newest keys of those for whom something is about to be sealed; offline it is sealed to
    /// those that are known.
    func learnRecipients(of order: SealOrder) async throws {
        let book = PartnerBook(home)
        let names = Set(order.mailboxes.map(\.organisation))
        let known = try book.all(at: clock.now).filter { names.contains($0.summary.name) }
        guard !known.isEmpty else { return }
        do {
            try await withBroker { session in
                let sight = try await recordSight(by: session, bundles: Self.bundlesBeforeSealing)
                if !isTold(by: sight, of: session.trust) { try warnOfStale(known) }
                for partner in known {
                    let learnt = try await refresh(
                        partner.organisation, by: session, seeing: sight)
                    noteAsked([partner.organisation], seeing: sight, of: session.trust)
                    guard let news = learnt else { continue }
                    notices.warn("\(news.name.text) has other keys now: record \(news.version)")
                    for mailbox in news.recovered {
                        notices.warn("\(mailbox) was recovered with shares of its recovery key")
                    }
                }
            }
        } catch let error as BrokerClientError {
            if error.isOffline { try warnOfStale(known) }
            // That the broker is away is told when the case is to be sent. Records that do not hold end
            // it all: nothing is sealed to them.
            guard !error.isOffline else { return }
            notices.warn("the broker did not say whether the recipients have other keys now")
        }
    }

    /// Learns the newest keys of the one who sent what is about to be received: they may have changed since
    /// the last contact. What cannot be learnt is no reason not to look.
    func learnSender(
        _ sender: OrganisationReference, by session: BrokerSession
    ) async throws {
        let known = try PartnerBook(home).partner(sender.fingerprint, at: clock.now)
        guard let known else { return }
        _ = try await learn(known, by: session)
    }

    /// - Returns: whether it has other keys than those that were known.
    func learn(_ known: Partner, by session: BrokerSession) async throws -> Bool {
        do {
            let sight = try await recordSight(by: session, bundles: Self.bundlesBeforeSealing)
            guard
                let news = try await refresh(known.organisation, by: session, seeing: sight)
            else { return false }
            notices.warn("\(news.name.text) has other keys now: record \(news.version)")
            return true
        } catch let failure as BrokerClientError where failure.isOffline {
            throw failure
        } catch let failure as any PlainFailure {
            let name = known.summary.name.text
            notices.warn("whether \(name) has other keys now: \(failure.message)")
            return false
        }
    }

    /// - Parameter sight: what the broker's log says of whose records there are.
    /// - Returns: what was learnt; nil when nothing is newer there, or the broker does not serve it.
    func refresh(
        _ known: VerifiedOrganisation, by session: BrokerSession, seeing sight: RecordSight?
    ) async throws -> RecordNews? {
        let answer = try await session.connection.organisation(known.fingerprint)
        guard let answer else {
            try require(known, in: sight)
            return nil
        }
        let shown = try history(answer, of: known)
        try require(shown.current.version < known.current.version ? known : shown, in: sight)
        if shown.current.version < known.current.version {
            try await publish(known, by: session)
            return nil
        }
        guard shown.remembered != known.remembered else { return nil }
        // The same number and another record, or one that does not continue what was seen.
        let newer = try UnverifiedOrganisation(OrganisationFile(parsing: answer.file)).verify(
            fingerprint: known.fingerprint, mode: known.mode, remembering: known.remembered)
        do {
            try await requireWitnessed(answer.proof, of: newer, by: session)
        } catch let failure as PartnerError {
            try hold(newer, after: known, because: failure)
            return nil
        }
        let lock = try home.lock(.settings)
        defer { lock.release() }
        _ = try PartnerBook(home).add(newer, file: answer.file, as: nil, at: clock.now)
        let unseen = newer.history.filter { $0.version > known.current.version }
        return RecordNews(
            name: newer.name, version: Int64(newer.current.version),
            recovered: unseen.flatMap(\.recovered).map { $0.text + "@" + newer.name.text })
    }

    func publish(
        _ known: VerifiedOrganisation, by session: BrokerSession
    ) async throws {
        let answer = try await session.connection.publish(
            known.file.serialized(), of: known.fingerprint)
        guard let answer else { throw PartnerError.notServed(known.name) }
        let shown = try history(answer, of: known)
        guard shown.remembered == known.remembered else {
            throw RecordError.fork(version: known.current.version)
        }
        try await verify(answer.proof, of: known, by: session)
        let own = try OwnOrganisation(home).organisation
        if known == own { try noteTold(own, session.trust) }
    }

    /// What the broker shows, as far as it proves itself; nothing is compared yet with what is known.
    func history(
        _ answer: OrganisationAnswer, of known: VerifiedOrganisation
    ) throws -> VerifiedOrganisation {
        try UnverifiedOrganisation(OrganisationFile(parsing: answer.file)).verify(
            fingerprint: known.fingerprint, mode: known.mode)
    }

    /// The newest record must be in the log where everybody, its owner too, can see it.
    func verify(
        _ proof: [UInt8], of organisation: VerifiedOrganisation, by session: BrokerSession
    ) async throws {
        guard let log = session.trust.logKey else { return }
        try await LogMemory(home, log).verify(
            proof, that: Self.entry(of: organisation), by: session)
    }
}
