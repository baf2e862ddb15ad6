import Age
import BagIt
import EvidenceBundle
import Primitives
import TestSupport

/// One bundle of T40: what a hostile sender made, and what must come of it.
struct HostileBundle: Sendable {
    /// The row of the threat model: `C1` to `C14`.
    let row: String
    let name: String
    let outcome: Outcome
    /// Whether it takes a second or many megabytes: left to the full run.
    var isHeavy = false
    /// Writes FILE under the name given, into the folder of the scene.
    let make: @Sendable (HostileScene, String) throws -> Void

    enum Outcome: Sendable {
        /// Refused with this code; `bundle.container-refused/tar.checksum` where one lies within.
        case refused(String)
        /// Opens, since nothing is wrong with it; it only looks as if.
        case opens
    }
}

extension HostileBundle {
    static func all() -> [HostileBundle] {
        paths() + links() + specials() + sizes() + bombs() + masses() + twins() + disguises()
            + escapes() + markup() + formulas() + differentials() + containers() + actives()
            + telling()
    }

    /// A bundle whose inner tar begins with what `build` adds; the true entries follow.
    static func inner(
        _ row: String, _ name: String, _ code: String, isHeavy: Bool = false,
        _ build: @escaping @Sendable (inout RawArchive) -> Void
    ) -> HostileBundle {
        HostileBundle(
            row: row, name: name, outcome: .refused("bundle.container-refused/" + code),
            isHeavy: isHeavy
        ) { scene, file in
            var archive = RawArchive()
            build(&archive)
            try scene.write(archive: archive.bytes + scene.archive, to: file)
        }
    }

    /// A bundle with a forged bag under the lists and the seal of before.
    static func bag(
        _ row: String, _ name: String, _ outcome: Outcome, isHeavy: Bool = false,
        _ change: @escaping @Sendable (inout Forgery) throws -> Void
    ) -> HostileBundle {
        HostileBundle(row: row, name: name, outcome: outcome, isHeavy: isHeavy) { scene, file in
            var forged = scene.good
            try change(&forged)
            try scene.write(&forged, to: file)
        }
    }

    /// A bundle with a forged bag that a hostile member sealed again as it then is.
    static func resealed(
        _ row: String, _ name: String, _ outcome: Outcome,
        _ change: @escaping @Sendable (inout Forgery) throws -> Void
    ) -> HostileBundle {
        HostileBundle(row: row, name: name, outcome: outcome) { scene, file in
            var forged = scene.good
            try change(&forged)
            try forged.reseal(scene.scene)
            try scene.write(&forged, to: file)
        }
    }

    /// A bundle that our own sealer made of files with these names.
    static func sealed(
        _ row: String, _ name: String, _ files: [(String, [UInt8])]
    ) -> HostileBundle {
        HostileBundle(row: row, name: name, outcome: .opens) { scene, file in
            try scene.seal(files, to: file)
        }
    }
}

/// The code of a refusal with the code of its cause.
func fullCode(_ error: any PlainFailure) -> String {
    switch error {
    case BundleError.notABundle(let cause): "bundle.not-a-bundle/\(cause.code)"
    case BundleError.container(let cause): "bundle.container-refused/\(cause.code)"
    case BundleError.decryption(let cause): "bundle.decryption-failed/\(cause.code)"
    default: error.code
    }
}
