import KeyDirectory
import Primitives
import SystemPackage

/// Whether the mailbox could be recovered, and whether that was tried.
struct RecoveryCheck {
    private static let secondsPerDay: Int64 = 86_400
    static let drillDays: Int64 = 365
    let home: Home
    let now: Timestamp

    func findings() -> [Finding] {
        do {
            let book = try RecoveryBook.load(home)
            let isHere = KeyRing(home).isThere(.recovery)
            let finding = isHere ? try onThisComputer(book) : try book.flatMap(elsewhere)
            return [finding].compactMap { $0 }
        } catch let failure as any PlainFailure {
            return [Finding(failure)]
        } catch {
            return [Finding(HomeError.damaged(file: home.recovery, reason: "it cannot be read"))]
        }
    }

    private func onThisComputer(_ book: RecoveryBook?) throws -> Finding {
        Finding(
            "recovery.on-this-computer",
            "the recovery key lies on this computer: whoever takes the computer has it, and if the "
                + "computer breaks it is gone",
            hint: advice(try book.flatMap { try isOfKeyInForce($0) ? $0 : nil }))
    }

    private func advice(_ book: RecoveryBook?) -> String {
        guard let book else {
            return "split it: plomba recovery split --shares 3 --threshold 2 -o FOLDER"
        }
        guard let tried = book.triedTime else {
            return "try its shares with 'plomba recovery drill', then let that remove it here"
        }
        return "its shares gave it on \(tried.text): let 'plomba recovery drill --remove-key' "
            + "remove it here"
    }

    /// A key in a safe, without shares, cannot be judged from here: there is nothing to say of it.
    private func elsewhere(_ book: RecoveryBook) throws -> Finding? {
        guard try isOfKeyInForce(book) else {
            return Finding(
                "recovery.shares-outdated",
                "the shares that were made here are of a recovery key that your record no longer "
                    + "names",
                hint: "make shares of the new one where keys/recovery.age is, and destroy the old")
        }
        guard let tried = book.triedTime else {
            return Finding(
                "recovery.never-tried",
                "nobody has tried whether the shares of the recovery key give it",
                hint: "bring \(book.threshold) of them together: plomba recovery drill")
        }
        let days = (now.secondsSinceEpoch - tried.secondsSinceEpoch) / Self.secondsPerDay
        guard days >= Self.drillDays else { return nil }
        return Finding(
            "recovery.drill-due",
            "the shares of the recovery key were last tried on \(tried.text)",
            hint: "bring \(book.threshold) of them together: plomba recovery drill")
    }

    /// Damaged records are told where they are looked at.
    private func isOfKeyInForce(_ book: RecoveryBook) throws -> Bool {
        guard let own = try? OwnOrganisation(home).organisation else { return true }
        return own.current.mailboxes.contains { $0.recovery.id == book.key }
    }
}
