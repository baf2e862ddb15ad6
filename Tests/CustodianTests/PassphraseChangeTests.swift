import Primitives
import PrivateFiles
import SystemPackage
import Testing

@testable import Custodian

/// At every moment one passphrase opens all keys: the old one until the change counts, then the new.
@Suite struct `Changing the passphrase` {
    private static let new = "another sentence altogether"
    private let folder = try? TestFolder()

    private func makeOffice() async throws -> TestOffice {
        try await TestOffice.make("a.example", in: #require(folder))
    }

    private func source(_ name: String, _ text: String) throws -> PassphraseSource {
        .file(try #require(folder).write(name, text + "\n"))
    }

    /// Which keys open with a passphrase.
    private func keysOpening(with text: String, _ office: Office) throws -> [KeyRing.LockedKey] {
        let passphrase = try SecretBytes(copying: Array(text.utf8).span)
        return try KeyRing.LockedKey.allCases.filter { name in
            do {
                _ = try KeyRing(office.home).unlock(name, office.locker, passphrase)
                return true
            } catch let error as PassphraseError where error.code == "passphrase.wrong" {
                return false
            }
        }
    }

    private func content(_ office: Office) throws -> [[UInt8]] {
        try KeyRing.LockedKey.allCases.map {
            try PrivateFile.read(office.home.keys.appending($0.rawValue), limit: 1 << 20)
        }
    }

    @Test func `all keys open with the new one, none with the old, and they are the same keys`()
        async throws
    {
        let office = try await makeOffice().office
        let old = try SecretBytes(copying: Array(TestOffice.passphrase.utf8).span)
        let before = try KeyRing(office.home).signingKey(
            .root, locker: office.locker, passphrase: old
        ).publicKey
        let changed = try office.changePassphrase(from: source("new", Self.new))
        #expect(changed.keys.count == 4 && changed.elsewhere == [])
        #expect(try keysOpening(with: Self.new, office).count == 4)
        #expect(try keysOpening(with: TestOffice.passphrase, office) == [])
        let new = try SecretBytes(copying: Array(Self.new.utf8).span)
        let after = try KeyRing(office.home).signingKey(
            .root, locker: office.locker, passphrase: new
        ).publicKey
        #expect(before == after)
        let names = try #require(folder).names("a.example/keys")
        #expect(names == ["device"] + KeyRing.LockedKey.allCases.map(\.rawValue).sorted())
    }

    @Test(
        arguments: [
            ("short", PassphraseError.tooShort(minimum: 10)),
            (TestOffice.passphrase, PassphraseError.unchanged),
        ])
    func `a new passphrase that will not do changes nothing`(
        _ text: String, _ error: PassphraseError
    ) async throws {
        let office = try await makeOffice().office
        let before = try content(office)
        let source = try source("new", text)
        #expect(throws: error) { _ = try office.changePassphrase(from: source) }
        #expect(try content(office) == before)
    }

    @Test func `a wrong old passphrase changes nothing`() async throws {
        let test = try await makeOffice()
        let before = try content(test.office)
        try test.folder.write("passphrase", "not the passphrase\n")
        let source = try source("new", Self.new)
        #expect(throws: PassphraseError.wrong) {
            _ = try test.office.changePassphrase(from: source)
        }
        #expect(try content(test.office) == before)
    }

    @Test func `a key that is elsewhere is told, one with another passphrase stops it`()
        async throws
    {
        let test = try await makeOffice()
        let office = test.office
        try SystemCall.removeFile(office.home.keys.appending("recovery.age"))
        let changed = try office.changePassphrase(from: source("new", Self.new))
        #expect(changed.elsewhere == ["recovery.age"])
        let stranger = try SecretBytes(copying: Array("a stranger's".utf8).span)
        let file = try office.locker.lock(stranger, stranger)
        try PrivateFile.write(file, to: office.home.keys.appending("recovery.age"))
        try test.folder.write("passphrase", Self.new + "\n")
        let before = try content(office)
        let source = try source("third", "a third sentence of words")
        #expect(throws: PassphraseError.otherPassphrase(file: "recovery.age")) {
            _ = try office.changePassphrase(from: source)
        }
        #expect(try content(office) == before)
    }

    /// The states that a power cut can leave: `next/` being written, complete, moved up in part,
    /// empty.
    @Test(arguments: [-1, 0, 1, 2, 3, 4])
    func `a power cut leaves one passphrase for all keys, and the next question tidies up`(
        _ moved: Int
    ) async throws {
        let test = try await makeOffice()
        let (office, keys) = (test.office, test.office.home.keys)
        let passphrase = try SecretBytes(copying: Array(Self.new.utf8).span)
        let old = try SecretBytes(copying: Array(TestOffice.passphrase.utf8).span)
        let staged = keys.appending(moved < 0 ? ".new-0123456789abcdef" : "next")
        try PrivateFolder.make(staged)
        for (index, name) in KeyRing.LockedKey.allCases.enumerated() {
            let secret = try KeyRing(office.home).unlock(name, office.locker, old)
            let file = try office.locker.lock(secret, passphrase)
            let target = index < moved ? keys : staged
            // While the loop prepares, `next/` must not count yet.
            try PrivateFile.write(file, to: target.appending(name.rawValue + ".prepared"))
        }
        for name in KeyRing.LockedKey.allCases.map(\.rawValue) {
            for place in [keys, staged] {
                let prepared = place.appending(name + ".prepared")
                guard PrivateFolder.isThere(prepared) else { continue }
                try SystemCall.rename(prepared, to: place.appending(name))
            }
        }
        let valid = moved < 0 ? TestOffice.passphrase : Self.new
        let invalid = moved < 0 ? Self.new : TestOffice.passphrase
        #expect(try keysOpening(with: valid, office).count == 4)
        #expect(try keysOpening(with: invalid, office) == [])
        try test.folder.write("passphrase", valid + "\n")
        _ = try office.memberKeys()
        #expect(try test.folder.names("a.example/keys").count == 5)
        #expect(try keysOpening(with: valid, office).count == 4)
        _ = try office.changePassphrase(from: source("third", "a third sentence of words"))
        #expect(try keysOpening(with: "a third sentence of words", office).count == 4)
        #expect(try test.folder.names("a.example/keys").count == 5)
    }
}
