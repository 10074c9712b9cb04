"""Every kind of page in every state worth a look, as addresses of the demonstration site."""

PRESS_RELEASE = (
    "/persberichten/catalogus-helpt-overheden-bij-het-kiezen-van-een-werkwijze-voor-vernieuwing/"
)
PAGES = {
    "home": "/",
    "methods": "/methoden/",
    "results": "/methoden/?q=bewoners&fase=verkennen&bestuurslaag=gemeente",
    "results-last-page": "/methoden/?page=3&sort=a-z",
    "results-bad-value": "/methoden/?fase=onzin&page=999",
    "corrected": "/methoden/?q=premortum",
    "zero-hits": "/methoden/?q=premortem&doel=mensen-begrijpen",
    "method": "/methoden/premortem/",
    "method-long": "/methoden/photovoice/",
    "cases": "/praktijk/",
    "case": "/praktijk/samen-water-vasthouden/",
    "news": "/nieuws/",
    "news-month": "/nieuws/?jaar=2026&maand=10",
    "news-empty": "/nieuws/?jaar=1999",
    "news-item": "/nieuws/zo-leest-u-de-bewijsladder/",
    "press-releases": "/persberichten/",
    "press-release": PRESS_RELEASE,
    "events": "/bijeenkomsten/",
    "events-past": "/bijeenkomsten/?wanneer=geweest",
    "event": "/bijeenkomsten/cafe-wat-ging-er-mis/",
    "event-past": "/bijeenkomsten/cafe-klantreis-met-bezoekers/",
    "search": "/zoeken/?q=methode",
    "search-nothing": "/zoeken/?q=xqzwv",
    "plain-page": "/over/",
    "missing": "/bestaat-niet/",
    "home-english": "/en/",
    "methods-english": "/en/methods/",
    "zero-hits-english": "/en/methods/?q=premortem&doel=mensen-begrijpen",
    "cases-english": "/en/practice/",
    "news-english": "/en/news/",
    "search-english": "/en/search/?q=premortem",
    "plain-page-english": "/en/about/",
}
