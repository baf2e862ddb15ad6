import KeyDirectory
package import Primitives
import PrivateFiles
import SystemPackage

/// Makes a home from an organisation's file, for a computer that has nothing left: records and no keys.
package enum HomeRebuilder {
    /// - Parameter digits: as they stand on a share's page, or as a partner reads them out.
    package static func rebuild(
        at path: String, organisation file: String, digits: FingerprintDigits
    ) throws -> Home {
        let path = FilePath(path)
        let bytes = try OutsideFile.read(file, limit: RecordLimits.fileSizeInBytes)
        let history = try UnverifiedOrganisation(OrganisationFile(parsing: bytes))
        guard history.fingerprint.matches(digits) else { throw PartnerError.otherFingerprint }
        let own = try history.verify(fingerprint: history.fingerprint, mode: history.mode)
        if let begun = try begunHome(path, of: own) { return begun }
        guard try isFree(path) else { throw HomeError.alreadyThere(path) }
        let parent = path.removingLastComponent()
        if !parent.isEmpty { try PrivateFolder.makeAll(parent) }
        try PrivateFolder.stage(path) { staged in
            let home = Home(at: staged)
            for folder in [home.organisation, home.keys, home.partners, home.outbox, home.inbox] {
                try PrivateFolder.make(folder)
            }
            for (record, content) in zip(own.records, own.history) {
                try OwnOrganisation.store(record, version: content.version, in: home.organisation)
            }
            try home.writeMarker()
        }
        return try Home.open(path.string)
    }

    /// A home of these very records that has no keys yet: an earlier attempt went no further.
    private static func begunHome(
        _ path: FilePath, of own: VerifiedOrganisation
    ) throws -> Home? {
        guard try !isFree(path), let home = try? Home.open(path.string),
            try PrivateFolder.names(in: home.keys).isEmpty,
            let present = try? OwnOrganisation(home).organisation, present == own
        else { return nil }
        return home
    }

    private static func isFree(_ path: FilePath) throws -> Bool {
        guard PrivateFolder.isThere(path) else { return true }
        return try PrivateFolder.names(in: path).isEmpty
    }
}
