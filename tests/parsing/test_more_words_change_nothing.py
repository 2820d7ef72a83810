"""What is written behind a compact line never changes which customer it is about, on which day, or how long it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parsing.natural import read

FRONTS = """
Acme 20m
Globex visit yesterday 1h
spoke to Hooli 15m
call with Initech last friday 30m
Umbrella 19 nov 45m: pricing
Hooli zoom today
Jo Lee 20m renewal
Wonka no answer
Stark Foods dinner 3h with Petra Holm
Acme 20m they want SSO
Acme they left 25m
Globex they left yesterday 25m
Hooli + Acme 30m
private Acme 20m layoffs
Telefonat mit Acme gestern 20 Minuten
""".strip().splitlines()
BEHIND = """
They want SSO.
The outage lasted 2 hours.
Globex is cheaper, they say.
They had a visit from Initech yesterday.
Renewal is on 15 dec.
She said the demo on monday went well.
Budget was cut last week.
Tickets take 3 days to be answered.
Their CFO leaves in two weeks.
Invoices were late for 20 minutes.
They never got the invoice.
Sie wollen mehr.
Ils veulent un rabais.
Email was broken.
""".strip().splitlines()


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FRONTS), st.lists(st.sampled_from(BEHIND), min_size=1, max_size=4))
def test_sentences_behind_a_compact_line_leave_its_account_day_and_length(front: str, sentences: list[str]) -> None:
    alone, longer = read(front), read(". ".join([front, " ".join(sentences)]))
    assert [entry.account for entry in longer.entries] == [entry.account for entry in alone.entries]
    assert (longer.details.on, longer.details.minutes) == (alone.details.on, alone.details.minutes)
    assert longer.details.state == alone.details.state
