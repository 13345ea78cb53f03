#!/usr/bin/env python3
"""The arithmetic of arithmetic.md, straight from its text and from nothing else.

    python3 docs/reference/arithmetic.py      checks every test vector of the page

Python's floats only hold the values here: each operation is done on exact fractions and rounded by `rounded`.
"""

import math
import struct
import sys
from decimal import Decimal, getcontext
from fractions import Fraction
from functools import partial, reduce
from pathlib import Path

PAGE = Path(__file__).with_name("arithmetic.md")
SINGLE, DOUBLE = (24, 127), (53, 1023)


# Numbers.


def rounded(exact, kind=SINGLE):
    """The nearest number of a format, ties to even. An exact zero is +0; the sign of a zero that is not is the caller's."""
    precision, greatest = kind
    if exact == 0:
        return 0.0
    size = abs(exact)
    exponent = size.numerator.bit_length() - size.denominator.bit_length()
    if Fraction(2) ** exponent > size:
        exponent -= 1
    unit = Fraction(2) ** (max(exponent, 1 - greatest) - precision + 1)
    size = round(size / unit) * unit
    if size >= Fraction(2) ** (greatest + 1):
        return math.copysign(math.inf, exact)
    return math.copysign(float(size), exact)


def finite(*numbers):
    return all(map(math.isfinite, numbers))


def fma(a, b, c, kind=SINGLE):
    if not finite(a, b, c):
        return a * b + c
    exact = Fraction(a) * Fraction(b) + Fraction(c)
    if exact == 0:
        # Two zeros of one sign keep it; whatever cancels is +0.
        product = math.copysign(1, a) * math.copysign(1, b)
        return -0.0 if product < 0 and a * b == 0 and c == 0 and math.copysign(1, c) < 0 else 0.0
    return rounded(exact, kind)


def add(a, b, kind=SINGLE):
    return fma(1.0, a, b, kind)


def sub(a, b, kind=SINGLE):
    return add(a, -b, kind)


def mul(a, b, kind=SINGLE):
    if not finite(a, b) or a == 0 or b == 0:
        return a * b
    return rounded(Fraction(a) * Fraction(b), kind)


def div(a, b, kind=SINGLE):
    if b == 0 and not math.isnan(a):
        return math.nan if a == 0 else math.copysign(math.inf, a) * math.copysign(1, b)
    if not finite(a, b) or a == 0:
        return a / b
    return rounded(Fraction(a) / Fraction(b), kind)


