/// Where the bits of a QR code of version 2 go, and what stands around them.
struct QRCanvas {
    /// Row by row; true is dark.
    private(set) var modules: [[Bool]]
    private var isFixed: [[Bool]]
    private let size: Int

    init(_ bits: [Bool], mask: Int, size: Int) {
        self.size = size
        modules = [[Bool]](repeating: [Bool](repeating: false, count: size), count: size)
        isFixed = modules
        drawPatterns()
        drawFormat(mask: mask)
        place(bits, mask: mask)
    }

    private mutating func set(_ row: Int, _ column: Int, _ isDark: Bool) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        modules[row][column] = isDark
        isFixed[row][column] = true
    }

    /// Three finders with their separators, two timing lines, one alignment pattern, the dark module.
    private mutating func drawPatterns() {
        for index in 0..<size {
            set(6, index, index % 2 == 0)
            set(index, 6, index % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
            for down in -4...4 {
                for right in -4...4 {
                    let ring = max(abs(down), abs(right))
                    set(row + down, column + right, ring != 2 && ring != 4)
                }
            }
        }
        let alignment = size - 7
        for down in -2...2 {
            for right in -2...2 {
                set(alignment + down, alignment + right, max(abs(down), abs(right)) != 1)
            }
        }
        set(size - 8, 8, true)
    }

    /// Level M and the mask, twice, protected by a BCH code.
    private mutating func drawFormat(mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9 & 1) * 0x537 }
        let format = (mask << 10 | rest) ^ 0x5412
        func bit(_ index: Int) -> Bool { format >> index & 1 == 1 }
        for index in 0..<6 { set(index, 8, bit(index)) }
        set(7, 8, bit(6))
        set(8, 8, bit(7))
        set(8, 7, bit(8))
        for index in 9..<15 { set(8, 14 - index, bit(index)) }
        for index in 0..<8 { set(8, size - 1 - index, bit(index)) }
        for index in 8..<15 { set(size - 15 + index, 8, bit(index)) }
    }

    /// In pairs of columns from the right, up and down in turn, past the vertical timing line.
    private mutating func place(_ bits: [Bool], mask: Int) {
        var next = 0
        var isUpward = true
        for right in [24, 22, 20, 18, 16, 14, 12, 10, 8, 5, 3, 1] {
            for step in 0..<size {
                let row = isUpward ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row][column] {
                    // What is left over at the end is light before it is masked.
                    let bit = next < bits.count && bits[next]
                    modules[row][column] = bit != Self.inverts(mask, row, column)
                    next += 1
                }
            }
            isUpward.toggle()
        }
    }

    private static func inverts(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        let product = row * column
        return switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: product % 2 + product % 3 == 0
        case 6: (product % 2 + product % 3) % 2 == 0
        default: ((row + column) % 2 + product % 3) % 2 == 0
        }
    }
}

/// How hard a picture is to read, by the four rules of the standard.
enum QRPenalty {
    static func of(_ modules: [[Bool]]) -> Int {
        let columns = modules.indices.map { column in modules.map { $0[column] } }
        let lines = (modules + columns).map(line).reduce(0, +)
        let dark = modules.joined().count { $0 }
        let share = dark * 20 - modules.count * modules.count * 10
        return lines + blocks(modules) + abs(share) / (modules.count * modules.count) * 10
    }

    private static func line(_ line: [Bool]) -> Int {
        var (penalty, run) = (0, 0)
        for (index, module) in line.enumerated() {
            run = index > 0 && line[index - 1] == module ? run + 1 : 1
            if run == 5 { penalty += 3 } else if run > 5 { penalty += 1 }
        }
        let finder = [true, false, true, true, true, false, true]
        let quiet = [Bool](repeating: false, count: 4)
        for pattern in [finder + quiet, quiet + finder] {
            for start in 0...line.count - pattern.count
            where line[start..<start + pattern.count].elementsEqual(pattern) {
                penalty += 40
            }
        }
        return penalty
    }

    private static func blocks(_ modules: [[Bool]]) -> Int {
        var penalty = 0
        for row in 1..<modules.count {
            for column in 1..<modules.count {
                let one = modules[row][column]
                if modules[row - 1][column] == one, modules[row][column - 1] == one,
                    modules[row - 1][column - 1] == one
                {
                    penalty += 3
                }
            }
        }
        return penalty
    }
}
