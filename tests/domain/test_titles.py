"""Who leads, by the title they gave themselves."""

import pytest

from bot.domain.sponsors.titles import is_executive


@pytest.mark.parametrize(
    "title",
    [
        "Chief Executive Officer",
        "CEO",
        "CTO & Co-Founder",
        "cofounder",
        "President, EMEA",
        "Vice President Sales",
        "SVP  Engineering",
        "VP, Product",
        "Head of Support",
        "Managing Partner",
        "Partner at Initech",
        "Managing Director",
        "Director of Engineering",
    ],
)
def test_a_title_of_somebody_who_leads(title: str) -> None:
    assert is_executive(title)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Software Engineer",
        "Account Executive",
        "Assistant to the CEO",
        "Executive Assistant, Office of the President",
        "Chief of Staff to the CEO",
        "Chief of Staff",
        "Partner Manager",
        "Channel Partner Success",
        "Headhunter",
        "Engineering, reporting to the Head",
        "Works for the VP of nothing, to director",
    ],
)
def test_a_title_of_somebody_who_does_not(title: str) -> None:
    assert not is_executive(title)
