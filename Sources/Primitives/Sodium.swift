import CSodium

/// libsodium, initialised before its first use.
enum Sodium {
    /// Reading this initialises the library once; it fails only where the system has no random
    /// numbers to give, and then nothing may go on.
    static let isReady: Bool = {
        precondition(sodium_init() >= 0, "libsodium cannot initialise")
        return true
    }()

    /// To be called before every function of libsodium that needs `sodium_init`.
    static func prepare() {
        _ = isReady
    }
}
