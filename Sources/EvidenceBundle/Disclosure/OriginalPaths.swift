import BagIt

/// The reserved folder `data/plomba-original/NNNN/`: what proves a seal that stands in custody/ under
/// the number NNNN. (`Protocol/partial-disclosure.md`, section 2)
enum OriginalPaths {
    static let folder = "plomba-original"

    enum Part: String, CaseIterable, Sendable {
        case commitments = "commitments.txt"
        case openings = "openings.txt"
        case sealedOpening = "sealed.opening"
    }

    /// Where a part of the proof of seal `number` stands in a bag.
    static func path(_ part: Part, of number: Int) -> BagPath {
        BundlePaths.path("data/\(folder)/\(BundlePaths.number(number))/\(part.rawValue)")
    }

    /// Whether an original would stand in the reserved folder here or on another machine.
    static func isReserved(_ path: BagPath) -> Bool {
        path.removing("data")?.firstComponentResembles(folder) ?? false
    }

    /// What a path of the reserved folder is for; nil for one that has no business there.
    static func place(of path: BagPath) -> (number: Int, part: Part)? {
        guard let rest = path.removing("data")?.removing(folder) else { return nil }
        let names = rest.text.split(separator: "/", omittingEmptySubsequences: false)
        guard names.count == 2, let number = Int(names[0]), let part = Part(rawValue: names[1]),
            number > 0, BundlePaths.number(number) == names[0]
        else { return nil }
        return (number, part)
    }
}

extension OriginalPaths.Part {
    init?(rawValue: Substring) {
        let found = Self.allCases.first { $0.rawValue.utf8.elementsEqual(rawValue.utf8) }
        guard let found else { return nil }
        self = found
    }
}