def sqrt(a, kind=SINGLE):
    if a <= 0 or not finite(a):
        return a if a == 0 or a == math.inf else math.nan
    # The integer root of the value times 4^k, with a last digit that says whether anything is left.
    exact, shift = Fraction(a), 1100 if kind == DOUBLE else 200
    scaled = exact * 4**shift
    root = math.isqrt(scaled.numerator // scaled.denominator)
    left = root * root != scaled
    return rounded(Fraction(2 * root + left, 2 ** (shift + 1)), kind)


def bits(x):
    return struct.unpack("<I", struct.pack("<f", x))[0]


def number(word):
    return struct.unpack("<f", struct.pack("<I", word))[0]


def half(word):
    return struct.unpack("<e", struct.pack("<H", word))[0]


def constant(text):
    return number(int(text, 16))


# Products and sums.


def chain(a, b, acc=0.0):
    assert len(a) == len(b)
    return reduce(lambda acc, pair: fma(*pair, acc), zip(a, b), acc)


def segmented(a, b):
    parts = [chain(a[at : at + 4096], b[at : at + 4096]) for at in range(0, len(a), 4096)]
    return reduce(add, parts)


def lanes(row, start, step):
    return [reduce(step, row[lane::16], start) for lane in range(16)]


def fold(partial):
    for width in (8, 4, 2, 1):
        partial = [add(partial[i], partial[i + width]) for i in range(width)]
    return partial[0]


def total(row):
    return fold(lanes(row, 0.0, add))


def dot(a, b):
    return fold(lanes(list(zip(a, b)), 0.0, lambda acc, pair: fma(*pair, acc)))


def largest(row):
    larger = lambda m, x: x if x > m else m
    return reduce(larger, lanes(row, -math.inf, larger), -math.inf)


# Elementary functions.


def polynomial(words, x):
    first, *rest = map(constant, words.split())
    return reduce(lambda p, c: fma(p, x, c), rest, first)


def exp(x):
    x = max(min(x, 89.0), -104.0)
    shift = constant("4b400000")
    shifted = fma(x, constant("3fb8aa3b"), shift)
    n = sub(shifted, shift)
    r = fma(-n, constant("35bfbe8e"), fma(-n, constant("3f317200"), x))
    p = polynomial("39500d01 3ab60b61 3c088889 3d2aaaab 3e2aaaab 3f000000 3f800000 3f800000", r)
    whole = bits(shifted) - bits(shift)
    return mul(mul(p, 2.0 ** (whole // 2)), 2.0 ** (whole - whole // 2))


def ln(x):
    cut = 0x3F3504F3
    b = bits(x) - cut
    e, m = float(b >> 23), number((b & 0x7FFFFF) + cut)
    f = sub(m, 1.0)
    s = div(f, add(2.0, f))
    z = mul(s, s)
    r = mul(z, polynomial("3e1d8adb 3e3a2e8d 3e638e39 3e924925 3ecccccd 3f2aaaab", z))
    h = mul(mul(0.5, f), f)
    t = fma(s, add(h, r), mul(e, constant("35bfbe8e")))
    return fma(e, constant("3f317200"), sub(f, sub(h, t)))


def sigmoid(x):
    return div(1.0, add(1.0, exp(-x)))


# Frozen weights.


VALUES = [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113]


def signed(byte):
    return byte - 256 if byte > 127 else byte


def product(d, *integers):
    return reduce(lambda acc, n: mul(acc, float(n)), integers, d)


def weight(form, block, i):
    """Weight i of a block of 32."""
    if form == "bf16":
        return number(int.from_bytes(block[2 * i : 2 * i + 2], "little") << 16)
    d, at = half(int.from_bytes(block[:2], "little")), 2
    if form[-2:] == "_1":
        m, at = half(int.from_bytes(block[2:4], "little")), 4
    if form == "q8_0":
        return product(d, signed(block[at + i]))
    high = 0
    if form.startswith("q5"):
        high, at = int.from_bytes(block[at : at + 4], "little") >> i & 1, at + 4
    q = high << 4 | block[at + i % 16] >> i // 16 * 4 & 15
    if form == "iq4_nl":
        return product(d, VALUES[q])
    if form[-2:] == "_1":
        return add(product(d, q), m)
    return product(d, q - (16 if form == "q5_0" else 8))


def fields(block, *sizes):
    """Cuts a block: a size of 0 is a binary16 number."""
    parts, at = [], 0
    for size in sizes:
        parts.append(block[at : at + size] if size else half(int.from_bytes(block[at : at + 2], "little")))
        at += size or 2
    assert at == len(block)
    return parts


def scale_and_minimum(s, p):
    if p < 4:
        return s[p] % 64, s[p + 4] % 64
    return s[p + 4] % 16 + s[p - 4] // 64 * 16, s[p + 4] // 16 + s[p] // 64 * 16


def k_weight(form, block, i):
    """Weight i of a block of 256: weight l of part p."""
    (p, l), k = divmod(i, 32), i // 16
    if form == "q2_k":
        s, c, d, m = fields(block, 16, 64, 0, 0)
        q = c[32 * (p // 4) + l] >> 2 * (p % 4) & 3
        return sub(product(d, s[k] % 16, q), product(m, s[k] // 16))
    if form == "q3_k":
        h, c, s, d = fields(block, 32, 64, 12, 0)
        q = c[32 * (p // 4) + l] >> 2 * (p % 4) & 3
        scale = (s[k % 8] >> k // 8 * 4) % 16 + (s[8 + k % 4] >> 2 * (k // 4)) % 4 * 16
        return product(d, scale - 32, q - 4 + 4 * (h[l] >> p & 1))
    if form == "q6_k":
        c, h, s, d = fields(block, 128, 64, 16, 0)
        j = p % 4
        low = c[64 * (p // 4) + 32 * (j % 2) + l] >> j // 2 * 4 & 15
        high = h[32 * (p // 4) + l] >> 2 * j & 3
        return product(d, signed(s[k]), low + 16 * high - 32)
    if form == "q4_k":
        (d, m, s, c), fifth = fields(block, 0, 0, 12, 128), 0
    else:
        d, m, s, h, c = fields(block, 0, 0, 12, 32, 128)
        fifth = h[l] >> p & 1
    q = c[32 * (p // 2) + l] >> p % 2 * 4 & 15
    scale, minimum = scale_and_minimum(s, p)
    return sub(product(d, scale, q + 16 * fifth), product(m, minimum))


def stored_row(row, size):
    s, d = divmod(row % size, size // 2)
    return row // size * size + 2 * d + s


# Linears in 8-bit integers.


def largest_magnitude(row):
    return max(map(abs, row))


def code_scale(m):
    return 0.0 if m < 2.0**-100 else div(m, 127.0)


def code(x, m):
    return 0 if m < 2.0**-100 else round(Fraction(mul(x, div(127.0, m))))


def blocks_chain(row, weights):
    """The chain over blocks of 32: of a row in binary32 and of codes of weights."""
    assert len(row) == len(weights) and len(row) % 32 == 0
    acc = 0.0
    for at in range(0, len(row), 32):
        block = row[at : at + 32]
        m = largest_magnitude(block)
        whole = sum(code(x, m) * w for x, w in zip(block, weights[at : at + 32]))
        acc = fma(rounded(Fraction(whole)), code_scale(m), acc)
    return acc


def exact8_forward(x, w):
    m = largest_magnitude(w)
    return mul(blocks_chain(x, [code(w, m) for w in w]), code_scale(m))


def exact8_backward(dy, column, magnitudes):
    z = [mul(dy, code_scale(m)) for dy, m in zip(dy, magnitudes)]
    return blocks_chain(z, list(map(code, column, magnitudes)))


# Operators.


def norm_factor(x, eps):
    n = rounded(Fraction(len(x)))
    return n, div(1.0, sqrt(add(div(dot(x, x), n), eps)))


def rms_norm(x, w, eps, i):
    return mul(mul(x[i], norm_factor(x, eps)[1]), w[i])


def rms_norm_gradient(x, w, eps, dy, i):
    n, r = norm_factor(x, eps)
    g = list(map(mul, dy, w))
    c = div(mul(mul(mul(r, r), r), dot(g, x)), n)
    return fma(-x[i], c, mul(g[i], r))


def rotate(pair, cos, sin):
    x1, x2 = pair
    return [fma(x1, cos, -mul(x2, sin)), fma(x2, cos, mul(x1, sin))]


def rope_table(base, size, i, t, factor=1.0):
    """Cosine and sine by their series, in fixed point with 256 bits; the power in decimal, correctly rounded."""
    getcontext().prec = 80
    theta = rounded(Fraction(Decimal(base) ** (Decimal(-2 * i) / Decimal(size))), DOUBLE)
    theta = div(theta, factor, DOUBLE)
    angle, one = Fraction(mul(float(t), theta, DOUBLE)), 1 << 256
    x = angle.numerator * one // angle.denominator

    def series(term, step):
        value = term
        while term:
            term, step = -(term * x // one) * x // one // (step * (step + 1)), step + 2
            value += term
        return value

    # Reduced first, so that the terms stay small.
    arctan = lambda n: sum((-1) ** k * (one // ((2 * k + 1) * n ** (2 * k + 1))) for k in range(200))
    x %= 8 * (4 * arctan(5) - arctan(239))
    return [rounded(Fraction(series(one, 1), one)), rounded(Fraction(series(x, 2), one))]


def attention_scale(size):
    return rounded(Fraction(div(1.0, sqrt(float(size), DOUBLE), DOUBLE)))


def weights_of(z):
    top = largest(z)
    w = [exp(sub(z, top)) for z in z]
    return top, w, total(w)


def softmax(x, scale, i):
    _, w, whole = weights_of([mul(x, scale) for x in x])
    return div(w[i], whole)


def softmax_gradient(p, dp, scale, i):
    return mul(mul(p[i], sub(dp[i], dot(p, dp))), scale)


def swiglu(g, u):
    return mul(mul(g, sigmoid(g)), u)


def swiglu_gradient(g, u, dy):
    s = sigmoid(g)
    dg = mul(mul(dy, u), mul(s, fma(g, sub(1.0, s), 1.0)))
    return [dg, mul(dy, mul(g, s))]


def gelu_share(g):
    return sigmoid(mul(g, fma(constant("3d922279"), mul(g, g), constant("3fcc422a"))))


def geglu(g, u):
    return mul(mul(g, gelu_share(g)), u)


def geglu_gradient(g, u, dy):
    s = gelu_share(g)
    slope = mul(g, fma(constant("3e5b33b6"), mul(g, g), constant("3fcc422a")))
    dg = mul(mul(dy, u), mul(s, fma(slope, sub(1.0, s), 1.0)))
    return [dg, mul(dy, mul(g, s))]


def cross_entropy(z, target):
    top, _, whole = weights_of(z)
    return sub(ln(whole), sub(z[target], top))


def cross_entropy_error(z, target, i):
    _, w, whole = weights_of(z)
    p = div(w[i], whole)
    return sub(p, 1.0) if i == target else p


# Training.


def decimal(parts):
    return rounded(Fraction(div(rounded(Fraction(parts), DOUBLE), 1e9, DOUBLE)))


def mean_loss(losses):
    whole = reduce(lambda acc, loss: add(acc, loss, DOUBLE), losses, 0.0)
    return round(Fraction(mul(div(whole, float(len(losses)), DOUBLE), 1e9, DOUBLE)))


def random_word(seed, stream, index):
    words = lambda *numbers: [w for n in numbers for w in (n & 0xFFFFFFFF, n >> 32)]
    start = list(struct.unpack("<4I", b"expand 32-byte k")) + words(seed, 0, 0, 0, index // 16, stream)
    w = start[:]

    def quarter(a, b, c, d):
        for to, by, mix, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            w[to] = (w[to] + w[by]) & 0xFFFFFFFF
            x = w[mix] ^ w[to]
            w[mix] = (x << turn | x >> (32 - turn)) & 0xFFFFFFFF

    for _ in range(10):
        for i in range(4):
            quarter(i, i + 4, i + 8, i + 12)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return (w[index % 16] + start[index % 16]) & 0xFFFFFFFF


def initial(word, inputs):
    unit = float(Fraction(word >> 8, 1 << 24))
    return mul(sub(mul(2.0, unit), 1.0), div(1.0, sqrt(rounded(Fraction(inputs)))))


def rate(peak, k, n, warmup):
    w = min(warmup, n)
    up, down = (k + 1, w) if k < w else (n - k, n - w)
    return rounded(Fraction(mul(peak, div(float(up), float(down), DOUBLE), DOUBLE)))


def clip(squares, limit):
    norm = sqrt(reduce(lambda acc, s: add(acc, s, DOUBLE), squares, 0.0), DOUBLE)
    return rounded(Fraction(div(limit, norm, DOUBLE))) if 0 < limit < norm else 1.0


def correction(beta, t):
    power = reduce(lambda acc, _: mul(acc, beta, DOUBLE), range(t), 1.0)
    return rounded(Fraction(sub(1.0, power, DOUBLE)))


def adamw(step, before, g):
    rate, beta1, beta2, eps, decay, correction1, correction2, clip = step
    x, m, v = before
    g = mul(g, clip)
    m = fma(beta1, m, mul(sub(1.0, beta1), g))
    v = fma(beta2, v, mul(sub(1.0, beta2), mul(g, g)))
    kept = mul(x, sub(1.0, mul(rate, decay)))
    root = add(sqrt(div(v, correction2)), eps)
    return [sub(kept, mul(rate, div(div(m, correction1), root))), m, v]


# The page.


def generated(seed, count, exponent):
    """Output i of splitmix64: its upper 24 bits, less 2^23, times 2^(exponent − 23)."""
    mask, values = (1 << 64) - 1, []
    for i in range(count):
        z = (seed + (i + 1) * 0x9E3779B97F4A7C15) & mask
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & mask
        values.append(float(((z ^ z >> 31) >> 40) - (1 << 23)) * 2.0 ** (exponent - 23))
    return values


def row(text):
    if text.startswith("gen:"):
        return generated(*map(int, text[4:].split(":")))
    return [constant(word) for word in text.split(",")]


def one(text):
    (value,) = row(text)
    return value


hexadecimal = lambda text: int(text, 16)
words = lambda result: ",".join(f"{bits(x):08x}" for x in (result if isinstance(result, list) else [result]))
word = lambda result: f"{result:08x}"
rows = [row, row]

# Each operation: what its operands are, what computes it, how its result is written.
OPERATIONS = {
    "add": ([one] * 2, add, words),
    "mul": ([one] * 2, mul, words),
    "div": ([one] * 2, div, words),
    "sqrt": ([one], sqrt, words),
    "fma": ([one] * 3, fma, words),
    "half": ([hexadecimal], half, words),
    "narrow": ([bytes.fromhex], lambda b: rounded(Fraction(struct.unpack(">d", b)[0])), words),
    "integer": ([int], lambda n: rounded(Fraction(n)), words),
    "chain": (rows, chain, words),
    "continued": ([one, *rows], lambda acc, a, b: chain(a, b, acc), words),
    "scaled": ([*rows, one], lambda a, b, s: mul(chain(a, b), s), words),
    "adapted": (rows * 2, lambda a, b, e, v: chain(e, v, chain(a, b)), words),
    "exact8-scale": ([one], code_scale, words),
    "exact8-code": ([one] * 2, code, str),
    "exact8-forward": (rows, exact8_forward, words),
    "exact8-backward": ([row] * 3, exact8_backward, words),
    "segmented": (rows, segmented, words),
    "sum": ([row], total, words),
    "dot": (rows, dot, words),
    "max": ([row], largest, words),
    "exp": ([one], exp, words),
    "ln": ([one], ln, words),
    "sigmoid": ([one], sigmoid, words),
    "stored-row": ([int] * 2, stored_row, str),
    "rms-norm": ([*rows, one, int], rms_norm, words),
    "rms-norm-gradient": ([*rows, one, row, int], rms_norm_gradient, words),
    "rope-table": ([one, int, int, int], rope_table, words),
    "rope-table-slowed": ([one, int, int, int, one], rope_table, words),
    "rotate": ([row, one, one], rotate, words),
    "rotate-back": ([row, one, one], lambda pair, cos, sin: rotate(pair, cos, -sin), words),
    "attention-first-key": ([int] * 2, lambda position, window: max(0, position + 1 - window), str),
    "attention-scale": ([int], attention_scale, words),
    "softmax": ([row, one, int], softmax, words),
    "softmax-gradient": ([*rows, one, int], softmax_gradient, words),
    "mix": (rows, lambda p, column: add(chain(p, column), 0.0), words),
    "gather": ([row], lambda parts: reduce(add, parts, 0.0), words),
    "swiglu": ([one] * 2, swiglu, words),
    "swiglu-gradient": ([one] * 3, swiglu_gradient, words),
    "geglu": ([one] * 2, geglu, words),
    "geglu-gradient": ([one] * 3, geglu_gradient, words),
    "embedding-scale": ([int], lambda hidden: sqrt(rounded(Fraction(hidden))), words),
    "cross-entropy": ([row, int], cross_entropy, words),
    "cross-entropy-error": ([row, int, int], cross_entropy_error, words),
    "hidden-gradient": ([*rows, one], lambda a, b, g: mul(segmented(a, b), g), words),
    "most-likely": ([row], lambda z: z.index(max(z)), str),
    "decimal": ([int], decimal, words),
    "mean-loss": ([row], mean_loss, str),
    "random-word": ([int] * 3, random_word, word),
    "initial": ([hexadecimal, int], initial, words),
    "swap": ([hexadecimal, int], lambda word, last: word * (last + 1) >> 32, str),
    "rate": ([one, int, int, int], rate, words),
    "clip": ([row, one], clip, words),
    "correction": ([one, int], correction, words),
    "adamw": ([row, row, one], adamw, words),
}

for form in ("bf16", "q4_0", "q4_1", "q5_0", "q5_1", "q8_0", "iq4_nl"):
    OPERATIONS[form] = ([bytes.fromhex, int], partial(weight, form), words)
for form in ("q2_k", "q3_k", "q4_k", "q5_k", "q6_k"):
    OPERATIONS[form] = ([bytes.fromhex, int], partial(k_weight, form), words)


def main():
    inside, checked, wrong = False, 0, 0
    for line in PAGE.read_text().splitlines():
        if line.startswith("```"):
            inside = line == "```vectors"
        elif inside:
            left, expected = line.split(" = ")
            name, *operands = left.split(" ")
            kinds, function, written = OPERATIONS[name]
            assert len(kinds) == len(operands), line
            result = written(function(*(kind(text) for kind, text in zip(kinds, operands))))
            checked += 1
            if result != expected:
                wrong += 1
                print(f"{left} = {result}, not {expected}")
    if wrong or not checked:
        sys.exit(f"{wrong} of {checked} vectors disagree")
    print(f"{checked} vectors agree")


if __name__ == "__main__":
    main()
