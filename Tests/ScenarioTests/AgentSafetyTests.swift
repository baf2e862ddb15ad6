import Foundation
import Glibc
import Testing

/// What the agent must not do, whatever others do to it.
@Suite struct `The agent` {
    private let folder: Folder
    private let receiver: Party

    init() throws {
        folder = try Folder()
        let (sender, receiver) = try Parties.copy(into: folder)
        self.receiver = receiver
        try Scene.writeCase(folder)
        try sender.sealCase(for: receiver.mailbox)
    }

    private func move(_ name: String, to other: String) throws {
        try FileManager.default.moveItem(
            atPath: folder.place(name), toPath: folder.place(other))
    }

    @Test func `a key file that changed locks at once`() throws {
        let process = try receiver.unlock()
        let file = receiver.name + "/keys/member-encryption.age"
        try folder.write(file, folder.read(file) + [0])
        #expect(try receiver.open(into: "case").status == 1)
        #expect(Processes.isGone(process, within: 2))
        #expect(!folder.exists("case"))
    }

    @Test func `a home that is gone locks`() throws {
        let process = try receiver.unlock()
        try move(receiver.name, to: "moved")
        #expect(Processes.isGone(process, within: 3))
    }

    @Test func `the agent of another home is not used`() throws {
        let sender = Party(name: Parties.sender, folder: folder)
        try sender.unlock()
        try FileManager.default.createSymbolicLink(
            atPath: receiver.home + "/agent", withDestinationPath: sender.home + "/agent")
        let opened = try receiver.open(into: "case")
        #expect(opened.code == "passphrase.no-terminal")
        #expect(opened.errors.contains("the unlocked keys are not those in this folder"))
        #expect(try sender.keys() == "unlocked")
    }

    @Test func `folder and socket are closed to others, the process to everybody`() throws {
        let process = try receiver.unlock()
        let manager = FileManager.default
        for (name, mode) in [("", 0o700), ("/socket", 0o600), ("/turn", 0o600)] {
            let facts = try manager.attributesOfItem(atPath: receiver.home + "/agent" + name)
            #expect((facts[.posixPermissions] as? NSNumber)?.intValue == mode, "\(name)")
        }
        let standard = try (0...2).map {
            try manager.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\($0)")
        }
        #expect(standard == Array(repeating: "/dev/null", count: 3))
        #expect(try manager.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd") == "/")
        #expect(getsid(process) == process)
        let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
        let core = limits.split(separator: "\n").first { $0.hasPrefix("Max core file size") }
        #expect(core?.split(separator: " ").dropFirst(4).prefix(2) == ["0", "0"])
        // Not dumpable: its files in /proc belong to root, whoever it runs for.
        let owner = try manager.attributesOfItem(atPath: "/proc/\(process)/mem")
        #expect((owner[.ownerAccountID] as? NSNumber)?.intValue == 0)
        let line = try String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
        #expect(!line.contains(folder.path))
    }

    @Test(.enabled(if: getuid() == 0, "becoming somebody else needs root"))
    func `another account is sent away, even where it can reach the socket`() throws {
        try receiver.unlock()
        for place in [folder.path, receiver.home, receiver.home + "/agent"] {
            unsafe chmod(place, 0o755)
        }
        unsafe chmod(receiver.home + "/agent/socket", 0o666)
        let probe = folder.place("agent_peer.py")
        try FileManager.default.copyItem(atPath: Interop.path("agent_peer.py"), toPath: probe)
        unsafe chmod(probe, 0o644)
        let command = ["/usr/bin/python3", probe, "probe", receiver.home + "/agent/socket"]
        let own = try Program.run(command[0], Array(command.dropFirst()), in: "/")
        #expect(own.output == "000000020103\n", "\(own.errors)")
        let other = try Program.run(
            Program.tool("setpriv"),
            ["--reuid=65534", "--regid=65534", "--clear-groups"] + command, in: "/")
        #expect(other.output == "closed\n", "\(other.errors)")
    }

