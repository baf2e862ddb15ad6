import Foundation
import Testing

/// A computer whose clock is wrong makes a record: no later one could be dated before it.
@Suite struct `A wrong clock` {
    private let scene: Scene

    private var office: Party { scene.receiver }

    init() throws {
        scene = try Scene()
    }

    private func withoutBroker() throws {
        try FileManager.default.removeItem(atPath: office.home + "/broker.json")
    }

    private func day(in days: Double) -> String {
        String(Date().addingTimeInterval(days * 86_400).formatted(.iso8601).prefix(10))
    }

    @Test(arguments: ["+2d", "+3650d"])
    func `that is ahead of the broker's makes no record`(_ clock: String) throws {
        let refused = try office.plomba(clock: clock, "organisation", "renew")
        #expect(refused.code == "record-change.clock-off", "\(refused.errors)")
        #expect(try Team.version(of: office) == 1)
    }

    @Test func `that is behind makes none either`() throws {
        let behind = try office.plomba(clock: "-400d", "organisation", "renew")
        #expect(behind.code == "organisation.record-not-yet-valid", "\(behind.errors)")
        #expect(try Team.version(of: office) == 1)
    }

    @Test func `without a broker it is asked for; a record from the future is told and can go`()
        throws
    {
        try withoutBroker()
        let clock = "+3650d"
        let unlikely = try office.plomba(clock: clock, "organisation", "renew")
        #expect(unlikely.code == "record-change.clock-unlikely", "\(unlikely.errors)")
        let other = try office.plomba(
            clock: clock, "organisation", "renew", "--today", day(in: 0))
        #expect(other.code == "record-change.other-day", "\(other.errors)")
        #expect(try Team.version(of: office) == 1)
        // Whoever insists gets it; then nothing can follow it here, and nobody else takes it.
        let made = try office.plomba(
            clock: clock, "organisation", "renew", "--today", day(in: 3650))
        #expect(made.status == 0, "\(made.errors)")
        let next = try office.plomba("keys", "rotate")
        #expect(next.code == "organisation.record-not-yet-valid", "\(next.errors)")
        #expect(next.errors.contains("adopt --instead"), "\(next.errors)")
        let doctor = try office.plomba("doctor", "--offline", "--format", "json")
        #expect(doctor.output.contains("record.from-the-future"), "\(doctor.output)")
        let exported = try office.plomba("organisation", "export", "-o", "future.org")
        #expect(exported.status == 0, "\(exported.errors)")
        let partner = try scene.sender.plomba(
            "partner", "add", "future.org", "--fingerprint", office.digits())
        #expect(partner.code == "record.from-the-future", "\(partner.errors)")
        let admitted = try scene.broker.plombad(
            "admit", scene.folder.place("future.org"), "--fingerprint", office.digits(), "--home",
            scene.broker.home)
        #expect(admitted.status != 0)
        #expect(
            (admitted.output + admitted.errors).contains("has not come yet"), "\(admitted.errors)")

        try scene.broker.introduce(office)
        let dropped = try office.plomba("organisation", "adopt", "--instead")
        #expect(dropped.status == 0, "\(dropped.errors)")
        #expect(try Team.version(of: office) == 1)
        let renewed = try office.plomba("organisation", "renew")
        #expect(renewed.status == 0, "\(renewed.errors)")
        #expect(try Team.version(of: office) == 2)
        #expect(try scene.sender.plomba("sync").status == 0)
    }
}
