import Primitives
import SystemPackage
import TimestampClient
import Timestamping

extension BrokerHome {
    /// The time-stamping authorities to ask, in the order of the list; none where the
    /// configuration names no list. The files of their roots lie beside it.
    ///
    /// - Throws: `ConfigurationError.authorities` for a list, or a file of roots, that cannot be
    ///   used.
    func authorities(
        _ configuration: HomeConfiguration
    ) throws(ConfigurationError) -> [AskedAuthority] {
        guard let timestamps = configuration.timestamps else { return [] }
        let bytes = try read(timestamps.listPath, limit: TimestampLimits.listSizeInBytes)
        let folder = FilePath(timestamps.listPath).removingLastComponent()
        var found: [AskedAuthority] = []
        for entry in try Self.list(bytes).entries {
            let file = folder.appending(entry.rootsFile).string
            let pem = try read(file, limit: TimestampLimits.listSizeInBytes)
            found.append(
                AskedAuthority(
                    authority: TimestampAuthority(
                        name: entry.name, policy: .only(entry.policy),
                        roots: try Self.roots(pem)),
                    url: entry.url))
        }
        return found
    }

    /// The files that the list needs, for a backup: itself, and the roots beside it.
    func authorityFiles(
        _ configuration: HomeConfiguration
    ) throws(ConfigurationError) -> [String] {
        guard let timestamps = configuration.timestamps else { return [] }
        let bytes = try read(timestamps.listPath, limit: TimestampLimits.listSizeInBytes)
        let folder = FilePath(timestamps.listPath).removingLastComponent()
        return [timestamps.listPath]
            + (try Self.list(bytes).entries.map { folder.appending($0.rootsFile).string })
    }

    private static func list(_ bytes: [UInt8]) throws(ConfigurationError) -> AuthorityList {
        do throws(AuthorityListError) {
            return try AuthorityList(jsonBytes: bytes)
        } catch {
            throw .authorities(code: error.code, reason: error.message)
        }
    }

    private static func roots(_ pem: [UInt8]) throws(ConfigurationError) -> PinnedRoots {
        do throws(AuthorityListError) {
            return try PinnedRoots(pem: pem)
        } catch {
            throw .authorities(code: error.code, reason: error.message)
        }
    }
}
