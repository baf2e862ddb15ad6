import BagIt
import EvidenceBundle
import Primitives
import Testing

@testable import Report

@Suite struct `Sidecars of other programs` {
    private static let photo = SHA256Digest.of(Array("photo".utf8))

    private func files(_ names: [String]) throws -> [PackedFile] {
        try names.map { name in
            PackedFile(
                path: try BagPath("data/" + name), size: 5,
                digest: name.hasPrefix("a/photo.") ? Self.photo : .of(Array(name.utf8)))
        }
    }

    /// `kind file -> original` without `data/`.
    private func found(_ names: [String], named: [(String, String)] = []) throws -> [String] {
        try Sidecar.all(
            among: files(names),
            named: named.map { (try BagPath("data/" + $0.0), try BagPath("data/" + $0.1)) }
        ).map { sidecar in
            "\(sidecar.kind.rawValue) \(sidecar.file.dropFirst(5)) -> "
                + (sidecar.about?.dropFirst(5) ?? "?")
        }
    }

    @Test func `of ProofMode belong to the file with the hash in their name, wherever it lies`()
        throws
    {
        let hash = Self.photo.hex
        let endings = [
            ".proof.csv", ".proof.csv.asc", ".proof.json", ".proof.json.asc", ".asc", ".ots",
            ".gst",
        ]
        for ending in endings {
            #expect(
                try found(["a/photo.jpg", "proof/" + hash + ending])
                    == ["ProofMode proof/\(hash + ending) -> a/photo.jpg"])
        }
        let upper = hash.uppercased() + ".proof.csv"
        #expect(try found(["a/photo.jpg", upper]) == ["ProofMode \(upper) -> a/photo.jpg"])
        #expect(
            try found(["a/photo.jpg", "a/photo.jpg.proof.csv"])
                == ["ProofMode a/photo.jpg.proof.csv -> a/photo.jpg"])
    }

    @Test func `of C2PA belong to the one file beside them that has their name`() throws {
        #expect(
            try found(["b/film.mp4", "b/film.c2pa"]) == ["C2PA b/film.c2pa -> b/film.mp4"])
        #expect(
            try found(["b/film.mp4", "b/film.mp4.c2pa"])
                == ["C2PA b/film.mp4.c2pa -> b/film.mp4"])
    }

    @Test func `are related to nothing where nothing shows it`() throws {
        let other = SHA256Digest.of(Array("elsewhere".utf8)).hex + ".proof.csv"
        #expect(try found(["a/photo.jpg", other]) == ["ProofMode \(other) -> ?"])
        #expect(try found(["b/film.mp4", "c/film.c2pa"]) == ["C2PA c/film.c2pa -> ?"])
        #expect(
            try found(["b/film.mov", "b/film.mp4", "b/film.c2pa"]) == ["C2PA b/film.c2pa -> ?"])
    }

    @Test func `are not seen in files of other names`() throws {
        let hash = Self.photo.hex
        #expect(
            try found([
                "a/photo.jpg", "letter.asc", "a/proof.csv", "notes.csv", hash, hash + ".txt",
                "film.c2pa.txt",
            ]) == [])
    }

    @Test func `are whatever case.json names, whatever their name`() throws {
        #expect(
            try found(["v.mp4", "v-data.csv"], named: [("v-data.csv", "v.mp4")])
                == ["metadata file v-data.csv -> v.mp4"])
        #expect(try found(["v.mp4"], named: [("gone.csv", "v.mp4")]) == [])
        // What a person wrote counts more than a name.
        #expect(
            try found(["b/film.mp4", "c.mp4", "b/film.c2pa"], named: [("b/film.c2pa", "c.mp4")])
                == ["C2PA b/film.c2pa -> c.mp4"])
    }
}
