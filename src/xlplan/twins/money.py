"""Money in formulas: amounts of yuan with two places, rounded half away from zero as Excel's ROUND does.

Sums and products of binary numbers miss the decimal ones by a hair. A product may stand on half a fen, where that hair
would decide: a millionth of a yuan is added before it is rounded, so that every program rounds it up.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from xlplan.twins.engine import Scalar, is_number

_FEN = Decimal("0.01")
HAIR = 0.000001
"""Added to products of amounts before they are rounded."""


def yuan(amount: float) -> float:
    """The twin of ``ROUND(amount,2)``."""
    return float(Decimal(repr(float(amount))).quantize(_FEN, ROUND_HALF_UP)) + 0.0


def times(amount: float, factor: float) -> float:
    """The twin of :func:`product`."""
    return yuan(float(amount) * float(factor) + HAIR)


def product(amount: str, factor: str) -> str:
    """The formula for an amount times a quantity or a rate."""
    return f"ROUND({amount}*{factor}+{HAIR:f},2)"


def amount_of(value: Scalar) -> float:
    """The twin of ``N()``: a number, else 0."""
    return float(value) if is_number(value) else 0.0
