import Custodian
import Foundation
import Listening
import Primitives
import Synchronization
import TransparencyLog
import Verification

/// The organisations and witnesses of a trial.
final class Parties: Sendable {
    private let witnesses = RunningWitnesses()

    func answer(to line: String) async -> String {
        do {
            return await reply(to: try JSONDecoder().decode(Order.self, from: Data(line.utf8))).line
        } catch {
            return Reply(ok: false, code: "parties.order", message: "\(error)").line
        }
    }

    func stop() async { await witnesses.stopAll() }

    private func reply(to order: Order) async -> Reply {
        let warnings = Warnings()
        var reply: Reply
        do {
            reply = try await carryOut(order, warnings)
        } catch let failure as any PlainFailure {
            reply = Reply(ok: false, code: failure.code, message: failure.message)
            reply.file = failure.evidencePath
            if case .twoHistories(_, let isProven)? = failure as? LogReceiptError {
                reply.isProven = isProven
            }
        } catch {
            reply = Reply(ok: false, code: "parties.failure", message: "\(error)")
        }
        reply.warnings = warnings.all.isEmpty ? nil : warnings.all
        return reply
    }

    private func carryOut(_ order: Order, _ warnings: Warnings) async throws -> Reply {
        switch order.act {
        case .together:
            return try await together(order.need(\.all, "all"))
        case .witness: return try await witnesses.start(order)
        case .unwitness:
            return try await witnesses.stop(order.need(\.home, "home"))
        case .verify:
            guard let found = try HistoriesReport.readIfSuch(order.need(\.file, "file")) else {
                return Reply(ok: false, code: "parties.other-file")
            }
            return Reply(said: found.found.verdict.rawValue)
        default: return try await PersonAtDesk(order, warnings).carryOut(order)
        }
    }

    private func together(_ orders: [Order]) async throws -> Reply {
        let replies = await withTaskGroup(of: (Int, Reply).self) { group in
            for (index, order) in orders.enumerated() {
                group.addTask { (index, await self.reply(to: order)) }
            }
            var replies: [(Int, Reply)] = []
            for await reply in group { replies.append(reply) }
            return replies.sorted { $0.0 < $1.0 }.map(\.1)
        }
        return Reply(all: replies)
    }
}

/// What a party was told besides its answer.
final class Warnings: Sendable {
    private let texts = Mutex<[String]>([])

    var all: [String] { texts.withLock { $0 } }
    func add(_ text: String) { texts.withLock { $0.append(text) } }
}

extension Clock {
    /// The computer's clock, wrong by so many seconds.
    static func system(wrongBy seconds: Int64) -> Clock {
        Clock { Clock.system.now.adding(seconds: seconds) ?? Clock.system.now }
    }
}
