import Custody
import Primitives

/// The step of README-VERIFY about a delivery that is carried: who announced, took over and passed on
/// what was sealed before.
extension ReadmeVerify {
    /// The statements of one delivery and what it leads to, as they are called in the bag.
    struct Delivery: Sendable {
        /// The number of the seal.
        let number: String
        let deposit: String
        let acceptance: String
        let transfer: String
        /// The seal that follows, and its outer statement and openings.
        var next: (seal: String, deposit: String, openings: String)
    }

    static func delivery(_ mode: Mode, _ delivery: Delivery, step: Int) -> String {
        [
            """
            \(step). It was announced, taken over and passed on. You need three public keys more, each
               from a source other than this bundle: the device key of the organisation of step
               \(step - 1), which signed \(delivery.deposit), and the keys of the
               members who signed \(delivery.acceptance) and
               \(delivery.transfer) ("keyId" in both; it may be one member).

            """,
            signature(mode, .deposit, delivery.deposit, by: "sender"),
            signature(mode, .consignmentAcceptance, delivery.acceptance, by: "taker"),
            signature(mode, .transfer, delivery.transfer, by: "giver"),
            links(delivery), people(delivery), following(delivery),
        ].joined(separator: "\n")
    }

    private static func signature(
        _ mode: Mode, _ event: Event, _ file: String, by name: String
    ) -> String {
        let namespace = mode.namespace(event.rawValue)
        return """
                rm -f ../\(name.uppercased())
                echo '\(name) ssh-ed25519 AAAA...' > ../\(name.uppercased())
                ssh-keygen -Y verify -f ../\(name.uppercased()) -I \(name) \\
                    -n \(namespace) \\
                    -s \(file).sig < \(file)

               Expected: Good "\(namespace)" signature for \(name) with ED25519 key ...

            """
    }

    /// What is signed in each about the one before.
    private static func links(_ delivery: Delivery) -> String {
        let folder = "data/\(OriginalPaths.folder)/\(delivery.number)"
        let sealed = "custody/\(delivery.number)-Sealed.json"
        return """
                sha256sum \(folder)/sealed.opening \(sealed) \\
                    \(sealed).sig

               Expected: the first digest stands as "sealedCommitment" in \(delivery.deposit);
               the other two are the third and fourth line of \(folder)/sealed.opening.

                sha256sum \(delivery.deposit) \(folder)/sealed.opening

               Expected: both digests stand under "subject" in \(delivery.acceptance).

                sha256sum \(sealed)

               Expected: the digest stands under "subject" in \(delivery.transfer).

                sha256sum \(delivery.acceptance)

               Expected: the digest stands as "previous" in \(delivery.transfer).

            """
    }

    /// That who took it over is one of those for whom it was sealed, and passed it on itself.
    private static func people(_ delivery: Delivery) -> String {
        """
            grep -h -A 3 '"issuer"' \(delivery.acceptance) \\
                \(delivery.transfer)
            grep '^recipients ' data/\(OriginalPaths.folder)/\(delivery.number)/openings.txt

           Expected: one "fingerprint", twice, and the line "recipients" names it.

        """
    }

    /// That the transfer is the one that announces the next seal.
    private static func following(_ delivery: Delivery) -> String {
        """
            grep -h '"newConsignment"' \(delivery.transfer)
            grep -h '"consignment"' \(delivery.next.seal) \(delivery.next.deposit)

           Expected: three lines that end with one number.

            grep -h -A 3 '"issuer"' \(delivery.transfer)
            grep -h -A 3 '"sender"' \(delivery.next.seal)

           Expected: both show one "fingerprint".

            grep -h '"mailbox"' \(delivery.transfer)
            grep -h '"address"' \(delivery.next.deposit)

           Expected: two lines that end with one mailbox.

            grep -h -A 3 '"to"' \(delivery.transfer)
            grep '^recipients ' \(delivery.next.openings)

           Expected: the line "recipients" names the one "fingerprint" and no other.

           What a broker said of it, and when, is not looked at here: originals.py of the verifier
           in Python does.

        """
    }
}

extension SealRequest {
    /// The seals whose proofs are carried, and what was done with each.
    ///
    /// A story that breaks off has a step less: whoever opens the bundle refuses it anyway.
    var originalSteps: [(number: String, delivery: ReadmeVerify.Delivery?)] {
        guard original != nil else { return [] }
        let names = earlierStatements.map(\.name).filter { $0.hasSuffix(".json") }
        let own = (
            seal: "custody/" + BundlePaths.sealedName(after: earlierCount),
            deposit: "../" + BundlePaths.statement, openings: BundlePaths.openings
        )
        let seals = names.indices.filter { names[$0].hasSuffix("-Sealed.json") }
        return seals.enumerated().map { index, start in
            let isLast = index + 1 == seals.count
            let end = isLast ? names.count : seals[index + 1]
            let number = String(names[start].prefix(4))
            let next = isLast ? own : Self.next(names[end...])
            return (number, Self.delivery(number, Array(names[start..<end]), next))
        }
    }

    private static func next(
        _ names: ArraySlice<String>
    ) -> (seal: String, deposit: String, openings: String)? {
        guard let seal = names.first, let deposit = names.dropFirst().first else { return nil }
        return (
            "custody/" + seal, "custody/" + deposit,
            "data/\(OriginalPaths.folder)/\(seal.prefix(4))/\(BundlePaths.openings)"
        )
    }

    private static func delivery(
        _ number: String, _ names: [String],
        _ next: (seal: String, deposit: String, openings: String)?
    ) -> ReadmeVerify.Delivery? {
        func name(_ event: Event) -> String? {
            names.last { $0.hasSuffix("-\(event.rawValue).json") }.map { "custody/" + $0 }
        }
        guard let deposit = name(.deposit), let acceptance = name(.consignmentAcceptance),
            let transfer = name(.transfer), let next
        else { return nil }
        return ReadmeVerify.Delivery(
            number: number, deposit: deposit, acceptance: acceptance, transfer: transfer, next: next
        )
    }
}
