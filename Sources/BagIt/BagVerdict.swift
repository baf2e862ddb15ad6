/// What `BagReader` thinks of a bag: everything it found, and what follows from that.
package struct BagVerdict: Equatable, Sendable {
    package enum Judgement: String, Sendable {
        /// Complete, and every digest agrees. There may be warnings.
        case valid
        case invalid
        /// Nothing is wrong as far as we can see, but some of it only an algorithm vouches for that
        /// we refuse to rely on (MD5, SHA-1, SHA-224 and others).
        case notJudged
    }

    package let findings: [BagFinding]
    package let payload: PayloadOxum

    package var judgement: Judgement {
        if findings.contains(where: { $0.severity == .error }) { return .invalid }
        return findings.contains { $0.severity == .notJudged } ? .notJudged : .valid
    }
}

/// One thing that was found in a bag.
package struct BagFinding: Equatable, Sendable {
    package enum Severity: String, Sendable { case error, notJudged, warning }

    package let kind: Kind
    package let severity: Severity
    /// The file it is about, as bytes below the bag, as far as there is one.
    package let path: [UInt8]

    /// Stable: `bag.` and the raw value is the code that others may rely on.
    package enum Kind: String, Sendable, CaseIterable {
        case declarationMissing = "declaration-missing"
        case declarationMalformed = "declaration-malformed"
        case versionUnsupported = "version-unsupported"
        case encodingUnsupported = "encoding-unsupported"
        case notAFile = "not-a-file"
        case pathRefused = "path-refused"
        case pathCollision = "path-collision"
        case payloadMissing = "payload-missing"
        case manifestMissing = "manifest-missing"
        case manifestMalformed = "manifest-malformed"
        case algorithmUnsupported = "algorithm-unsupported"
        case listedTwice = "listed-twice"
        case listedMissing = "listed-missing"
        case notListed = "not-listed"
        case digestMismatch = "digest-mismatch"
        case tagNotListed = "tag-not-listed"
        case tagManifestMissing = "tag-manifest-missing"
        case infoMalformed = "info-malformed"
        case oxumMismatch = "payload-oxum-mismatch"
        case fetchMalformed = "fetch-malformed"
        case fetchPresent = "fetch-present"
        case pathNotPlain = "path-not-plain"
        case binaryMark = "binary-mark"
    }

    package var code: String { "bag.\(kind.rawValue)" }

    package var message: String {
        switch kind {
        case .declarationMissing: "bagit.txt is missing"
        case .declarationMalformed: "bagit.txt is not the declaration of a bag"
        case .versionUnsupported: "the bag has a version that does not exist"
        case .encodingUnsupported: "the tag files have an encoding that is not supported"
        case .notAFile: "a link, pipe, socket or device stands in the bag"
        case .pathRefused: "a path leads out of the bag or holds what is refused"
        case .pathCollision: "two files would become one on another machine"
        case .payloadMissing: "the folder data is missing"
        case .manifestMissing: "there is no payload manifest"
        case .manifestMalformed: "a line of a manifest is not a digest and a path"
        case .algorithmUnsupported: "a manifest uses a digest other than SHA-256 or SHA-512"
        case .listedTwice: "a file is listed twice"
        case .listedMissing: "a listed file is missing"
        case .notListed: "a file of the payload is not listed"
        case .digestMismatch: "the content of a file is not what the manifest says"
        case .tagNotListed: "a tag file is not listed"
        case .tagManifestMissing: "there is no tag manifest"
        case .infoMalformed: "bag-info.txt is malformed"
        case .oxumMismatch: "the payload is not as large as bag-info.txt says"
        case .fetchMalformed: "fetch.txt is malformed"
        case .fetchPresent: "fetch.txt names files to be fetched from elsewhere"
        case .pathNotPlain: "a path begins with './'"
        case .binaryMark: "a manifest marks files with '*'"
        }
    }
}

/// The findings so far.
struct BagFindings {
    private(set) var all: [BagFinding] = []
    /// More of one bag tell nobody anything.
    static let maximum = 1000

    mutating func add(
        _ kind: BagFinding.Kind, _ severity: BagFinding.Severity = .error, _ path: [UInt8] = []
    ) {
        guard all.count < Self.maximum else { return }
        let finding = BagFinding(kind: kind, severity: severity, path: path)
        if !all.contains(finding) { all.append(finding) }
    }
}
