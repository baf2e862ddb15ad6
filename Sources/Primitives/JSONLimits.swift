/// How much JSON a reader is ready to take from a stranger.
package struct JSONLimits: Sendable {
    /// Bytes of the whole text.
    package let maximumSize: Int
    /// Arrays and objects inside one another.
    package let maximumDepth: Int
    /// Members and elements in the whole text, together.
    package let maximumMembers: Int

    package init(maximumSize: Int, maximumDepth: Int, maximumMembers: Int) {
        self.maximumSize = maximumSize
        self.maximumDepth = maximumDepth
        self.maximumMembers = maximumMembers
    }

    /// 1 MiB, 32 levels, 100,000 members.
    package static let standard = JSONLimits(
        maximumSize: 1 << 20, maximumDepth: 32, maximumMembers: 100_000)
}