    @Test(.enabled(if: getuid() == 0, "reading another process's memory needs root"))
    func `keys lie in locked memory only, and are gone with the process`() throws {
        let process = try receiver.unlock()
        for number in 1...3 {
            #expect(try receiver.open(into: "case \(number)").status == 0)
        }
        let found = try Interop.run(
            "agent_memory.py", [receiver.home, Party.passphrase, "\(process)"], in: folder)
        let counts = try #require(found.json() as? [String: [Int]], "\(found.errors)")
        #expect(
            counts == [
                "passphrase": [0, 0], "signing_text": [0, 0], "identity_text": [0, 0],
                "identity_text_lower": [0, 0], "signing_seed": [1, 0], "identity_seed": [1, 0],
            ])
        #expect(try receiver.unaided("lock").status == 0)
        #expect(Processes.isGone(process, within: 1))
    }

    @Test func `a crash leaves no core`() throws {
        let process = try receiver.unlock()
        kill(process, SIGABRT)
        #expect(Processes.isGone(process, within: 2))
        #expect(folder.tree("").allSatisfy { !$0.contains("core") })
    }

    @Test func `signs what a member says, and nothing else`() throws {
        try receiver.unlock()
        try folder.write("message", "a statement\n")
        func sign(_ namespace: String) throws -> Outcome {
            let script = "exec \"$0\" \"$1\" sign \"$2\" \"$3\" < message > signature"
            return try Program.run(
                "/bin/sh",
                [
                    "-c", script, Interop.python(), Interop.path("agent_peer.py"), receiver.home,
                    namespace,
                ], in: folder.path)
        }
        let refused = [
            "plomba/v1/Deposit", "plomba/v1/SubmissionAcceptance", "plomba/v1/OrganisationRecord",
            "plomba-training/v1/Sealed", "plomba/v1/sealed", "git", "file",
        ]
        for namespace in refused {
            #expect(try sign(namespace).errors.contains("status 4"), "\(namespace)")
        }
        #expect(try sign("plomba/v1/Sealed").status == 0)
        let signers = try receiver.plomba("partner", "signers")
        let own = try receiver.plomba("organisation", "show", "--format", "json").json()
        #expect(signers.status == 0 && own["organisation"] as? String == receiver.name)
        let greeting = try Interop.run("agent_peer.py", ["greet", receiver.home], in: folder)
        let key = try #require(greeting.json()["signing_key"] as? String)
        try folder.write("signers", try allowedSigners(key))
        for (name, status) in [("message", 0), ("signers", 255)] {
            let checked = try Program.run(
                "/bin/sh",
                [
                    "-c",
                    "ssh-keygen -Y verify -f signers -I m -n plomba/v1/Sealed -s signature < \(name)",
                ], in: folder.path)
            #expect(checked.status == Int32(status), "\(checked.output) \(checked.errors)")
        }
    }

    /// One line for `ssh-keygen`, from the 32 bytes of a key.
    private func allowedSigners(_ hex: String) throws -> String {
        let bytes = stride(from: 0, to: hex.utf8.count, by: 2).compactMap { place in
            UInt8(hex.dropFirst(place).prefix(2), radix: 16)
        }
        let blob = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32] + bytes
        return "m ssh-ed25519 " + Data(blob).base64EncodedString() + "\n"
    }

    @Test func `visitors that send garbage, too much or nothing hold nobody up`() throws {
        let process = try receiver.unlock()
        let crowd = try Program.start(
            Interop.python(),
            [Interop.path("agent_peer.py"), "misbehave", receiver.home, "5"], in: folder.path)
        Thread.sleep(forTimeInterval: 1)
        for number in 1...3 {
            let opened = try receiver.open(into: "case \(number)")
            #expect(opened.status == 0, "\(opened.errors)")
        }
        let seen = try crowd.outcome()
        #expect(try #require(seen.json()["visits"] as? Int) > 50, "\(seen.errors)")
        #expect(Processes.isRunning(process))
        Thread.sleep(forTimeInterval: 6)
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
        #expect(open.count < 10, "descriptors left open: \(open.count)")
    }

    @Test func `a home with a long path`() throws {
        let deep = String(repeating: "a-folder-with-a-long-name/", count: 8)
        try FileManager.default.createDirectory(
            atPath: folder.place(deep), withIntermediateDirectories: true)
        try move(receiver.name, to: deep + receiver.name)
        let far = Party(name: deep + receiver.name, folder: folder)
        try far.unlock()
        #expect(try far.open(into: "case").status == 0)
        #expect(try far.unaided("lock").status == 0)
    }

    @Test func `a full disk: nothing is unlocked, and it says so`() throws {
        // Room for what is there, and for no folder or socket more.
        let script = """
            cp -r "$1" small && cp passphrase small/ && n=0; \
            while mkdir "small/$n" 2>/dev/null; do n=$((n+1)); done; \
            exec "$0" unlock --home small/\(receiver.name) --passphrase-file small/passphrase
            """
        let (path, arguments) = try SmallDisk.command(
            ["/bin/sh", "-c", script, Program.path("plomba"), receiver.home],
            at: folder.place("small"), size: "2m,nr_inodes=60")
        let outcome = try Program.run(path, arguments, in: folder.path)
        #expect(outcome.status == 1)
        #expect(outcome.code == "file.disk-full", "\(outcome.errors)")
    }

    @Test(.enabled(if: getuid() == 0, "giving up rights needs root"))
    func `without memory that stays out of the swap, nothing is unlocked`() throws {
        let command = [
            "prlimit", "--memlock=0:0", try Program.path("plomba"), "unlock", "--home",
            receiver.home, "--passphrase-file", folder.place("passphrase"),
        ]
        let outcome = try Program.run(
            Program.tool("setpriv"),
            ["--bounding-set=-ipc_lock", "--inh-caps=-ipc_lock"] + command, in: folder.path)
        #expect(outcome.code == "agent.no-locked-memory", "\(outcome.errors)")
        #expect(try receiver.keys() == "locked")
    }
}
