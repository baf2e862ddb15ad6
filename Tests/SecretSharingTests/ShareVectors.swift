import Foundation
import Primitives
import TestSupport
import Testing

@testable import SecretSharing

/// The cases of `Protocol/vectors/recovery`; `Tests/Interop/slip39.py vectors` made them.
struct ShareCase: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let shares: [String]
    /// Of the valid ones.
    let secret: String?
    /// Of the invalid ones.
    let code: String?

    var testDescription: String { name }

    private struct List: Decodable { let cases: [ShareCase] }

    static func all(_ kind: String) -> [ShareCase] {
        let file = Tool.root.appending(path: "Protocol/vectors/recovery/\(kind)/cases.json")
        // A file that cannot be read leaves no cases, which a test of its own notices.
        guard let data = try? Data(contentsOf: file) else { return [] }
        return (try? JSONDecoder().decode(List.self, from: data).cases) ?? []
    }
}

@Suite struct `Recovery vectors` {
    @Test func `are as many that hold as that do not`() {
        #expect(ShareCase.all("valid").count == 14)
        #expect(ShareCase.all("invalid").count == 14)
        #expect(Set(ShareCase.all("invalid").compactMap(\.code)).count == 13)
    }

    @Test(arguments: ShareCase.all("valid"))
    func `shares that hold give the secret`(_ vector: ShareCase) throws {
        #expect(try Hex.encode(combined(vector.shares)) == vector.secret)
    }

    @Test(arguments: ShareCase.all("invalid"))
    func `shares that do not hold are refused for their defect`(_ vector: ShareCase) {
        do throws(SharingError) {
            let shares = try vector.shares.map { text throws(SharingError) in try Share(text) }
            let secret = try SecretSplitting.combine(shares, passphrase: [])
            Issue.record("\(vector.name) gave \(secret.count) bytes")
        } catch {
            #expect(error.code == vector.code)
            for word in vector.shares.joined(separator: " ").split(separator: " ")
            where word.utf8.count > 5 && word != "secret" {
                let text = " \(error.message) \(error.hint ?? "") "
                #expect(!text.contains(" \(word) "), "\(vector.name): \(word)")
            }
        }
    }

    /// From the vectors that SLIP-39 publishes, whose passphrase is TREZOR: 1, 4, 20 and 23.
    @Test(arguments: [
        (
            [
                "duckling enlarge academic academic agency result length solution fridge kidney "
                    + "coal piece deal husband erode duke ajar critical decision keyboard"
            ], "bb54aac4b89dc868ba37d9cc21b2cece"
        ),
        (
            [
                "shadow pistol academic always adequate wildlife fancy gross oasis cylinder "
                    + "mustang wrist rescue view short owner flip making coding armed",
                "shadow pistol academic acid actress prayer class unknown daughter sweater depict "
                    + "flip twice unkind craft early superior advocate guest smoking",
            ], "b43ceb7e57a0ea8766221624d01b0864"
        ),
        (
            [
                "theory painting academic academic armed sweater year military elder discuss acne "
                    + "wildlife boring employer fused large satoshi bundle carbon diagnose anatomy "
                    + "hamster leaves tracks paces beyond phantom capital marvel lips brave detect luck"
            ], "989baf9dcaad5b10ca33dfd8cc75e42477025dce88ae83e75a230086a0e00e92"
        ),
        (
            [
                "humidity disease academic always aluminum jewelry energy woman receiver strategy "
                    + "amuse duckling lying evidence network walnut tactics forget hairy rebound "
                    + "impulse brother survive clothes stadium mailman rival ocean reward venture "
                    + "always armed unwrap",
                "humidity disease academic agency actress jacket gross physics cylinder solution "
                    + "fake mortgage benefit public busy prepare sharp friar change work slow "
                    + "purchase ruler again tricycle involve viral wireless mixture anatomy desert "
                    + "cargo upgrade",
            ], "c938b319067687e990e05e0da0ecce1278f75ff58d9853f19dcaeed5de104aae"
        ),
    ])
    func `published shares give the published secret`(_ shares: [String], _ secret: String) throws {
        #expect(try Hex.encode(combined(shares, passphrase: "TREZOR")) == secret)
        #expect(try Hex.encode(combined(shares, passphrase: "trezor")) != secret)
    }
}
