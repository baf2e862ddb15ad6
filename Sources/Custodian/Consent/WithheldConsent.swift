import Custody
import Primitives
import PrivateFiles
import SystemPackage

/// What a person withdrew of a case that the broker did not have: nobody can be told, and nothing of it
/// leaves this home.
struct WithheldConsent {
    let time: Timestamp
    /// nil: all of it.
    let part: ConsentWithdrawal.Part?
}

extension ConsentBook {
    private static let withheldType = "urn:plomba:v1:WithheldConsent"
    private static let maximumWithheld = 64

    private var withheldFolder: FilePath { folder.appending("withheld") }
    private func withheldFile(_ consignment: ConsignmentID) -> FilePath {
        withheldFolder.appending(consignment.text + ".json")
    }

    func withheld(_ consignment: ConsignmentID) throws -> [WithheldConsent] {
        guard var state = try StateFile(withheldFile(consignment)).readIfThere() else { return [] }
        return try state.wrapping { reader in
            try reader.constant("type", Self.withheldType)
            return try reader.objects("said", limit: Self.maximumWithheld).map {
                var said = $0
                return WithheldConsent(
                    time: try said.timestamp("time"),
                    part: try .reading(said.nullableObject("part")))
            }
        }
    }

    /// Notes once what was withdrawn. Of more than can be noted nobody gets anything.
    func withhold(
        _ consignment: ConsignmentID, _ part: ConsentWithdrawal.Part?, at time: Timestamp
    ) throws {
        var said = try withheld(consignment)
        guard !said.contains(where: { $0.part == part }) else { return }
        let isFull = said.count >= Self.maximumWithheld
        if isFull { said.removeFirst() }
        said.append(WithheldConsent(time: time, part: isFull ? nil : part))
        try PrivateFolder.makeAll(withheldFolder)
        try StateFile(withheldFile(consignment)).write([
            JSONMember("type", .string(Self.withheldType)), JSONMember("version", .integer(1)),
            JSONMember(
                "said",
                .array(
                    said.map {
                        .object([
                            JSONMember("time", .string($0.time.text)),
                            JSONMember("part", $0.part?.json ?? .null),
                        ])
                    })),
        ])
    }

    /// The cases of which something was withdrawn before the broker had them.
    func allWithheld() throws -> [ConsignmentID] {
        guard PrivateFolder.isFolder(withheldFolder) else { return [] }
        return try PrivateFolder.names(in: withheldFolder).sorted().compactMap { name in
            name.hasSuffix(".json") ? ConsignmentID(String(name.dropLast(".json".count))) : nil
        }
    }
}
