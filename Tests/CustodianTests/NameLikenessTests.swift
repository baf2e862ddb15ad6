import Primitives
import Testing

@testable import Custodian

/// Names that a person takes for one another.
@Suite struct `Names that look alike` {
    private func counterpart(_ name: String, _ known: [String]) throws -> String? {
        let known = try known.map { try #require(OrganisationName($0)) }
        return NameLikeness(known: known)
            .counterpart(of: try #require(OrganisationName(name)))?.text
    }

    @Test(arguments: [
        ("vasaprava.org", "vasaprava.ba"), ("vasa-prava.ba", "vasaprava.ba"),
        ("vasapravva.ba", "vasaprava.ba"), ("vasaprvaa.ba", "vasaprava.ba"),
        ("gr0up484.rs", "group484.rs"), ("group4s4.rs", "group484.rs"),
        ("group48.rs", "group484.rs"), ("helpmyla.example", "helprnyla.example"),
        ("vvitness.rs", "witness.rs"), ("vasapravv.org", "vasapraw.ba"),
    ])
    func `are told`(name: String, known: String) throws {
        #expect(try counterpart(name, ["myla.example", known]) == known)
        #expect(try counterpart(known, ["myla.example", name]) == name)
    }

    @Test(arguments: [
        ("vasaprava.ba", "group484.rs"), ("abc.rs", "abd.rs"), ("un.rs", "un.ba"),
        ("legal-aid.mk", "legal-help.mk"), ("group484.rs", "group848.rs"),
    ])
    func `and others are not`(name: String, known: String) throws {
        #expect(try counterpart(name, [known]) == nil)
    }

    @Test func `a name that is known is not held against itself`() throws {
        #expect(try counterpart("vasaprava.ba", ["vasaprava.org", "vasaprava.ba"]) == nil)
    }
}
