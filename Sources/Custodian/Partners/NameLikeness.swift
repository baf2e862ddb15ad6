import Primitives

/// Names that a person takes for one another: `vasaprava.ba` and `vasaprava.org`, `group484.rs` and `gr0up484.rs`.
///
/// Names have no letters but a to z, so another alphabet is not the danger; digits, doubled letters and other
/// endings are. Two that are alike may both be right: it is said, and refused nowhere.
struct NameLikeness {
    /// Below it, one letter more or less is another name.
    private static let shortest = 5
    private static let alike: [(String, String)] = [
        ("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"),
        ("-", ""),
    ]

    let known: [OrganisationName]

    /// The known name that this one could be taken for; nil where there is none, or it is known itself.
    func counterpart(of name: OrganisationName) -> OrganisationName? {
        guard !known.contains(name) else { return nil }
        return known.first { Self.areAlike(name.text, $0.text) }
    }

    /// What to say of it; nil where there is nothing to say.
    func sentence(about name: OrganisationName) -> String? {
        counterpart(of: name).map {
            "\(name.text) is almost called like \($0.text), which is known here. Two of that kind may both be "
                + "right: make sure that you mean this one"
        }
    }

    private static func areAlike(_ one: String, _ other: String) -> Bool {
        let (left, right) = (skeleton(one), skeleton(other))
        let (first, second) = (stem(left), stem(right))
        guard left != right else { return true }
        guard first.count >= shortest, second.count >= shortest else { return false }
        return isOneStep(first, second)
    }

    /// All that looks the same written in one way.
    private static func skeleton(_ name: String) -> [UInt8] {
        Array(alike.reduce(name) { $0.replacing($1.0, with: $1.1) }.utf8)
    }

    /// What comes before the ending of a name: `vasaprava` of `vasaprava.ba`.
    private static func stem(_ name: [UInt8]) -> [UInt8] {
        name.lastIndex(of: UInt8(ascii: ".")).map { Array(name[..<$0]) } ?? name
    }

    /// Whether at most one letter was put in, left out, changed, or exchanged with the next.
    private static func isOneStep(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        let start = zip(one, other).prefix { $0 == $1 }.count
        let (left, right) = (Array(one[start...]), Array(other[start...]))
        let end = zip(left.reversed(), right.reversed()).prefix { $0 == $1 }.count
        let (a, b) = (left.dropLast(end), right.dropLast(end))
        return a.count <= 1 && b.count <= 1 || a.count == 2 && Array(a) == b.reversed()
    }
}
