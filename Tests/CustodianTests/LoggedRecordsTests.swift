import Primitives
import SystemPackage
import Testing
import TransparencyLog

@testable import Custodian

/// What is kept of the records that stand in a broker's log.
@Suite struct `Records that were read` {
    private func entry(_ organisation: Fingerprint, _ version: UInt64) -> [UInt8] {
        AuditLogEntry.keyRecord(
            organisation, version: version, record: .of(Array("\(version)".utf8))
        ).bytes
    }

    private func fingerprint(_ name: String) -> Fingerprint { Fingerprint(.of(Array(name.utf8))) }

    @Test func `are kept with the edge of the tree, and read again`() throws {
        let folder = try TestFolder()
        let file = StateFile(folder.path.appending("records"))
        var records = LoggedRecords()
        var hasher = TreeHasher()
        var tree = TreeFrontier()
        for version in 1...300 as ClosedRange<UInt64> {
            let one =
                version.isMultiple(of: 3)
                ? AuditLogEntry.commitment(.of([1])).bytes : entry(fingerprint("a"), version)
            records.append(one, hasher: &hasher) { _ in false }
            tree.append(leaf: hasher.leaf(one), hasher: &hasher)
        }
        try records.note(time: #require(Timestamp(secondsSinceEpoch: 1_700_000_000)))
        try records.store(file)
        let read = try LoggedRecords(file)
        #expect(read == records && read.edge == tree && read.records.count == 200)
        #expect(read.newest(of: fingerprint("a"))?.version == 299)
        #expect(read.newest(of: fingerprint("b")) == nil)
        try folder.write("records", "{\"type\": \"urn:plomba:v1:LoggedRecords\"}")
        #expect(throws: HomeError.self) { try LoggedRecords(file) }
    }

    @Test func `of others make room for those that somebody here asks about`() throws {
        var records = LoggedRecords()
        var hasher = TreeHasher()
        let (mine, theirs) = (fingerprint("mine"), fingerprint("theirs"))
        for version in 1...UInt64(LoggedRecords.limit) {
            records.append(entry(theirs, version), hasher: &hasher) { $0 == mine }
        }
        #expect(records.isComplete)
        records.append(entry(theirs, 9_000), hasher: &hasher) { $0 == mine }
        records.append(entry(mine, 1), hasher: &hasher) { $0 == mine }
        #expect(!records.isComplete)
        #expect(records.newest(of: mine)?.version == 1)
        #expect(records.records.count == LoggedRecords.limit)
        let folder = try TestFolder()
        let file = StateFile(folder.path.appending("records"))
        try records.store(file)
        #expect(try LoggedRecords(file) == records)
    }
}
