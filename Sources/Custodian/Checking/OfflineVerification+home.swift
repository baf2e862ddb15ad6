import Primitives
package import Verification

extension OfflineVerification {
    /// By those whom a home knows; nobody is known without one.
    package init(home: Home?, clock: Clock, notices: NoticeBoard) throws {
        self.init(
            known: try home.map { try KnownParties($0, at: clock.now) }
                ?? KnownParties(at: clock.now),
            progress: { notices.progress(Progress(.verifying, done: $0, total: $1)) })
    }
}
