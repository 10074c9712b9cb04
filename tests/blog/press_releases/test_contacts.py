"""Lines of a contact block."""

import pytest

from blog.press_releases.contact_fields import ContactField, read_field
from blog.press_releases.contacts import ContactBook
from blog.press_releases.parsed import Contact


def read(*lines):
    book = ContactBook()
    left = [rest for line in lines if (rest := book.add_line(line)[1])]
    return book.contacts, left


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("070 000 00 00", "phone", "070 000 00 00"),
        ("(070) 000 00 00", "phone", "(070) 000 00 00"),
        ("+31 70 000 00 00", "phone", "+31 70 000 00 00"),
        ("06-00000000", "mobile", "06-00000000"),
        ("+31 (0)6 00 00 00 00", "mobile", "+31 (0)6 00 00 00 00"),
        ("Telefoon: 070 000 00 00", "phone", "070 000 00 00"),
        ("Tel. 070 000 00 00", "phone", "070 000 00 00"),
        ("T 070 000 00 00", "phone", "070 000 00 00"),
        ("Telefoon: 14 070", "phone", "14 070"),
        ("pers@stad.example", "email", "pers@stad.example"),
        ("E-mail: pers@stad.example", "email", "pers@stad.example"),
        ("<pers@stad.example>", "email", "pers@stad.example"),
        ("www.stad.example", "website", "https://www.stad.example"),
        ("Website: stad.example/pers", "website", "https://stad.example/pers"),
        ("https://stad.example", "website", "https://stad.example"),
        ("Naam: Redactie Stad", "name", "Redactie Stad"),
        ("Functie: redacteur", "role", "redacteur"),
    ],
)
def test_field_is_read_with_and_without_its_label(text, name, value):
    assert read_field(text) == ContactField(name, value)


@pytest.mark.parametrize(
    "text",
    ["Postbus 1", "2500 AA Den Haag", "2012-05-09", "13", "Telefoon: geen", "E-mail: nee", ""],
)
def test_text_that_is_no_field_is_none(text):
    assert read_field(text) is None


def test_contact_takes_one_line_per_field():
    contacts, left = read(
        "Persvoorlichting Stad",
        "Telefoon: 070 000 00 00",
        "Mobiel: 06 00 00 00 00",
        "E-mail: pers@stad.example",
        "www.stad.example",
    )
    expected = Contact(
        name="Persvoorlichting Stad",
        phone="070 000 00 00",
        mobile="06 00 00 00 00",
        email="pers@stad.example",
        website="https://www.stad.example",
    )
    assert (contacts, left) == ([expected], [])


@pytest.mark.parametrize(
    "line",
    [
        "Redactie Stad, woordvoerder, 070 000 00 00, pers@stad.example",
        "Redactie Stad, woordvoerder | T 070 000 00 00 | E pers@stad.example",
        "Redactie Stad (woordvoerder) – 070 000 00 00 – pers@stad.example",
        "Woordvoerder: Redactie Stad; tel. 070 000 00 00; mail pers@stad.example",
        "Redactie Stad, Woordvoerder, T: 070 000 00 00 E: pers@stad.example",
    ],
)
def test_contact_is_read_from_one_line(line):
    [contact], left = read(line)
    assert (contact.name, contact.role.lower(), contact.phone, contact.email, left) == (
        "Redactie Stad",
        "woordvoerder",
        "070 000 00 00",
        "pers@stad.example",
        [],
    )


def test_next_name_opens_a_new_contact():
    contacts, _left = read("Redactie Een", "een@stad.example", "Redactie Twee", "twee@stad.example")
    assert [(contact.name, contact.email) for contact in contacts] == [
        ("Redactie Een", "een@stad.example"),
        ("Redactie Twee", "twee@stad.example"),
    ]


def test_organisation_above_the_name_is_its_organisation():
    [contact], _left = read("Gemeente Voorbeeldstad", "Redactie Stad", "pers@stad.example")
    assert (contact.organisation, contact.name) == ("Gemeente Voorbeeldstad", "Redactie Stad")


@pytest.mark.parametrize(
    "line",
    [
        "Postbus 1",
        "bereikbaar op werkdagen",
        "U kunt ons op elke werkdag bellen op het nummer hieronder.",
        "x" * 1000,
    ],
)
def test_line_that_fits_no_field_is_left(line):
    assert read("Redactie Stad", line)[1] == [line]


def test_line_that_fits_in_part_leaves_the_rest():
    contacts, left = read("Redactie Stad, op werkdagen van 9 tot 17, 070 000 00 00")
    assert (contacts[0].phone, left) == ("070 000 00 00", ["op werkdagen van 9 tot 17"])


def test_table_row_is_a_label_with_its_value():
    [contact], _left = read("Naam\tRedactie Stad", "Telefoon:\t070 000 00 00")
    assert (contact.name, contact.phone) == ("Redactie Stad", "070 000 00 00")


def test_second_number_of_a_kind_is_left():
    assert read("Redactie Stad", "070 000 00 00", "020 000 00 00")[1] == ["020 000 00 00"]
