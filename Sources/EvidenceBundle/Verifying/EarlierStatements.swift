import Custody

/// The statements that came with material passed on (bag/custody/ before the seal).
enum EarlierStatements {
    /// Without any there is nothing to doubt; with some, the chain is a check of its own, which
    /// needs the keys of everybody who signed in it.
    static func check(_ files: [CustodyFile], _ ledger: inout CheckLedger) {
        guard !files.isEmpty else { return ledger.pass(.custodyChain) }
        ledger.skip(
            .custodyChain,
            Check.Reason(
                code: "custody.earlier-not-checked",
                message: "the earlier statements in the bag were not verified"))
    }
}
