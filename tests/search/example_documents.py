"""A small catalogue in Dutch and English for the tests of search.

Facet `theme` is hierarchical: "participatie" and "wijken" stand below "samenleving", and a
document carries the ancestors of its terms.
"""

from datetime import UTC, datetime

from search.types import SearchDocument


def document(slug: str, title: str = "", **fields: object) -> SearchDocument:
    """Return a document with sensible defaults; `slug` makes its key and URL."""
    language = str(fields.setdefault("language", "nl"))
    fields.setdefault("type", "method")
    fields.setdefault("url", f"/methoden/{slug}/")
    return SearchDocument(key=f"{slug}:{language}", title=title or slug, **fields)  # type: ignore


DUTCH = (
    document(
        "klantreis",
        "Klantreis",
        summary="Breng in beeld hoe inwoners een dienst van begin tot eind ervaren.",
        body="U loopt met een inwoner alle stappen van een aanvraag na. Zo ziet het team waar "
        "de dienstverlening stokt. Een klantreis maakt verborgen wachttijden zichtbaar.",
        keywords=("customer journey", "reis van de inwoner"),
        facets={"theme": ["dienstverlening"], "phase": ["verkennen"]},
        numbers={"duration": 240},
        dates={"published": datetime(2024, 3, 1, tzinfo=UTC)},
    ),
    document(
        "dialoogsessie",
        "Dialoogsessie met bewoners",
        summary="Een gesprek waarin bewoners en gemeente elkaars zorgen leren kennen.",
        body="Nodig bewoners van de wijk uit en stel open vragen. De gespreksleider vat samen "
        "en bewaakt de tijd. Na afloop kiest de groep drie onderwerpen.",
        keywords=("bewonersgesprek",),
        facets={"theme": ["samenleving", "participatie"], "phase": ["verkennen", "kiezen"]},
        numbers={"duration": 120},
        dates={"published": datetime(2024, 5, 20, tzinfo=UTC)},
    ),
    document(
        "burgerbegroting",
        "Burgerbegroting",
        summary="Inwonersparticipatie met echt geld: de wijk verdeelt een budget.",
        body="De gemeenteraad stelt een bedrag vast. Inwoners dienen plannen in en stemmen. "
        "Twee ambtenaren begeleiden de uitvoering.",
        facets={"theme": ["samenleving", "participatie", "wijken"], "phase": ["kiezen"]},
        numbers={"duration": 5400},
        dates={"published": datetime(2023, 11, 2, tzinfo=UTC)},
    ),
    document(
        "wijkwandeling",
        "Wijkwandeling",
        summary="Loop samen door de wijk en schrijf op wat u ziet.",
        body="Een wandeling van een uur langs plekken die bewoners kiezen.",
        facets={"theme": ["samenleving", "wijken"], "phase": ["verkennen"]},
        numbers={"duration": 90},
    ),
    document(
        "leerkring",
        "Leerkring voor teams",
        summary="Teams uit verschillende organisaties leren van elkaars praktijk.",
        body="Elke maand brengt een deelnemer een vraagstuk in. De kring denkt mee en doet "
        "voorstellen. De overheden uit de regio wisselen af als gastheer.",
        facets={"theme": ["leren"], "phase": ["evalueren"]},
        numbers={"duration": 120},
        dates={"published": datetime(2024, 1, 15, tzinfo=UTC)},
    ),
    document(
        "prototype",
        "Prototype van papier",
        summary="Maak een voorbeeld van karton en probeer het dezelfde dag uit.",
        body="Teken schermen op papier. Laat drie gebruikers een taak doen. Verbeter het "
        "ontwerp en probeer het opnieuw.",
        keywords=("proefmodel",),
        facets={"theme": ["dienstverlening", "leren"], "phase": ["maken"]},
        numbers={"duration": 240},
    ),
    document(
        "praktijk-loket",
        "Eén loket voor vergunningen",
        type="case",
        url="/praktijk/praktijk-loket/",
        summary="Hoe een gemeente haar vergunningen op één plek bracht.",
        body="Voorheen stuurde de balie mensen door. Met klantreizen vond het team de oorzaak.",
        facets={"theme": ["dienstverlening"]},
        dates={"published": datetime(2024, 6, 1, tzinfo=UTC)},
    ),
    document(
        "persbericht-netwerk",
        "Netwerk groeit naar honderd organisaties",
        type="press_release",
        url="/pers/persbericht-netwerk/",
        summary="De honderdste organisatie sloot zich aan.",
        body="Steden en provincies delen hun methoden in het netwerk.",
        dates={"published": datetime(2024, 6, 15, tzinfo=UTC)},
    ),
)

ENGLISH = (
    document(
        "customer-journey",
        "Customer journey",
        language="en",
        url="/en/methods/customer-journey/",
        summary="Follow a resident through every step of a service.",
        body="The team visits residents and writes down what happens. Studies show the waits.",
        facets={"theme": ["dienstverlening"]},
        numbers={"duration": 240},
    ),
    document(
        "citizens-budget",
        "Citizens' budget",
        language="en",
        url="/en/methods/citizens-budget/",
        summary="Residents divide a budget for their neighbourhood.",
        body="The council sets the amount; residents vote on plans.",
        facets={"theme": ["samenleving", "participatie"]},
    ),
)

ALL = DUTCH + ENGLISH

SYNONYMS = {
    "co-creatie": ("samen maken", "cocreëren"),
    "proefmodel": ("mock-up",),
    "buurt": ("wijk",),
}
