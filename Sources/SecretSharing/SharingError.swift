import Primitives

/// Why a share was refused, or a secret neither split nor put together.
///
/// No case carries a word: it tells places and numbers.
package enum SharingError: PlainFailure, Equatable {
    case tooLarge
    case unknownWord(place: Int)
    case wordCount(Int)
    case checksum
    case padding
    case severalGroups
    case groupsContradict
    case tooMuchWork(Int)
    case nothing
    /// A share that does not begin as the first one does; by its place among those given.
    case otherSet(place: Int)
    case repeated(share: Int)
    /// Two texts that both hold, with one number and different values.
    case contradicting(share: Int)
    case tooFew(given: Int, needed: Int)
    /// Each holds by itself, and together they give no secret.
    case mismatch
    /// One more than needed, which does not lie where the others say.
    case misfit(share: Int)
    case numbers(threshold: Int, shares: Int)
    case secretSize(Int)
    case memory

    package var code: String {
        switch self {
        case .tooLarge: "share.too-large"
        case .unknownWord: "share.unknown-word"
        case .wordCount: "share.word-count"
        case .checksum: "share.checksum"
        case .padding: "share.padding"
        case .severalGroups: "share.several-groups"
        case .groupsContradict: "share.groups-contradict"
        case .tooMuchWork: "share.too-much-work"
        case .nothing: "share.none"
        case .otherSet: "share.other-set"
        case .repeated: "share.repeated"
        case .contradicting: "share.contradicting"
        case .tooFew: "share.too-few"
        case .mismatch: "share.mismatch"
        case .misfit: "share.misfit"
        case .numbers: "share.numbers"
        case .secretSize: "share.secret-size"
        case .memory: "memory.no-room-for-secret"
        }
    }

    package var message: String {
        switch self {
        case .tooLarge: "this is longer than any share"
        case .unknownWord(let place): "word \(place) of the share is not in the list of words"
        case .wordCount(let count):
            "the share has \(count) words; a share has "
                + SharingLimits.wordCounts.map { String($0) }.joined(separator: " or ")
        case .checksum: "a word of the share was changed, left out or exchanged"
        case .padding, .groupsContradict: "the share is malformed, although its checksum holds"
        case .severalGroups: "the share belongs to a set of several groups, which is not read here"
        case .tooMuchWork(let exponent):
            "the share demands 2^\(exponent) times the usual work"
        case .nothing: "there is no share"
        case .otherSet(let place): "share file \(place) is of another set than the first one"
        case .repeated(let share): "share \(share) was given twice"
        case .contradicting(let share):
            "there are two different shares \(share): one of them is of another splitting"
        case .tooFew(let given, let needed):
            "\(given) of the \(needed) shares that are needed \(given == 1 ? "is" : "are") here"
        case .mismatch: "the shares do not fit together: at least one is not of this set"
        case .misfit(let share): "share \(share) does not fit the others"
        case .numbers(let threshold, let shares):
            "\(threshold) of \(shares) shares cannot be what is needed"
        case .secretSize(let size): "a secret of \(size) bytes cannot be split"
        case .memory: "there is no protected memory for the share"
        }
    }

    package var hint: String? {
        switch self {
        case .unknownWord, .wordCount, .checksum:
            "compare it with the paper, word by word; a damaged share can be left out where "
                + "enough others are there"
        case .tooLarge: "give a file that holds the words of one share and nothing else"
        case .padding, .groupsContradict, .severalGroups, .tooMuchWork:
            "plomba did not make it: look for the shares that it wrote"
        case .nothing, .tooFew: "bring more shares of the same set together"
        case .otherSet, .contradicting, .mismatch, .misfit:
            "use shares that were made at the same time: their pages name the same set"
        case .repeated: "give each share once"
        case .numbers:
            "take at least 2, at most \(SharingLimits.shares), and no more needed than there are"
        case .secretSize: nil
        case .memory: "close other programs and try again"
        }
    }
}
