"""Invoices for test/lib/core/pricing, reckoned in exact decimals.

    python3 scripts/reference/invoices.py

Prices are written out here once more, as AWS states them (lib/core/pricing/lambda-prices.json says where they are
from), so that neither our table nor our arithmetic takes part. Milliseconds / 1000 and MB / 1024 end after a few
digits, so that every amount is exact. What it prints stands literally in the tests.
"""

from decimal import ROUND_CEILING, Decimal, getcontext

getcontext().prec = 60

D = Decimal

# region: (price of a GB-second by architecture, of a million requests, of a GB-second of /tmp)
PRICES = {
    "us-east-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.0000000309"),
    "us-east-2": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.0000000309"),
    "us-west-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.000000037"),
    "us-west-2": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.0000000309"),
    "ca-central-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.000000034"),
    "ca-west-1": ({"x86_64": "0.0000166667"}, "0.20", "0.000000034"),
    "eu-west-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.000000034"),
    "eu-central-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.0000000367"),
    "eu-central-2": ({"x86_64": "0.0000183334", "arm64": "0.0000146667"}, "0.22", "0.0000000441"),
    "eu-south-1": ({"x86_64": "0.0000195172", "arm64": "0.0000156138"}, "0.23", "0.0000000357"),
    "eu-south-2": ({"x86_64": "0.0000166667"}, "0.20", "0.000000034"),
    "eu-north-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.0000000323"),
    "af-south-1": ({"x86_64": "0.0000221", "arm64": "0.00001768"}, "0.27", "0.0000000404"),
    "ap-east-1": ({"x86_64": "0.00002292", "arm64": "0.0000183"}, "0.28", "0.0000000407"),
    "ap-northeast-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.000000037"),
    "ap-south-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.0000000352"),
    "ap-southeast-5": ({"x86_64": "0.000015", "arm64": "0.000012"}, "0.18", "0.0000000333"),
    "sa-east-1": ({"x86_64": "0.0000166667", "arm64": "0.0000133334"}, "0.20", "0.0000000586"),
    "me-south-1": ({"x86_64": "0.0000206667", "arm64": "0.0000165334"}, "0.25", "0.0000000374"),
    "il-central-1": ({"x86_64": "0.0000175"}, "0.21", "0.0000000408"),
    "cn-north-1": ({"arm64": "0.0000908"}, "1.36", "0.0000002303"),
    "cn-northwest-1": ({"x86_64": "0.000113477", "arm64": "0.0000908"}, "1.36", "0.0000002049"),
    # Only the price of a GB-second is known: that of a request is given in the input.
    "us-gov-west-1": ({"x86_64": "0.0000166667"}, "0.20", None),
    "us-gov-east-1": ({"x86_64": "0.0000166667"}, "0.24", None),
}
SNAP_START_RESTORE_GB = D("0.0001397998")  # us-east-1
SNAP_START_CACHE_GB_SECOND = D("0.0000015046")


def plain(value):
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole(value):
    return int(D(value).to_integral_value(rounding=ROUND_CEILING))


# The INIT and SnapStart lines are published ones; the rest of what they say (size, restore) too, where it was.
def row(of, region, architecture, memory, duration, init=None, restore=None, tmp=512, runtime=None, given=False):
    """init and the billed part of a restore are billed with the duration, rounded up together."""
    by_architecture, per_million, tmp_price = PRICES[region]
    gb_second, request = D(by_architecture[architecture]), D(per_million) / 1_000_000
    billed = whole(D(duration) + D(init or 0) + D(restore[1] if restore else 0))
    seconds, gb = D(billed) / 1000, D(memory) / 1024
    cost = seconds * gb * gb_second + request
    written = f"{plain(seconds)} × {plain(gb)} × {plain(gb_second)} + {plain(request)}"
    if tmp > 512:
        paid = D(tmp - 512) / 1024
        cost += seconds * paid * D(tmp_price)
        written += f" + {plain(seconds)} × {plain(paid)} × {plain(D(tmp_price))}"
    if runtime is not None and not runtime.startswith("java"):
        cost += gb * SNAP_START_RESTORE_GB
        written += f" + {plain(gb)} × {plain(SNAP_START_RESTORE_GB)}"
    start = f"init {init}" if init else f"restore {restore[0]}, billed {restore[1]}, {runtime}" if restore else "warm"
    ROWS.append((of, region, architecture, str(memory), duration, start, str(tmp), plain(request) if given else "table", str(billed), written, plain(cost)))


