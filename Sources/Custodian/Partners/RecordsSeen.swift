import KeyDirectory
import Primitives

/// Which record of each partner was seen last, apart from the records themselves: `records-seen.json`.
///
/// ```json
/// {"type": "urn:plomba:v1:RecordsSeen", "version": 1, "organisations": [
///   {"fingerprint": "9c56...", "version": 3, "record": "<SHA-256>", "askedTime": "2026-11-26T08:00:00Z",
///    "waiting": {"version": 4, "since": "2026-11-26T08:00:00Z", "changesReaders": true,
///                "isWithheld": false}}]}
/// ```
/// A history that was put back is refused by it, and so is a partner's file from an old backup. `waiting` is a
/// record that the broker shows and no quorum of witnesses has seen yet; `askedTime` is when the broker
/// was last asked.
struct RecordsSeen: Sendable {
    /// How long the record that is known goes on when a newer one, with the same readers, waits.
    static let graceSeconds: Int64 = 72 * 3600
    /// After how long without asking it is told before something is sealed.
    static let staleSeconds: Int64 = 7 * 24 * 3600
    private static let type = "urn:plomba:v1:RecordsSeen"
    private static let limit = 2 * PartnerBook.maximumPartners

    struct Waiting: Equatable, Sendable {
        let version: Int
        let since: Timestamp
        /// Whether somebody who opens a mailbox now would not with it, or with another key.
        let changesReaders: Bool
        /// Whether it stands in the broker's log and the broker does not show it.
        var isWithheld = false

        func holdsSealing(at now: Timestamp) -> Bool {
            changesReaders
                || now.secondsSinceEpoch - since.secondsSinceEpoch > RecordsSeen.graceSeconds
        }

        /// What keeps from sealing for its owner; nil while nothing does.
        func failure(for name: OrganisationName, at now: Timestamp) -> PartnerError? {
            guard holdsSealing(at: now) else { return nil }
            return isWithheld
                ? .recordWithheld(name, version: version)
                : .recordNotWitnessed(name, version: version)
        }
    }

    struct Entry: Equatable, Sendable {
        let record: RememberedRecord
        let askedTime: Timestamp?
        let waiting: Waiting?
    }

    private var entries: [Fingerprint: Entry]

    subscript(fingerprint: Fingerprint) -> Entry? { entries[fingerprint] }

    /// Remembers what was taken over; what waited up to it waits no more.
    mutating func take(_ organisation: VerifiedOrganisation) {
        let before = entries[organisation.fingerprint]
        let rest = before?.waiting.flatMap { $0.version > organisation.current.version ? $0 : nil }
        entries[organisation.fingerprint] = Entry(
            record: organisation.remembered, askedTime: before?.askedTime, waiting: rest)
    }

    mutating func asked(_ known: VerifiedOrganisation, at now: Timestamp) {
        let before = entries[known.fingerprint]
        entries[known.fingerprint] = Entry(
            record: before?.record ?? known.remembered, askedTime: now, waiting: before?.waiting)
    }

    /// Notes a record that waits for witnesses; since when does not move.
    mutating func wait(
        for shown: VerifiedOrganisation, after known: VerifiedOrganisation, at now: Timestamp
    ) -> Waiting {
        let before = entries[known.fingerprint]
        let waiting = Waiting(
            version: shown.current.version, since: before?.waiting?.since ?? now,
            changesReaders: Self.changesReaders(known.current, shown.current))
        entries[known.fingerprint] = Entry(
            record: before?.record ?? known.remembered, askedTime: before?.askedTime,
            waiting: waiting)
        return waiting
    }

    /// Notes a record that only the log tells of: who reads with it is not known.
    mutating func withhold(_ known: VerifiedOrganisation, version: Int, at now: Timestamp) {
        let before = entries[known.fingerprint]
        entries[known.fingerprint] = Entry(
            record: before?.record ?? known.remembered, askedTime: before?.askedTime,
            waiting: Waiting(
                version: min(version, RecordLimits.records), since: before?.waiting?.since ?? now,
                changesReaders: true, isWithheld: true))
    }

    private static func changesReaders(
        _ known: OrganisationRecord, _ shown: OrganisationRecord
    ) -> Bool {
        known.members.contains { member in
            // A key of before is nobody to whom anything is sealed.
            guard member.validity.status == .active, !member.label.isFormer else { return false }
            let after = shown.member(member.label)
            return after?.validity.status != .active || after?.recipient != member.recipient
        }
            || known.mailboxes.contains { mailbox in
                let after = shown.mailboxes.first { $0.name == mailbox.name }
                return after?.recovery != mailbox.recovery
                    || !Set(mailbox.members).isSubset(of: after?.members ?? [])
            }
    }
}

extension RecordsSeen {
    static func load(_ home: Home) throws -> RecordsSeen {
        guard var file = try StateFile(home.recordsSeen).readIfThere() else {
            return RecordsSeen(entries: [:])
        }
        let list = try file.wrapping { reader in
            try reader.constant("type", type)
            _ = try reader.integer("version", in: 1...1)
            return try reader.objects("organisations", limit: limit).map {
                var reader = $0
                return (try reader.fingerprint("fingerprint"), try Entry(&reader))
            }
        }
        return RecordsSeen(entries: Dictionary(list, uniquingKeysWith: { one, _ in one }))
    }

    /// The caller has the lock of the settings.
    func store(_ home: Home) throws {
        let sorted = entries.sorted { $0.key.text < $1.key.text }.prefix(Self.limit)
        try StateFile(home.recordsSeen).write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("organisations", .array(sorted.map { $1.json($0) })),
        ])
    }
}

extension RecordsSeen.Entry {
    fileprivate init(_ reader: inout JSONObjectReader) throws(JSONSchemaError) {
        record = RememberedRecord(
            version: try reader.integer("version", in: 1...RecordLimits.records),
            digest: try reader.digest("record"))
        askedTime = try reader.nullableParsed("askedTime", expected: "a time") {
            Timestamp($0)
        }
        guard var object = try reader.optionalObject("waiting") else {
            waiting = nil
            return
        }
        waiting = RecordsSeen.Waiting(
            version: try object.integer("version", in: 1...RecordLimits.records),
            since: try object.timestamp("since"),
            changesReaders: try object.bool("changesReaders"),
            isWithheld: object.optionalValue("isWithheld") == .bool(true))
    }

    fileprivate func json(_ fingerprint: Fingerprint) -> JSONValue {
        let waits = waiting.map { waiting in
            JSONMember(
                "waiting",
                .object([
                    JSONMember("version", .integer(Int64(waiting.version))),
                    JSONMember("since", .string(waiting.since.text)),
                    JSONMember("changesReaders", .bool(waiting.changesReaders)),
                    JSONMember("isWithheld", .bool(waiting.isWithheld)),
                ]))
        }
        return .object(
            [
                JSONMember("fingerprint", .string(fingerprint.text)),
                JSONMember("version", .integer(Int64(record.version))),
                JSONMember("record", .string(record.digest.hex)),
                JSONMember("askedTime", askedTime.map { .string($0.text) } ?? .null),
            ] + [waits].compactMap { $0 })
    }
}
