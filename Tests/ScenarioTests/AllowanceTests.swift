import Foundation
import Testing

/// What an organisation may leave at its broker, as its people meet it.
@Suite struct `An allowance at the broker` {
    private func configure(
        _ scene: Scene, _ change: (inout [String: Any], inout [String: Any]) -> Void
    ) throws {
        scene.broker.stop()
        try scene.broker.configure { configuration in
            var quotas = configuration["quotas"] as? [String: Any] ?? [:]
            var organisation = quotas["organisation"] as? [String: Any] ?? [:]
            var mailbox = quotas["mailbox"] as? [String: Any] ?? [:]
            change(&organisation, &mailbox)
            (quotas["organisation"], quotas["mailbox"]) = (organisation, mailbox)
            configuration["quotas"] = quotas
        }
        try scene.broker.start()
    }

    private func send(_ scene: Scene) throws -> Outcome {
        try scene.sender.plomba(
            "send", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox)
    }

    private func outbox(_ scene: Scene) -> [String] {
        scene.folder.tree(scene.sender.name + "/outbox").filter { $0 != "lock" }
    }

    @Test func `what is over the quota is told before a byte is packed`() throws {
        let scene = try Scene()
        for (name, code) in [
            ("bytes", "send.quota-exceeded"), ("bytesPerSender", "send.mailbox-share"),
        ] {
            try configure(scene) { organisation, mailbox in
                organisation["bytes"] = name == "bytes" ? 100 : 1 << 35
                mailbox["bytesPerSender"] = name == "bytes" ? 1 << 34 : 100
            }
            let outcome = try send(scene)
            #expect(outcome.status == 1 && outcome.code == code, "\(outcome.errors)")
            #expect(outcome.errors.contains("nothing left this computer"))
            #expect(outbox(scene).isEmpty, "\(outbox(scene))")
        }
    }

    @Test func `people see what they have, and the case that does not fit goes by hand`() throws {
        let scene = try Scene()
        let sent = try scene.send()
        try configure(scene) { organisation, _ in organisation["objects"] = 1 }
        let outcome = try send(scene)
        #expect(outcome.code == "send.too-many-cases", "\(outcome.errors)")
        let shown = try scene.sender.plomba(
            "broker", "allowance", "--to", scene.receiver.mailbox, "--format", "json")
        let told = try #require(shown.json()["allowance"] as? [String: Any])
        #expect((told["cases"] as? [String: Any])?["used"] as? Int == 1)
        #expect((told["cases"] as? [String: Any])?["limit"] as? Int == 1)
        let share = try #require((told["mailboxes"] as? [[String: Any]])?.first)
        #expect((share["cases"] as? [String: Any])?["used"] as? Int == 1)
        let text = try scene.sender.plomba("broker", "allowance")
        #expect(text.status == 0 && text.output.contains("1 of 1"), "\(text.output)")
        let usage = try scene.broker.plombad("usage", "--home", scene.broker.home)
        #expect(usage.output.contains("in 1 cases"), "\(usage.output) \(usage.errors)")
        // What is there already is fetched as ever, and what is declined makes room.
        #expect(try scene.inboxState(sent) == "waiting")
        let declined = try scene.receiver.plomba(
            "decline", sent, "--reason", "no_capacity")
        #expect(declined.status == 0, "\(declined.errors)")
        let next = try send(scene)
        #expect(next.status == 0, "\(next.errors)")
    }

    @Test func `what was sealed before is refused by the broker with the reason, and waits`() throws
    {
        let scene = try Scene()
        let sealed = try scene.sender.plomba(
            "seal", "evidence", "--case", "case.json", "--to", scene.receiver.mailbox, "-o",
            "case.plomba")
        #expect(sealed.status == 0, "\(sealed.errors)")
        try configure(scene) { organisation, _ in organisation["bytes"] = 100 }
        let refused = try scene.sender.plomba("send", "case.plomba", "--format", "json")
        #expect(refused.status == 1)
        #expect(refused.code == "broker.quota-exceeded", "\(refused.errors)")
        try configure(scene) { organisation, _ in organisation["bytes"] = 1 << 35 }
        let sent = try scene.sender.plomba("send", "case.plomba")
        #expect(sent.status == 0, "\(sent.errors)")
    }
}
