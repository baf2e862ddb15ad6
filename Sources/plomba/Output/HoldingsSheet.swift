import Custodian
import Primitives
import Screen

/// What a stolen computer had, so that those whom it concerns can be told.
enum HoldingsSheet {
    static func add(_ holdings: DeviceHoldings, to sheet: inout Sheet) {
        sheet.set("held", .array(holdings.cases.map(json)))
        sheet.set("heldAskedOfBroker", .bool(holdings.isAskedOfBroker))
        guard !holdings.cases.isEmpty else {
            guard holdings.isAskedOfBroker else {
                sheet.say("It had", "unknown: the broker could not be asked for all of it")
                return
            }
            sheet.say("It had", "no case that is in these books, or that the broker lists")
            return
        }
        sheet.say("Cases that it had, or may have had:")
        for held in holdings.cases {
            sheet.say(
                "  \(held.time.text)  \(held.consignment.text)  \(word(held.how))  \(held.with)")
        }
        if !holdings.isAskedOfBroker {
            sheet.say(
                "There may be more: the broker could not be asked, this is what this computer's books say."
            )
        }
    }

    private static func word(_ how: HeldCase.How) -> String {
        switch how {
        case .sealedThere: "sealed on it for"
        case .fetchedThere: "fetched by it, from"
        case .maybeFetched: "sealed to its owner, from"
        }
    }

    private static func json(_ held: HeldCase) -> JSONValue {
        .object([
            JSONMember("consignment", .string(held.consignment.text)),
            JSONMember("time", .string(held.time.text)),
            JSONMember("how", .string(held.how.rawValue)),
            JSONMember("with", .string(held.with)),
        ])
    }
}