ROWS = [("what", "region", "architecture", "MB", "ms", "start", "/tmp MB", "request", "billed ms", "seconds × GB × price + request …", "cost")]
row("the shortest: a request, and hardly more", "us-east-1", "x86_64", 128, "0.62")
row("the same on arm64", "us-east-1", "arm64", 128, "0.31")
row("100 ms at 1,024 MB", "us-east-1", "x86_64", 1024, "100")
row("the same on arm64, rounded up from 99.01 ms", "us-east-1", "arm64", 1024, "99.01")
row("a second of a whole CPU", "us-east-1", "x86_64", 1769, "1000")
row("one hundredth of a millisecond more: another millisecond", "us-east-1", "arm64", 1769, "1000.01")
row("15 minutes at the largest size", "us-east-1", "x86_64", 10240, "900000")
row("the same on arm64", "us-east-1", "arm64", 10240, "900000")
row("15 minutes at the smallest size", "us-east-1", "arm64", 128, "900000")
row("one paid MB of /tmp", "us-east-1", "x86_64", 1024, "1000", tmp=513)
row("1,536 MB of /tmp, of which 1,024 are paid", "us-east-1", "x86_64", 1024, "1000", tmp=1536)
row("all of /tmp for a minute", "us-east-1", "arm64", 2048, "60000", tmp=10240)
row("Ohio", "us-east-2", "x86_64", 3008, "456.78")
row("Northern California, whose /tmp is dearer", "us-west-1", "arm64", 512, "33.3", tmp=1024)
row("a size between the steps of the console", "us-west-2", "arm64", 833, "7.77")
row("Montreal", "ca-central-1", "x86_64", 1536, "250.5", tmp=4096)
row("Calgary, of which only x86_64 is known", "ca-west-1", "x86_64", 1792, "18.42")
row("a cold start: 62.14 + 162.08 ms", "eu-west-1", "x86_64", 128, "62.14", init="162.08")
row("a cold start: 1.95 + 113.58 ms", "eu-west-1", "arm64", 128, "1.95", init="113.58")
row("SnapStart, Java: 306.34 + 303 ms, not + 511.25", "eu-west-1", "x86_64", 3009, "306.34", restore=("511.25", "303"), runtime="java11")
row("SnapStart, Java: 127.10 + 26 ms", "eu-west-1", "x86_64", 2048, "127.10", restore=("325.93", "26"), runtime="java21")
row("SnapStart, Java: 3689.6 + 153 ms", "us-east-1", "x86_64", 1024, "3689.6", restore=("565.00", "153"), runtime="java21")
row("SnapStart, Java: 2338.66 + 182 ms", "us-east-1", "arm64", 3009, "2338.66", restore=("398.97", "182"), runtime="java17")
row("SnapStart, Python, whose restore is paid: 159.87 + 118 ms", "us-east-1", "x86_64", 1024, "159.87", restore=("562.43", "118"), runtime="python3.13")
row("the first of these, if it were Python on arm64", "us-east-1", "arm64", 3009, "306.34", restore=("511.25", "303"), runtime="python3.13")
row("SnapStart, .NET, at the largest size", "us-east-1", "x86_64", 10240, "127.10", restore=("325.93", "26"), runtime="dotnet10")
row("a cold start whose init is most of it", "eu-central-1", "x86_64", 3008, "12.5", init="850.25")
row("a second at the largest size", "eu-central-1", "arm64", 10240, "1000")
row("Zurich, which is dearer than Frankfurt", "eu-central-2", "x86_64", 256, "81.92")
row("Zurich, a cold start with all of /tmp", "eu-central-2", "arm64", 1024, "5.05", init="94.95", tmp=10240)
row("Milan", "eu-south-1", "x86_64", 3008, "500")
row("Spain, of which only x86_64 is known", "eu-south-2", "x86_64", 640, "3.999")
row("Stockholm, whose /tmp is cheap", "eu-north-1", "arm64", 4096, "1234.56", tmp=2048)
row("Cape Town", "af-south-1", "x86_64", 256, "40")
row("Cape Town on arm64, which has a price of its own", "af-south-1", "arm64", 256, "40")
row("Hong Kong, the dearest", "ap-east-1", "x86_64", 5308, "777.7")
row("Hong Kong on arm64, a cold start", "ap-east-1", "arm64", 5308, "300.3", init="477.4")
row("Tokyo", "ap-northeast-1", "x86_64", 7077, "64.01")
row("Mumbai", "ap-south-1", "arm64", 8846, "2.5")
row("Malaysia, which is cheaper than Virginia", "ap-southeast-5", "arm64", 512, "200")
row("São Paulo, whose /tmp is the dearest", "sa-east-1", "arm64", 1024, "30000", tmp=2048)
row("Bahrain, a cold start", "me-south-1", "x86_64", 1024, "8.01", init="310.6")
row("Tel Aviv, of which only x86_64 is known", "il-central-1", "x86_64", 128, "45.6", tmp=1024)
row("Ningxia, in yuan", "cn-northwest-1", "x86_64", 1024, "100")
row("Ningxia on arm64 with /tmp, in yuan", "cn-northwest-1", "arm64", 1024, "100", tmp=1536)
row("Beijing on arm64, 15 minutes at the largest size, in yuan", "cn-north-1", "arm64", 10240, "900000")
row("Beijing on arm64, a cold start with /tmp, in yuan", "cn-north-1", "arm64", 128, "1.95", init="113.58", tmp=1024)
row("GovCloud (US-West), whose request is given in the input", "us-gov-west-1", "x86_64", 512, "10.1", given=True)
row("GovCloud (US-East), a cold start", "us-gov-east-1", "x86_64", 1024, "62.14", init="162.08", given=True)

