import Custodian
import Primitives
import TransparencyLog

/// One organisation, by the same calls that the commands of `plomba` make.
struct PersonAtDesk {
    private let clock: Clock
    private let passphrases: PassphraseSource
    private let warnings: Warnings
    private let path: String
    /// Nobody keeps these keys.
    private let locker = KeyLocker.here(logN: 1)

    init(_ order: Order, _ warnings: Warnings) throws {
        clock = .system(wrongBy: order.clock ?? 0)
        passphrases = .file(order.passphrase ?? "")
        path = try order.need(\.home, "home")
        self.warnings = warnings
    }

    private var office: Office {
        get throws {
            let warnings = warnings
            return Office(
                home: try Home.open(path), clock: clock, locker: locker, passphrases: passphrases,
                notices: NoticeBoard(warn: { warnings.add($0) }, progress: { _ in }))
        }
    }

    func carryOut(_ order: Order) async throws -> Reply {
        switch order.act {
        case .found: return try await found(order)
        case .introduce: return try introduce(order)
        case .example: return try example(order)
        case .use:
            let trust = try await office.use(introduction(order))
            return Reply(said: trust.name.text)
        case .witnesses: return try chooseWitnesses(order)
        case .send: return try await send(order)
        case .sync: return try await sync()
        case .watch: return try await watch(order)
        case .inbox: return try await inbox()
        case .receive:
            let opened = try await office.receive(
                prefix(order), mailbox: nil, into: order.need(\.file, "file"))
            return Reply(said: opened.folder)
        case .accept:
            let decided = try await office.accept(prefix(order), mailbox: nil)
            return Reply(said: decided.isRecorded ? "recorded" : "not yet recorded")
        case .evidence:
            let kept = try await office.evidence(
                prefix(order), mailbox: nil, into: order.need(\.file, "file"))
            return Reply(id: kept.consignment.text)
        case .status: return try await status(order)
        case .verify, .witness, .unwitness, .together: throw OrderError.malformed("do")
        }
    }

    private func prefix(_ order: Order) throws -> ConsignmentPrefix {
        guard let prefix = ConsignmentPrefix(try order.need(\.id, "id")) else {
            throw OrderError.malformed("id")
        }
        return prefix
    }

    private func name(_ text: String) throws -> OrganisationName {
        guard let name = OrganisationName(text) else { throw OrderError.malformed("name") }
        return name
    }

    private func found(_ order: Order) async throws -> Reply {
        let founder = OrganisationFounder(
            path: path, clock: clock, locker: locker, passphrases: passphrases)
        let request = try FoundingRequest(
            name: name(order.need(\.name, "name")), member: "intake-officer", mailbox: "intake",
            validDays: 365, mode: .live)
        let own = try await founder.found(
            request, broker: order.url == nil ? nil : introduction(order))
        try own.export(to: order.need(\.file, "file"))
        return Reply(said: FingerprintDigits(own.summary(at: clock.now).fingerprint).text)
    }

    private func introduction(_ order: Order) throws -> BrokerIntroduction {
        try BrokerIntroduction(
            url: order.need(\.url, "url"), pin: order.need(\.pin, "pin"), serviceKey: nil)
    }

    private func introduce(_ order: Order) throws -> Reply {
        guard let digits = FingerprintDigits(try order.need(\.id, "id")) else {
            throw OrderError.malformed("id")
        }
        _ = try office.addPartner(file: order.need(\.file, "file"), digits: digits)
        return Reply()
    }

    /// A case.json to the named organisation.
    private func example(_ order: Order) throws -> Reply {
        let text = CaseExample.make(
            from: try name(order.need(\.id, "id")), to: try name(order.need(\.name, "name")),
            clock: clock)
        return Reply(said: String(decoding: text, as: UTF8.self))
    }

    private func chooseWitnesses(_ order: Order) throws -> Reply {
        let rule = QuorumRule(
            faulty: order.faulty ?? 0, operatorName: try order.name.map { try name($0) })
        _ = try office.useWitnesses(
            order.need(\.file, "file"), by: rule, isOperatorTold: order.name != nil)
        return Reply()
    }

    private func send(_ order: Order) async throws -> Reply {
        let mailboxes = try order.need(\.to, "to").map { text in
            guard let address = MailboxAddress(text) else { throw OrderError.malformed("to") }
            return address
        }
        let sent = try await office.send(
            SealOrder(
                paths: order.need(\.paths, "paths"), caseFile: order.need(\.caseFile, "case"),
                mailboxes: mailboxes, deadline: order.hours.flatMap(deadline)))
        return Reply(id: sent.consignment.text)
    }

    /// A whole hour.
    private func deadline(in hours: Int64) -> Timestamp? {
        let now = clock.now.secondsSinceEpoch
        return Timestamp(secondsSinceEpoch: now - now % 3600 + hours * 3600)
    }

    /// A problem of one case is a failure of the whole, as in the command.
    private func sync() async throws -> Reply {
        let report = try await office.sync()
        if let problem = report.problems.first?.1 { throw problem }
        if let problem = report.watch?.problems.first { throw problem }
        let seen = report.watch?.witnessed.map { checkpoint in
            WitnessedWord.seen(
                witnesses: checkpoint.cosignatures.count,
                organisations: checkpoint.organisations.count, latest: nil)
        }
        return Reply(said: (seen ?? .notYet).sentence)
    }

    /// The codes of alarms, of remarks, and of what could not be looked at.
    private func watch(_ order: Order) async throws -> Reply {
        let report = try await office.watchBroker(freshInSeconds: order.need(\.fresh, "fresh"))
        let unknown = report.unknown.map(\.code)
        return Reply(
            ok: true, file: report.alarms.compactMap(\.evidence).first,
            said: report.remarks.map(\.code).joined(separator: " "),
            list: report.alarms.map(\.code), unknown: unknown.isEmpty ? nil : unknown)
    }

    /// What is missing: `SENDER: 2, 4-5`.
    private func inbox() async throws -> Reply {
        let report = try await office.inboxReport()
        return Reply(
            id: report.items.map(\.consignment.text).joined(separator: " "),
            list: report.gaps.map { gap in
                gap.sender.text + ": " + (gap.missing + gap.contradicted).joined(separator: ", ")
            })
    }

    private func status(_ order: Order) async throws -> Reply {
        let status = try await office.status(prefix(order), mailbox: nil)
        let failure = status.contradiction
        let word = try office.witnesses(of: status.consignment)?.sentence
        return Reply(
            ok: failure == nil, code: failure?.code, message: failure?.message,
            file: failure?.evidencePath, id: status.consignment.text, said: word,
            list: status.lanes.flatMap { $0.ticks.map(\.step.rawValue) })
    }
}
