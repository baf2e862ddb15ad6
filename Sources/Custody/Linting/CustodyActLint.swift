internal import Primitives

/// One act as it was found, for the linter: nothing of it is verified.
package struct FoundCustodyAct: Sendable {
    package let name: String
    package let signed: SignedCustodyAct

    package init(name: String, signed: SignedCustodyAct) {
        (self.name, self.signed) = (name, signed)
    }
}

/// Acts that lie together and cannot all be true, or that nobody may sign.
///
/// As everywhere in the linter, what is missing is no contradiction: `verify` tells of a hole.
struct CustodyActLint {
    private struct Act {
        let name: String
        let act: CustodyAct
        let digest: SHA256Digest
        let isKnown: Bool

        /// Whose acts about what stand in one line.
        var line: Line {
            Line(seal: act.position.seal, holder: act.issuer.organisation.fingerprint)
        }
    }

    private struct Line: Hashable {
        let seal: SHA256Digest
        let holder: Fingerprint
    }

    private(set) var contradictions: [Contradiction] = []
    private var acts: [SHA256Digest: Act] = [:]
    var statements: Int { acts.count }
    var unknownSigners: Int { acts.values.count { !$0.isKnown } }

    /// - Parameters:
    ///   - statements: of lanes, that hold by themselves.
    ///   - signer: as of `CustodyActHistory`.
    init(
        _ found: [FoundCustodyAct], among statements: [LintedStatement],
        signer: (OrganisationIssuer, Timestamp) -> PublicKey?
    ) {
        for one in found.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            do throws(StatementError) {
                let act = try Self.read(one, signer)
                if acts[act.digest] == nil { acts[act.digest] = act }
            } catch {
                contradictions.append(Contradiction(error, in: one.name))
            }
        }
        contradictions += forks + acts.values.flatMap { steps($0) + strangers($0, statements) }
    }

    private static func read(
        _ found: FoundCustodyAct, _ signer: (OrganisationIssuer, Timestamp) -> PublicKey?
    ) throws(StatementError) -> Act {
        // The mode is the text's own: of live and training beside each other its lanes tell.
        let (claimed, mode) = try CustodyAct.parsingAnyMode(found.signed.json)
        let known = signer(claimed.issuer, claimed.claimedTime)
        let key = if let known { known } else { try found.signed.carriedKey() }
        return Act(
            name: found.name, act: try found.signed.verify(mode: mode, by: key),
            digest: found.signed.digest, isKnown: known != nil)
    }

    /// Two different acts that stand at one position of one organisation's line.
    private var forks: [Contradiction] {
        var groups: [Line: [Int: [Act]]] = [:]
        for act in acts.values {
            groups[act.line, default: [:]][act.act.position.number, default: []].append(act)
        }
        return groups.values.flatMap(\.values).filter { $0.count > 1 }.map { acts in
            Contradiction(
                .fork, "one organisation signed two different acts with one number about one copy",
                acts.map(\.name))
        }
    }

    /// What it says of the act that it follows, where that one is here.
    private func steps(_ act: Act) -> [Contradiction] {
        guard let before = acts[act.act.position.previous] else { return [] }
        let names = [before.name, act.name]
        if before.line.holder != act.line.holder {
            return [
                Contradiction(
                    .byAnother, "an act follows one of another organisation's line", names)
            ]
        }
        guard before.line == act.line, before.act.position.number + 1 == act.act.position.number
        else {
            return [
                Contradiction(
                    .outOfOrder,
                    "an act follows one of another number or copy than the one before it", names)
            ]
        }
        return []
    }

    /// It disagrees with the seal that it names, or its organisation was never sent a copy.
    private func strangers(_ act: Act, _ statements: [LintedStatement]) -> [Contradiction] {
        let position = act.act.position
        for statement in statements {
            if let seal = statement.content as? SealedStatement, statement.digest == position.seal,
                seal.consignment != position.consignment || seal.sender != position.sender
            {
                return [
                    Contradiction(
                        .disagreesWithSeal, "an act names another case than the seal it is about",
                        [statement.name, act.name])
                ]
            }
            if let deposit = statement.content as? DepositStatement,
                deposit.consignment == position.consignment, deposit.sender == position.sender,
                !deposit.sent(to: act.act.issuer.organisation)
            {
                return [
                    Contradiction(
                        .byAnother,
                        "an act is signed for an organisation that was sent no copy",
                        [statement.name, act.name])
                ]
            }
        }
        return []
    }
}

extension DepositStatement {
    fileprivate func sent(to organisation: OrganisationReference) -> Bool {
        organisation == sender
            || organisation.name != sender.name
                && mailboxes.contains { $0.organisation == organisation.name }
    }
}
