import SystemPackage

/// Where an organisation's keys and cases lie on this computer.
package enum HomeLocation {
    /// `--home`, else `$PLOMBA_HOME`, else `$XDG_DATA_HOME/plomba`, else `~/.local/share/plomba`.
    ///
    /// Relative values of the XDG variable are ignored, as its specification demands.
    package static func resolve(
        option: String?, environment: [String: String]
    ) throws(HomeError) -> String {
        if let option, !option.isEmpty { return option }
        if let home = environment["PLOMBA_HOME"], !home.isEmpty { return home }
        if let data = environment["XDG_DATA_HOME"], FilePath(data).isAbsolute {
            return FilePath(data).appending("plomba").string
        }
        guard let user = environment["HOME"], FilePath(user).isAbsolute else { throw .noPlace }
        return FilePath(user).appending(".local/share/plomba").string
    }
}
