package import Primitives

/// What every act of a person needs: the home, a clock, the passphrase, and a way to be told.
package struct Office: Sendable {
    package let home: Home
    package let clock: Clock
    package let locker: KeyLocker
    package let passphrases: PassphraseSource
    package let notices: NoticeBoard

    package init(
        home: Home, clock: Clock, locker: KeyLocker, passphrases: PassphraseSource,
        notices: NoticeBoard
    ) {
        self.home = home
        self.clock = clock
        self.locker = locker
        self.passphrases = passphrases
        self.notices = notices
    }
}

/// The time of day, as this computer believes it to be.
package struct Clock: Sendable {
    private let read: @Sendable () -> Timestamp

    package init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    package var now: Timestamp { read() }
}

/// What is said while an act is under way, besides its result.
package struct NoticeBoard: Sendable {
    /// A sentence worth reading that is not a failure.
    package let warn: @Sendable (String) -> Void
    /// How far a long piece of work has come.
    package let progress: @Sendable (Progress) -> Void

    package init(
        warn: @escaping @Sendable (String) -> Void,
        progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.warn = warn
        self.progress = progress
    }
}

/// One step of a long piece of work: bytes done, of how many.
package struct Progress: Sendable, Equatable {
    package enum Work: String, Sendable {
        case packing
        case sealing
        case opening
        case verifying
        case sending
        case fetching
        case hashing
        case writing
        case taking
    }

    package let work: Work
    package let done: UInt64
    package let total: UInt64

    package init(_ work: Work, done: UInt64, total: UInt64) {
        self.work = work
        self.done = done
        self.total = total
    }
}
