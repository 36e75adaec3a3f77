"""JSON of what the standard encoder refuses."""


def encode_decimal(value):
    """Decimals become numbers, as in AWS's runtime."""
    import decimal

    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
