import Foundation
import Primitives
import Testing

@testable import Timestamping

/// No byte of a token can be changed so that it says another time or covers other bytes.
@Suite struct `Damaged token` {
    private static let note = Array("log.example.org\n7\nSGVsbG8=\n".utf8)

    @Test(arguments: [(false, false), (true, false), (false, true)])
    func `no flipped byte makes another time or imprint`(
        hasIntermediate: Bool, sendsRoot: Bool
    ) throws {
        var plan = TestAuthority.Plan()
        plan.hasIntermediate = hasIntermediate
        plan.sendsRoot = sendsRoot
        let authority = try TestAuthority(plan)
        let (request, token) = try authority.stamp(Self.note)
        let known = try authority.known
        let honest = try token.verify(answering: request, by: known)
        let flips: [UInt8] =
            hasIntermediate || sendsRoot ? [0x01, 0xFF] : [0x01, 0x04, 0x20, 0x80, 0xFF]
        var survivors: [[UInt8]] = []
        for position in token.der.indices {
            for flip in flips {
                var damaged = token.der
                damaged[position] ^= flip
                guard let read = try? UnverifiedTimestampToken(der: damaged) else { continue }
                // Whatever imprint it now claims, for the one that asks for just that.
                for imprint in Set([request.imprint, read.claimedImprint ?? request.imprint]) {
                    guard let verified = try? read.verify(covering: imprint, by: known) else {
                        continue
                    }
                    survivors.append(damaged)
                    #expect(verified.generatedAt == honest.generatedAt, "byte \(position)")
                    #expect(verified.imprint == honest.imprint, "byte \(position)")
                    #expect(verified.serial == honest.serial, "byte \(position)")
                    #expect(verified.policy == honest.policy, "byte \(position)")
                }
            }
        }
        print("time-stamp flips=\(token.der.count * flips.count) accepted=\(survivors.count)")
        // Only a certificate that the chain does not need may change unseen.
        #expect(survivors.isEmpty != sendsRoot)
        for damaged in survivors.prefix(20) {
            #expect(
                try authority.opensslAccepts(
                    damaged, over: Self.note, at: honest.generatedAt.instant))
        }
    }

    @Test func `openssl refuses what we refuse of the damaged ones`() throws {
        let authority = try TestAuthority()
        let (request, token) = try authority.stamp(Self.note)
        let known = try authority.known
        let time = try token.verify(answering: request, by: known).generatedAt.instant
        var (refused, stricter) = (0, 0)
        for position in stride(from: 3, to: token.der.count, by: 7) {
            var damaged = token.der
            damaged[position] ^= 0x02
            let ours =
                (try? UnverifiedTimestampToken(der: damaged).verify(
                    covering: request.imprint, by: known)) != nil
            let theirs = try authority.opensslAccepts(damaged, over: Self.note, at: time)
            #expect(!ours || theirs, "we accept what openssl refuses: byte \(position)")
            if !theirs { refused += 1 }
            if theirs && !ours { stricter += 1 }
        }
        print("time-stamp openssl refused=\(refused) accepted-what-we-refuse=\(stricter)")
        #expect(refused > 100)
    }

    @Test func `a token that is cut or continued is refused`() throws {
        let authority = try TestAuthority()
        let (request, token) = try authority.stamp(Self.note)
        let response = try authority.respond(to: request)
        for count in 0..<token.der.count {
            #expect(throws: TimestampError.self) {
                try UnverifiedTimestampToken(der: Array(token.der.prefix(count)))
            }
        }
        for count in 0..<response.count {
            #expect(throws: TimestampError.self) {
                try TimestampResponse(der: Array(response.prefix(count)))
            }
        }
        for extra in [[0x05, 0x00], token.der] as [[UInt8]] {
            #expect(throws: TimestampError.tokenMalformed(.trailing)) {
                try UnverifiedTimestampToken(der: token.der + extra)
            }
            #expect(throws: TimestampError.tokenMalformed(.trailing)) {
                try TimestampResponse(der: response + extra)
            }
        }
    }

    @Test func `what is too large or too deep is refused before it is read`() throws {
        let limit = TimestampLimits.tokenSizeInBytes
        let large = [UInt8](repeating: 0x30, count: limit + 1)
        #expect(throws: TimestampError.tooLarge(limit: limit)) {
            try UnverifiedTimestampToken(der: large)
        }
        #expect(throws: TimestampError.tooLarge(limit: limit)) {
            try TimestampResponse(der: large)
        }
        var deep: [UInt8] = []
        for _ in 0..<40 { deep = DERText.sequence(deep) }
        #expect(throws: TimestampError.tokenMalformed(.depth)) {
            try UnverifiedTimestampToken(der: deep)
        }
        let wide = DERText.element(0x30, Array(repeatElement(DERText.null, count: 9000).joined()))
        #expect(throws: TimestampError.tokenMalformed(.tooMany)) {
            try UnverifiedTimestampToken(der: wide)
        }
    }

    @Test func `lengths have one spelling`() throws {
        for wrong in [
            [0x30, 0x80, 0x00, 0x00], [0x30, 0x81, 0x00], [0x30, 0x82, 0x00, 0x81],
            [0x30, 0x84, 0x00, 0x00, 0x00, 0x00], [0x30, 0xFF],
        ] as [[UInt8]] {
            #expect(throws: TimestampError.tokenMalformed(.length), "\(wrong)") {
                try UnverifiedTimestampToken(der: wrong + [UInt8](repeating: 0, count: 300))
            }
        }
        #expect(throws: TimestampError.tokenMalformed(.tag)) {
            try UnverifiedTimestampToken(der: [0x3F, 0x81, 0x01, 0x00])
        }
    }
}
