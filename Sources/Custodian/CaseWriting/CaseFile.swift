import EvidenceBundle
import Primitives
package import PrivateFiles
import SystemPackage

/// A person's case.json on the disk.
package enum CaseFile {
    /// Before anybody answers thirty questions.
    ///
    /// - Throws: `FileError/alreadyThere(_:)`, or what keeps the folder from being used.
    package static func requireFree(_ path: String) throws(FileError) {
        let path = FilePath(path)
        guard !PrivateFolder.isThere(path) else { throw .alreadyThere(path) }
        let folder = path.removingLastComponent()
        guard folder.isEmpty || PrivateFolder.isThere(folder) else { throw .notFound(folder) }
    }

    /// Writes it whole, mode 0600; a file that is there stays as it is.
    package static func create(_ bytes: [UInt8], at path: String) throws(FileError) {
        try OutsideFile.create(bytes, at: path)
    }

    /// Every wrong field of a file.
    ///
    /// - Throws: `FileError`; `CaseError` when there is nothing in it whose fields could be looked at.
    package static func flaws(_ path: String) throws -> [CaseFlaw] {
        let bytes = try OutsideFile.read(path, limit: CaseLimits.documentSize)
        do throws(CaseError) {
            _ = try CaseDocument(parsing: bytes)
            return []
        } catch {
            guard !error.problems.isEmpty else { throw error }
            return error.problems.map(CaseFlaw.init)
        }
    }
}

/// One wrong field, or one answer that is missing or wrong, in the words that a person needs.
package struct CaseFlaw: Sendable, Equatable {
    package let code: String
    /// The place in case.json, or the name of the answer.
    package let field: String
    /// What it must be; never what it is.
    package let expectation: String
    package let remedy: String

    init(_ problem: CaseProblem) {
        (code, field) = (problem.code, problem.path)
        (expectation, remedy) = (problem.expectation, problem.remedy)
    }

    package var message: String { "\(field): \(expectation)" }
}
