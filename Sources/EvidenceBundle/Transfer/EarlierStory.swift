import Custody
import Primitives

/// The statements of custody/ from before the bundle's own seal, cut into deliveries.
///
/// ```
/// story     = [ Sealed ] *( delivery )          at least one of both
/// delivery  = Sealed Deposit *( SubmissionAcceptance / ContentConsignment / Acknowledgement /
///             ContentHandover ) ConsignmentAcceptance Transfer
/// ```
/// A seal that stands alone was disclosed. Nothing is verified here but form and order.
/// (`Protocol/partial-disclosure.md`, sections 3 and 4)
struct EarlierStory: Sendable {
    let statements: [SignedStatement]
    let events: [Event]

    /// One seal and what was done with it.
    struct Part: Sendable {
        /// Where in `statements` its seal stands.
        let start: Int
        /// After its last statement.
        let end: Int
        let sealed: SealedStatement

        var isDisclosed: Bool { end == start + 1 }
        /// The number of the seal in custody/.
        var number: Int { start + 1 }
    }

    /// - Parameter files: of custody/, in the order of the bag.
    /// - Throws: `OriginalError.earlierMalformed`, `.custody`.
    init(_ files: [CustodyFile]) throws(OriginalError) {
        guard files.count % 2 == 0 else { throw .earlierMalformed }
        var statements: [SignedStatement] = []
        var events: [Event] = []
        for index in stride(from: 0, to: files.count, by: 2) {
            let position = statements.count
            let statement: SignedStatement
            let event: Event
            do throws(StatementError) {
                statement = try SignedStatement(
                    json: files[index].content, signature: files[index + 1].content, entry: nil)
                event = try Statement(parsing: statement.json).event
            } catch {
                throw .custody(.statement(position: position, error))
            }
            let name = Self.name(of: event, number: position + 1)
            guard files[index].name.utf8.elementsEqual(name.utf8),
                files[index + 1].name.utf8.elementsEqual((name + ".sig").utf8)
            else { throw .earlierMalformed }
            statements.append(statement)
            events.append(event)
        }
        (self.statements, self.events) = (statements, events)
    }

    /// The deliveries.
    ///
    /// - Throws: `OriginalError.storyIncomplete`, `.custody`.
    func parts(mode: Mode) throws(OriginalError) -> [Part] {
        let starts = events.indices.filter { events[$0] == .sealed }
        guard starts.first == 0, starts.count <= BundleLimits.originals else {
            throw .storyIncomplete(position: 0)
        }
        var parts: [Part] = []
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] : events.count
            // Only what comes first can stand for itself: whoever discloses begins a new story.
            if end > start + 1 || index > 0 { try requireDelivery(start, end) }
            do throws(StatementError) {
                parts.append(
                    Part(
                        start: start, end: end,
                        sealed: try statements[start].unverified(
                            as: SealedStatement.self, mode: mode)))
            } catch {
                throw .custody(.statement(position: start, error))
            }
        }
        return parts
    }

    /// The files of custody/ that these statements make, numbered from `first`.
    static func files(
        _ statements: [(event: Event, signed: SignedStatement)], from first: Int
    ) -> [CustodyFile] {
        statements.enumerated().flatMap { index, statement in
            let name = name(of: statement.event, number: first + index)
            return [
                CustodyFile(name: name, content: statement.signed.json),
                CustodyFile(name: name + ".sig", content: statement.signed.signature),
            ]
        }
    }

    private static func name(of event: Event, number: Int) -> String {
        "\(BundlePaths.number(number))-\(event.rawValue).json"
    }

    private func requireDelivery(_ start: Int, _ end: Int) throws(OriginalError) {
        guard end - start >= 4, events[start + 1] == .deposit,
            events[end - 2] == .consignmentAcceptance, events[end - 1] == .transfer
        else { throw .storyIncomplete(position: end) }
        let between: Set<Event> = [
            .submissionAcceptance, .contentConsignment, .acknowledgement, .contentHandover,
        ]
        guard events[(start + 2)..<(end - 2)].allSatisfy(between.contains) else {
            throw .storyIncomplete(position: end)
        }
    }
}