widths = [max(len(r[column]) for r in ROWS) for column in range(len(ROWS[0]))]
for r in ROWS:
    print(" | ".join(cell.ljust(width) for cell, width in zip(r, widths)).rstrip())

X86_TIERS = [(D(6_000_000_000), D("0.0000166667")), (D(15_000_000_000), D("0.000015")), (None, D("0.0000133334"))]
ARM_TIERS = [(D(7_500_000_000), D("0.0000133334")), (D(18_750_000_000), D("0.0000120001")), (None, D("0.0000106667"))]


def discounted(price, bounds):
    return [(D(bounds[0]), price), (D(bounds[1]), price * D("0.9")), (None, price * D("0.8"))]


def gb_seconds(name, tiers, amount):
    cost, written, below = D(0), [], D(0)
    for upper, price in tiers:
        used = (amount if upper is None else min(amount, upper)) - below
        if used > 0:
            cost += used * price
            written.append(f"{plain(used)} × {plain(price)}")
        below = upper or below
    print(f"{name}: {' + '.join(written)} = {plain(cost)}; a GB-second {plain(cost / amount)[:24]}")


print("\n// GB-seconds of a month, by tiers")
for amount in ("1000000", "6000000000", "9000000000", "20000000000"):
    gb_seconds("us-east-1 x86_64", X86_TIERS, D(amount))
for amount in ("7500000000", "10000000000", "20000000000"):
    gb_seconds("us-east-1 arm64", ARM_TIERS, D(amount))
gb_seconds("af-south-1 x86_64, discounts", discounted(D("0.0000221"), (6e9, 15e9)), D("20000000000"))
gb_seconds("af-south-1 arm64, discounts", discounted(D("0.00001768"), (7.5e9, 18.75e9)), D("10000000000"))
gb_seconds("cn-northwest-1 x86_64", [(None, D("0.000113477"))], D("20000000000"))

print("\n// A month")
# AWS's example of tiered pricing: 75 million invocations of 60 s at 2,048 MB.
amount = D(75_000_000) * 60 * 2
gb_seconds("75M × 60 s × 2 GB", X86_TIERS, amount)
print("with requests:", plain(D(6_000_000_000) * D("0.0000166667") + D(3_000_000_000) * D("0.000015") + D(75_000_000) * D("0.0000002")))
small = D(3_000_000) * D("0.1203") * D("1.5") * D("0.0000133334") + 3 * D("0.20")
small += D(3_000_000) * D("0.1203") * D("0.5") * D("0.000000034")
print("3M × 120.3 ms × 1,536 MB, 1,024 MB of /tmp, eu-west-1 arm64:", plain(small))

print("\n// SnapStart, us-east-1")
for memory in (128, 1024, 3009, 10240):
    gb = D(memory) / 1024
    print(f"restore at {memory} MB: {plain(gb * SNAP_START_RESTORE_GB)}")
    print(f"cache for 3 hours: {plain(3 * 3600 * gb * SNAP_START_CACHE_GB_SECOND)}")
    print(f"cache for 10.5 hours: {plain(D('10.5') * 3600 * gb * SNAP_START_CACHE_GB_SECOND)}")
cache = 2 * 730 * 3600 * 2 * SNAP_START_CACHE_GB_SECOND
restores = 10_000 * 2 * SNAP_START_RESTORE_GB
print(f"a month, 2 versions of 2,048 MB, 10,000 restores: {plain(cache)} + {plain(restores)} = {plain(cache + restores)}")

print("\n// Provisioned concurrency")
for region, architecture, price, memory in (
    ("us-east-1", "x86_64", "0.0000041667", 1024),
    ("us-east-1", "arm64", "0.0000033334", 1769),
    ("eu-central-1", "x86_64", "0.0000050147", 128),
    ("sa-east-1", "x86_64", "0.0000066372", 10240),
):
    print(f"{region} {architecture}, an hour at {memory} MB: {plain(3600 * D(memory) / 1024 * D(price))}")
# AWS's example: 1,000 environments of 1,024 MB for 2 hours. 301 s are paid as 600.
print("1,000 × 1,024 MB × 7,200 s:", plain(1000 * D(7200) * D("0.0000041667")))
print("1 × 1,024 MB × 301 s:", plain(600 * D("0.0000041667")))
print("an invocation of 1,000 ms at 1,024 MB:", plain(D("0.0000097222") + D("0.0000002")))

print("\n// A run: stages on arm64 in eu-west-1")
stages = {
    "initializer": (1024, 1, 2345),
    "publisher": (1769, 1, 8120),
    "executor": (512, 12, 1_440_000),
    "analyzer": (1024, 1, 412),
    "cleaner": (512, 2, 5150),
    "reporter": (512, 1, 97),
}
total = D(0)
for name, (memory, calls, billed) in stages.items():
    cost = D(billed) / 1000 * D(memory) / 1024 * D("0.0000133334") + calls * D("0.0000002")
    total += cost
    print(f"{name}: {plain(cost)}")
print("stages:", plain(total))
print("47 transitions:", plain(47 * D("0.000025")))
print("with 0.0123 of invocations:", plain(total + 47 * D("0.000025") + D("0.0123")))
