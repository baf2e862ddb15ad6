import Primitives

/// The charter that the broker hands out, and where it says something else of the broker than it is.
extension BrokerCheck {
    private static let charterWarningInSeconds: Int64 = 30 * 86_400

    mutating func checkCharter() {
        do {
            let charter = try BrokerCharter(of: home)
            let end = charter.expiryTime.secondsSinceEpoch
            for difference in charter.differences { add(.warning, "charter", difference) }
            if end - now.secondsSinceEpoch < Self.charterWarningInSeconds {
                add(
                    .warning, "charter-expiry",
                    "the charter that is handed out ends on \(charter.expiryTime.text)",
                    hint: "plombad charter take FILE, with the next version")
            }
            add(
                .fine, "charter",
                "version \(charter.version) of the charter of \(charter.name.text) is handed out")
        } catch BrokerCharterError.none {
            // Not every network has one.
        } catch let error as any PlainFailure {
            add(.fault, "charter", error.message, hint: error.hint)
        } catch {
            add(.fault, "charter", "the charter cannot be read")
        }
    }
}
