"""Makes a JSON text of orders, reads it, adds up what each customer spent, and puts a seal on the text.

The same job, with the same answer, is in same-job-node and same-job-go.
"""

import hashlib
import json


def handler(event, context):
    text = orders_as_json(event.get("orders", 20_000))
    return {**spent(json.loads(text)), "seal": seal(text, event.get("rounds", 20_000))}


def orders_as_json(count):
    orders = []
    state = 1
    for _ in range(count):
        # A small generator of numbers that every language computes alike.
        state = state * 48_271 % 2_147_483_647
        orders.append(f'{{"customer":"c{state % 100}","cents":{state % 10_000}}}')
    return f"[{','.join(orders)}]"


def spent(orders):
    by_customer = {}
    for order in orders:
        customer = order["customer"]
        by_customer[customer] = by_customer.get(customer, 0) + order["cents"]
    totals = by_customer.values()
    return {"customers": len(totals), "cents": sum(totals), "most": max(totals, default=0)}


def seal(text, rounds):
    digest = hashlib.sha256(text.encode()).digest()
    for _ in range(rounds):
        digest = hashlib.sha256(digest).digest()
    return digest.hex()
