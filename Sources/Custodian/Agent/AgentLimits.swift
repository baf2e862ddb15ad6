/// How long keys stay unlocked, and what a request may be.
package enum AgentLimits {
    /// The usual time without use, after which the keys are locked.
    package static let usualIdleSeconds = 15 * 60
    /// Whatever the use: a working day, then the passphrase is asked again.
    package static let longestSeconds = 8 * 60 * 60
    package static let shortestIdleSeconds = 1

    /// The largest message that either side sends, without its size.
    static let messageSize = 4096
    static let namespaceSize = 64
    /// Visitors served at once; the one that came first gives way to the next.
    static let visitors = 32
    /// A visitor that takes longer than this is sent away.
    static let visit = Duration.seconds(5)
    /// How long a command waits for the agent before it asks for the passphrase itself.
    static let patience = Duration.seconds(3)
    /// How often the agent looks whether its home and its session are still there.
    static let lookAround = Duration.seconds(1)
    /// Room in locked memory for two keys and the work with them.
    static let lockedBytes = 64 * 1024
    /// How long a second `unlock` waits for the first one to finish.
    static let turn = Duration.seconds(10)
}
