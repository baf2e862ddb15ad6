import Foundation

/// T40: all hostile bundles, one after the other, with the limits of the threat model; then a
/// second process that exchanges folders for links while good bundles are opened.
struct HostileRun {
    let plan: Plan
    private static let limit = HostileTrial.Limit(seconds: 2, memory: 64 << 20)
    private static let exchanges = 100_000

    init(_ plan: Plan) { self.plan = plan }

    func run() async throws -> Tally {
        var sum = Tally()
        let trial = try HostileTrial(in: Plan.folder, limit: Self.limit)
        let all = HostileBundle.all()
        let chosen = plan.limit.map { Array(all.prefix($0)) } ?? all
        for row in Set(chosen.map(\.row)).sorted() {
            var tally = Tally()
            for hostile in chosen where hostile.row == row {
                let complaint: String?
                do {
                    complaint = try trial.complaint(about: hostile)
                } catch {
                    complaint = "could not be made: \(error)"
                }
                tally.count("\(row) \(hostile.name)", complaint)
            }
            Main.say("\(row): \(tally.cases) bundles, \(tally.failures) failures")
            sum.add(tally)
        }
        let race = try ExchangeRace(in: Plan.folder)
        let tally = try race.run(exchanges: plan.limit.map { $0 * 100 } ?? Self.exchanges)
        Main.say("C15: \(race.summary), \(tally.failures) failures")
        sum.add(tally)
        return sum
    }
}
