import Custody
import Primitives
import SystemPackage

/// The running numbers of what this device sends to each mailbox.
///
/// ```json
/// {"type": "urn:plomba:v1:StreamBook", "version": 1, "streams": [
///   {"device": "SHA256:...", "mailbox": "intake@group484.rs", "number": 3, "consignment": "..."}]}
/// ```
/// A number is on the disk before it is used; the consignment that has the last one gets it again,
/// so that a killed command leaves no gap.
struct StreamBook {
    private struct Stream {
        let device: KeyID
        let mailbox: MailboxAddress
        var number: Int64
        var consignment: ConsignmentID
    }

    private static let type = "urn:plomba:v1:StreamBook"
    private static let maximumStreams = 4096
    private let file: StateFile
    private var streams: [Stream]

    init(_ home: Home) throws {
        file = StateFile(home.streams)
        guard var state = try file.readIfThere() else {
            streams = []
            return
        }
        streams = try state.wrapping { reader in
            try reader.constant("type", Self.type)
            _ = try reader.integer("version", in: 1...1)
            var streams: [Stream] = []
            for var element in try reader.objects("streams", limit: Self.maximumStreams) {
                streams.append(
                    Stream(
                        device: try element.keyID("device"),
                        mailbox: try element.mailboxAddress("mailbox"),
                        number: try element.integer("number"),
                        consignment: try element.consignmentID("consignment")))
            }
            return streams
        }
    }

    /// The consignment's number for each mailbox, assigned and on the disk.
    mutating func assign(
        _ consignment: ConsignmentID, to mailboxes: [MailboxAddress], device: KeyID
    ) throws -> [MailboxAddress: DepositStatement.StreamPosition] {
        var positions: [MailboxAddress: DepositStatement.StreamPosition] = [:]
        for mailbox in mailboxes {
            let number = try next(consignment, mailbox, device)
            positions[mailbox] = DepositStatement.StreamPosition(device: device, number: number)
        }
        try store()
        return positions
    }

    private mutating func next(
        _ consignment: ConsignmentID, _ mailbox: MailboxAddress, _ device: KeyID
    ) throws -> Int64 {
        let known = streams.firstIndex { $0.device == device && $0.mailbox == mailbox }
        guard let known else {
            guard streams.count < Self.maximumStreams else {
                throw HomeError.damaged(file: file.path, reason: "it holds too many streams")
            }
            streams.append(
                Stream(device: device, mailbox: mailbox, number: 1, consignment: consignment))
            return 1
        }
        if streams[known].consignment != consignment {
            let (number, overflow) = streams[known].number.addingReportingOverflow(1)
            guard !overflow else {
                throw HomeError.damaged(file: file.path, reason: "a number is too large")
            }
            streams[known].number = number
            streams[known].consignment = consignment
        }
        return streams[known].number
    }

    private func store() throws {
        let list = streams.map { stream in
            JSONValue.object([
                JSONMember("device", .string(stream.device.text)),
                JSONMember("mailbox", .string(stream.mailbox.text)),
                JSONMember("number", .integer(stream.number)),
                JSONMember("consignment", .string(stream.consignment.text)),
            ])
        }
        try file.write([
            JSONMember("type", .string(Self.type)),
            JSONMember("version", .integer(1)),
            JSONMember("streams", .array(list)),
        ])
    }
}
