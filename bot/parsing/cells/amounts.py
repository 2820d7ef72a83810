"""Amounts as people and spreadsheets of many countries write them: `48,000`, `12 500 kr`, `R$ 1.000`, `1,5 Mio. €`."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal


class BelowZero(ValueError):
    """An amount that is negative, with a minus or in brackets."""


def read_amount(cell: str) -> int | None:
    """Whole units of whatever currency, None where it is no amount. Raises BelowZero.

    Of commas and full stops the last one is decimal, unless it comes twice or is for thousands.
    """
    if len(cell) > _LONGEST:
        return None
    text = _without_currency(" ".join(unicodedata.normalize("NFKC", cell).split()))
    negative = _NEGATIVE.fullmatch(text)
    match = _AMOUNT.fullmatch(_without_currency(negative[1] or negative[2] or negative[3]) if negative else text)
    number = _number(re.sub(r"[ '’]", "", match[1]), is_short=bool(match[2])) if match else None
    if match is None or number is None:
        return None
    value = int((number * _TIMES[(match[2] or "").rstrip(".").casefold()]).to_integral_value(ROUND_HALF_UP))
    if negative and value:
        raise BelowZero
    return value


_LONGEST = 60
_CURRENCY_CODES = (
    "AED ARS AUD BDT BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD LKR MXN"
    " MYR NGN NOK NZD PEN PHP PKR PLN QAR RMB RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
)
_CURRENCY_WORDS = r"euros?|dollars?|pounds?|kr\.?|kč|zł|ft|lei|лв\.?|руб\.?|р\.|rs\.?|fr\.?|rm|円|元|원"
_CURRENCY = rf"(?:[a-z]{{0,3}}\$|[€£¥₹₩₽₺₴₪₫₱₦₡₲₵₸₿¤]|{_CURRENCY_CODES.replace(' ', '|')}|{_CURRENCY_WORDS})"
_IN_FRONT = re.compile(rf"{_CURRENCY} ?(?=[-−(0-9])", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:[.,][-–—]{{1,2}})?(?: ?{_CURRENCY})?(?: ?(?:/|per) ?(?:year|yr|annum)| ?p\. ?a\.)?\Z", re.IGNORECASE
)
_NEGATIVE = re.compile(r"[-−] ?(.+)|\((.+)\)|([0-9].*)-")
_AMOUNT = re.compile(
    r"([0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]{1,20})?|[0-9][0-9.,]{0,20})"
    r" ?(k|tsd\.?|thousand|m|mn|mm|mio\.?|mln\.?|millions?)?",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?!0[.,])[0-9]{1,3}[.,][0-9]{3}")
"""One mark and nothing else: `48,000` and `1.250`, not `1250.375`, `0.125`, nor `1.250` before an M."""

_TIMES = {"": 1} | dict.fromkeys(("k", "tsd", "thousand"), 1_000)
_TIMES |= dict.fromkeys(("m", "mn", "mm", "mio", "mln", "million", "millions"), 1_000_000)


def _without_currency(text: str) -> str:
    return _BEHIND.sub("", _IN_FRONT.sub("", text, count=1) if _IN_FRONT.match(text) else text, count=1).strip()


def _number(digits: str, *, is_short: bool) -> Decimal | None:
    mark = max(digits.rfind(","), digits.rfind("."))
    is_decimal = mark >= 0 and digits.count(digits[mark]) == 1 and (is_short or not _THOUSANDS.fullmatch(digits))
    whole = re.sub(r"[.,]", "", digits[:mark] if is_decimal else digits)
    return Decimal(f"{whole}.{digits[mark + 1 :]}" if is_decimal else whole) if whole else None
