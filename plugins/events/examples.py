"""Example events for a demonstration; each says that it is made up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """An event on a day before or after that of loading; times are "13:30", in local time."""

    slug: str
    kind: str
    title: str
    summary: str
    days_from_now: int
    starts: str
    ends: str
    place: str = ""
    venue: str = ""
    is_online: bool = False
    registration_note: str = ""
    body: tuple[str, ...] = ()
    report: tuple[str, ...] = ()


EXAMPLES = (
    Example(
        slug="cafe-wat-ging-er-mis",
        kind="cafe",
        title="Café: wat ging er mis?",
        summary="Verzonnen voorbeeld. Drie deelnemers vertellen welke methode bij hen mislukte.",
        days_from_now=9,
        starts="16:00",
        ends="18:00",
        place="Utrecht",
        venue="Vergaderzaal van een gemeentehuis",
        registration_note="Gratis, er zijn dertig plaatsen.",
        body=(
            "<p>Een mislukte bijeenkomst levert zelden een verslag op. Daarom praten we erover. "
            "Elk verhaal duurt tien minuten. Daarna zoeken tafels van vier uit welke waarschuwing "
            "op de pagina van de methode had moeten staan.</p>",
            "<ul><li>16.00 uur: inloop</li><li>16.15 uur: drie verhalen</li>"
            "<li>17.00 uur: aan tafel</li><li>17.45 uur: wat passen we aan?</li></ul>",
        ),
    ),
    Example(
        slug="workshop-premortem-op-uw-eigen-plan",
        kind="workshop",
        title="Workshop: een premortem op uw eigen plan",
        summary="Verzonnen voorbeeld. Neem een plan mee en ga met drie aanpassingen naar huis.",
        days_from_now=23,
        starts="09:30",
        ends="12:00",
        place="Zwolle",
        venue="Leslokaal van een provinciehuis",
        registration_note="Gratis. Kom met minstens twee collega's die het plan kennen.",
        body=(
            "<p>We voeren de methode uit zoals zij in de catalogus staat, aan uw eigen plan. "
            "Breng het plan mee op één bladzijde. Wie nog geen plan heeft, sluit aan bij een "
            "andere groep.</p>",
        ),
    ),
    Example(
        slug="webinar-een-praktijkvoorbeeld-schrijven",
        kind="webinar",
        title="Webinar: schrijf een praktijkvoorbeeld in een uur",
        summary="Verzonnen voorbeeld. Van losse aantekeningen naar een verhaal waar een ander iets "
        "aan heeft.",
        days_from_now=40,
        starts="12:00",
        ends="13:00",
        is_online=True,
        registration_note="Gratis. U krijgt de link een dag van tevoren.",
        body=(
            "<p>U schrijft tijdens het webinar zelf: eerst het probleem, dan wat u deed, en dan "
            "eerlijk wat het opleverde. Een redacteur leest mee en stelt vragen in de chat.</p>",
        ),
    ),
    Example(
        slug="cafe-klantreis-met-bezoekers",
        kind="cafe",
        title="Café: bezoekers laten meekijken met de klantreis",
        summary="Verzonnen voorbeeld. Hoe vraagt u mensen uit de wachtruimte om hun verhaal?",
        days_from_now=-31,
        starts="15:30",
        ends="17:30",
        place="Utrecht",
        venue="Publiekshal van een gemeentehuis",
        is_online=True,
        body=("<p>Een gesprek over de eerste stap van de klantreis: mensen vinden en vragen.</p>",),
        report=(
            "<p>Verzonnen verslag. De meeste tafels liepen vast op dezelfde vraag: wie spreekt de "
            "bezoeker aan? Iemand van de balie doet dat beter dan de onderzoeker, was de "
            "uitkomst, als de leidinggevende er vooraf tijd voor geeft.</p>",
            "<p>Twee deelnemers spraken af hun toestemmingsformulier te delen.</p>",
        ),
    ),
)
