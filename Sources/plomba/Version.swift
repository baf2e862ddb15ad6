/// What this program calls itself in `--version` and in what it writes about itself.
enum Version {
    static let text = "0.1.0"
}
