"""The vocabularies of methods and cases, as shipped; editors may change them in the admin.

The order of the terms is their meaning where there is more and less of something
(`begeleiding`, `voorbereiding`, `bewijsniveau`).
"""

from __future__ import annotations

from typing import Any

from vocabularies.definitions import TermDefinition, VocabularyDefinition

METHOD, CASE, NEWS, PRESS = "method", "case", "news", "press_release"


def _terms(rows: str) -> tuple[TermDefinition, ...]:
    """Read "slug | Dutch | English | synonym, synonym" rows."""
    terms = []
    for row in filter(str.strip, rows.splitlines()):
        slug, label_nl, label_en, *others = (part.strip() for part in row.split("|"))
        words = others[0].split(",") if others else []
        synonyms = tuple(word.strip() for word in words)
        terms.append(TermDefinition(slug, label_nl, label_en, synonyms=synonyms))
    return tuple(terms)


def _vocabulary(
    name: str, label_nl: str, label_en: str, order: int, rows: str, **options: Any
) -> VocabularyDefinition:
    options.setdefault("applies_to", (METHOD,))
    return VocabularyDefinition(
        name, label_nl, label_en, terms=_terms(rows), order=order, **options
    )


vocabularies = [
    _vocabulary(
        "doel",
        "Ik wil",
        "I want to",
        10,
        """
        vraag-scherp-krijgen | een vraag scherp krijgen | get a question clear | probleemanalyse, vraagarticulatie
        mensen-begrijpen | mensen begrijpen | understand people | klantonderzoek, empathie, behoefteonderzoek
        ideeen-bedenken | ideeën bedenken | think up ideas | brainstorm, creatieve sessie, ideeën genereren
        keuzes-maken | keuzes maken | make choices | besluiten, prioriteren, kiezen, besluitvorming
        uitproberen | iets uitproberen | try something out | experimenteren, pilot, prototype, proef
        samenwerken-verbeteren | beter samenwerken | work together better | teamontwikkeling, samenwerking
        draagvlak-krijgen | draagvlak krijgen | win support | steun, acceptatie
        invoeren | iets nieuws invoeren | introduce something new | implementeren, implementatie
        leren-en-evalueren | leren en evalueren | learn and evaluate | terugkijken, reflecteren, lessen trekken
        opschalen | opschalen wat werkt | scale up what works | verspreiden
        """,
        min_terms=1,
    ),
    _vocabulary(
        "fase",
        "Fase",
        "Phase",
        20,
        """
        verkennen | verkennen | explore
        begrijpen | begrijpen | understand
        bedenken | bedenken | ideate
        uitproberen | uitproberen | prototype
        testen | testen | test
        invoeren | invoeren | implement
        borgen | borgen | embed
        opschalen | opschalen | scale
        evalueren | evalueren | evaluate
        """,
        min_terms=1,
    ),
    _vocabulary(
        "tijd",
        "Tijd",
        "Time",
        30,
        """
        korter-dan-30-min | korter dan 30 min | under 30 min
        30-60-min | 30–60 min | 30–60 min
        1-2-uur | 1–2 uur | 1–2 hours
        dagdeel | dagdeel | half a day
        dag | dag | a day
        meer-dagen | meer dagen | several days
        weken | weken of langer | weeks or longer
        """,
        source="computed",
    ),
    _vocabulary(
        "groep",
        "Groepsgrootte",
        "Group size",
        40,
        """
        alleen | alleen | alone
        2-5 | 2–5 mensen | 2–5 people
        6-12 | 6–12 mensen | 6–12 people
        13-30 | 13–30 mensen | 13–30 people
        31-100 | 31–100 mensen | 31–100 people
        meer-dan-100 | meer dan 100 mensen | over 100 people
        """,
        source="computed",
    ),
    _vocabulary(
        "soort",
        "Soort",
        "Kind",
        50,
        """
        werkvorm | werkvorm | activity
        aanpak | aanpak | approach
        instrument | instrument | tool
        canvas | canvas | canvas
        spel | spel | game
        onderzoeksmethode | onderzoeksmethode | research method
        interventie | interventie | intervention
        denkkader | denkkader | framework
        """,
        min_terms=1,
        max_terms=2,
    ),
    _vocabulary(
        "begeleiding",
        "Begeleiding",
        "Facilitation",
        60,
        """
        niet-nodig | niet nodig | not needed
        beginner | beginner | beginner
        ervaren | ervaren | experienced
        expert | expert | expert
        """,
        min_terms=1,
        max_terms=1,
    ),
    _vocabulary(
        "setting",
        "Setting",
        "Setting",
        70,
        """
        fysiek | op één plek | in person
        online | online | online | digitaal, op afstand
        hybride | deels online | hybrid | hybride
        op-eigen-tijd | op eigen tijd | in one's own time | asynchroon
        """,
        min_terms=1,
    ),
    _vocabulary(
        "deelnemers",
        "Wie doen mee",
        "Who takes part",
        80,
        """
        team | het team | the team
        hele-organisatie | de hele organisatie | the whole organisation
        andere-overheden | andere overheden | other public bodies
        inwoners | inwoners | residents | burgers, bewoners
        ondernemers | ondernemers | businesses | bedrijven
        maatschappelijke-organisaties | maatschappelijke organisaties | civil society | verenigingen
        moeilijk-bereikte-groepen | moeilijk bereikte groepen | hard-to-reach groups
        """,
        min_terms=1,
    ),
    _vocabulary(
        "bestuurslaag",
        "Bestuurslaag",
        "Level of government",
        90,
        """
        rijk | Rijk | national government | ministerie
        provincie | provincie | province
        gemeente | gemeente | municipality
        waterschap | waterschap | water authority
        politie-en-veiligheid | politie en veiligheid | police and safety | veiligheidsregio
        uitvoeringsorganisatie | uitvoeringsorganisatie | executive agency
        samenwerkingsverband | samenwerkingsverband | partnership
        """,
        applies_to=(METHOD, CASE),
    ),
    _vocabulary(
        "beleidsthema",
        "Onderwerp",
        "Subject",
        100,
        """
        bestuur-en-democratie | bestuur en democratie | government and democracy
        digitale-overheid | digitale overheid | digital government
        dienstverlening | dienstverlening | public services
        economie | economie | economy
        energie-en-klimaat | energie en klimaat | energy and climate
        gezondheid | gezondheid | health
        jeugd | jeugd | youth
        milieu-en-natuur | milieu en natuur | environment and nature
        mobiliteit | mobiliteit | mobility | verkeer, vervoer
        omgevingswet | Omgevingswet | Environment and Planning Act
        onderwijs | onderwijs | education
        organisatieontwikkeling | organisatieontwikkeling | organisational development
        participatie | participatie | participation | inspraak, meedenken
        veiligheid | veiligheid | safety
        water | water | water
        wonen | wonen | housing
        zorg-en-welzijn | zorg en welzijn | care and welfare
        """,
        applies_to=(METHOD, CASE, NEWS, PRESS),
    ),
    _vocabulary(
        "participatietrede",
        "Participatietrede",
        "Rung of participation",
        110,
        """
        informeren | informeren | inform
        raadplegen | raadplegen | consult
        adviseren | adviseren | advise
        coproduceren | samen maken | co-produce | coproductie, cocreatie
        meebeslissen | meebeslissen | decide together
        zelf-organiseren | zelf organiseren | self-organise
        """,
    ),
    _vocabulary(
        "spanning",
        "Spanning",
        "Comfort zone",
        120,
        """
        veilig | veilig | safe
        uitdagend | uitdagend | stretch
        spannend | spannend | risky
        """,
        max_terms=1,
    ),
    _vocabulary(
        "complexiteit",
        "Complexiteit",
        "Complexity",
        130,
        """
        simpel | simpel | simple
        ingewikkeld | ingewikkeld | complicated
        complex | complex | complex
        chaotisch | chaotisch | chaotic
        """,
    ),
    _vocabulary(
        "polarisatie",
        "Polarisatie",
        "Polarisation",
        140,
        """
        niet | niet | none
        licht | licht | slight
        matig | matig | moderate
        sterk | sterk | strong
        """,
    ),
    _vocabulary(
        "voorbereiding",
        "Voorbereiding",
        "Preparation",
        150,
        """
        geen | geen | none
        minder-dan-een-uur | minder dan 1 uur | under an hour
        dagdeel | een dagdeel | half a day
        dagen | dagen | days
        """,
        max_terms=1,
    ),
    _vocabulary(
        "kosten",
        "Kosten",
        "Cost",
        160,
        """
        geen | geen | none
        laag | laag | low
        middel | middel | medium
        hoog | hoog | high
        """,
        max_terms=1,
    ),
    _vocabulary(
        "bewijsniveau",
        "Bewijs",
        "Evidence",
        45,
        """
        nog-niet-beoordeeld | nog niet beoordeeld | not assessed yet
        beschreven | beschreven | described
        praktijkervaring | praktijkervaring | practical experience
        goed-onderbouwd | goed onderbouwd | well founded
        eerste-aanwijzingen | eerste aanwijzingen | first indications
        goede-aanwijzingen | goede aanwijzingen | good indications
        sterke-aanwijzingen | sterke aanwijzingen | strong indications
        """,
        source="field",
    ),
    _vocabulary(
        "licentie",
        "Licentie",
        "Licence",
        170,
        """
        cc0 | CC0 | CC0
        cc-by | CC BY | CC BY
        cc-by-sa | CC BY-SA | CC BY-SA
        cc-by-nc | CC BY-NC | CC BY-NC
        vrij-te-gebruiken | vrij te gebruiken | free to use
        toestemming-gevraagd | met toestemming | by permission
        onbekend | onbekend | unknown
        """,
        source="field",
    ),
]
