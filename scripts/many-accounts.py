#!/usr/bin/env python3
"""Prints a plain chain specification with many more accounts: many-accounts.py SPEC.json NUMBER.

Their OPEN comes out of the richest account, so that the total stays what it is.
"""
import hashlib
import json
import sys

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
OPEN = 10**18


def address(index):
    """The SS58 address (prefix 42) of an account that nobody has the key of."""
    payload = b"\x2a" + hashlib.blake2b(b"account %d" % index, digest_size=32).digest()
    payload += hashlib.blake2b(b"SS58PRE" + payload, digest_size=64).digest()[:2]
    number, text = int.from_bytes(payload, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return text


with open(sys.argv[1]) as file:
    spec = json.load(file)
balances = spec["genesis"]["runtimeGenesis"]["patch"]["balances"]["balances"]
count = int(sys.argv[2])
richest = max(balances, key=lambda entry: entry[1])
richest[1] -= count * OPEN
balances.extend([address(index), OPEN] for index in range(count))
json.dump(spec, sys.stdout)
