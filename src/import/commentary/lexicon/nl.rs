//! Dutch.

use super::{Case, Lexicon, Order};

pub(super) const LEXICON: Lexicon = Lexicon {
    tag: "nl",
    stop: "de het een en van is dat niet op met voor zijn te aan ook in of door maar er bij naar uit wordt als die deze dit om hun nog",
    months: [
        "januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug", "september sept sep", "oktober okt", "november nov", "december dec",
    ],
    weekdays: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    order: Order::Day,
    case: Case::Sentence,
    and: "en & met",
    by: &["door", "door:", "auteur:", "auteurs:", "auteur", "auteurs", "tekst:", "geschreven door", "een opinie van", "opinie van", "van de hand van", "opiniebijdrage van", "een bijdrage van", "bijdrage van", "column van"],
    translated: &["vertaald door", "vertaling:", "vertaling van", "vertaling", "vertaler:", "uit het + door"],
    edited: &["onder redactie van", "redactie:", "eindredactie:", "geredigeerd door", "red.:"],
    honorifics: "dr prof ir drs mr mevrouw de heer ds generaal kolonel admiraal ambassadeur ing em b.d mw dhr",
    degrees: "phd msc ma ba",
    about: &["over de auteur", "over de auteurs", "de auteur", "de auteurs", "biografie", "over de schrijver", "over de schrijfster", "auteursinformatie"],
    number: &["nr.", "nr", "nummer", "no.", "editie", "aflevering", "afl.", "#"],
    counter: &[],
    volume: &["jaargang", "jrg.", "vol.", "deel"],
    published: &["gepubliceerd op", "gepubliceerd", "datum", "geplaatst op", "verschenen op", "publicatiedatum", "verschenen"],
    updated: &["bijgewerkt op", "bijgewerkt", "laatst bijgewerkt", "laatst gewijzigd", "gewijzigd op", "laatst gewijzigd op", "laatst bijgewerkt op", "geactualiseerd op", "herzien op"],
    summary: &["samenvatting", "abstract", "in het kort", "kort samengevat", "kernpunten", "inleiding", "in een notendop", "hoofdpunten", "in kort bestek"],
    disclaimer: &[
        "mening van de auteur", "mening van de schrijver", "standpunten + auteur", "opvattingen + auteur", "opvattingen van de auteur", "niet noodzakelijk", "niet noodzakelijkerwijs", "niet per se", "op persoonlijke titel", "op eigen titel", "persoonlijke titel", "voor rekening van", "eigen rekening", "verantwoordelijkheid van de auteur", "geuite meningen", "geven niet + weer", "geeft niet + weer", "vertegenwoordigen niet", "niet het standpunt", "uitsluitend voor rekening", "weerspiegelen", "weerspiegelt", "meningen in", "niet de mening", "in persoonlijke hoedanigheid", "geen officieel standpunt",
    ],
    heads: "directeur directrice hoogleraar professor onderzoeker onderzoekster onderzoeksfellow voorzitter adviseur analist docent universitair lid promovendus promovenda econoom econome historicus historica journalist journaliste ambassadeur secretaris oprichter oprichtster redacteur hoofdredacteur expert columnist politicoloog jurist advocaat consultant socioloog coördinator hoofd medewerker kolonel generaal minister diplomaat fellow schrijver publicist beleidsadviseur lector beleidsmedewerker ingenieur deskundige senior onderzoeksleider bestuurslid staatssecretaris hoofddocent geograaf",
    units: "instituut centrum universiteit hogeschool stichting raad ministerie observatorium laboratorium programma afdeling academie vereniging comité commissie agentschap forum tijdschrift leerstoel faculteit genootschap college netwerk ambassade groep denktank bureau bank krijgsmacht kenniscentrum",
    is: "is zijn was waren leidt doceert werkt heeft schrijft bekleedt doet onderzoekt geeft adviseert",
    former: "voormalig voormalige oud- ex- ex emeritus eerder gepensioneerd",
    at: "bij van aan in voor te op",
    books: &["auteur van", "schreef", "boek", "publiceerde", "verscheen", "boeken", "schrijver van"],
    rubrics: &["opinie", "commentaar", "analyse", "column", "essay", "debat", "standpunt", "hoofdredactioneel", "gastbijdrage", "ingezonden", "perspectief", "blog", "opinie & analyse", "forum", "achtergrond"],
    notes: &["noot van de redactie", "redactionele noot", "nvdr", "opmerking", "noot", "noot van de vertaler", "dankwoord", "correctie", "rectificatie", "noot redactie"],
    original: &["verscheen eerder in", "verscheen eerder op", "verscheen eerst in", "eerder verschenen in", "eerder gepubliceerd in", "oorspronkelijk verschenen in", "oorspronkelijk gepubliceerd in", "verscheen oorspronkelijk in", "eerst verschenen in", "voor het eerst gepubliceerd in", "verscheen eerder bij", "werd eerder gepubliceerd in", "overgenomen uit", "werd eerst gepubliceerd in"],
    reprint: &["verscheen ook in", "verschijnt ook in", "ook gepubliceerd in", "ook verschenen in", "verschijnt gelijktijdig in", "gelijktijdig gepubliceerd in", "overgenomen door", "herdrukt in"],
    responds: &["een reactie op", "reactie op", "antwoord op", "in antwoord op", "in reactie op", "reageert op", "repliek op"],
    translates: &["vertaald uit", "vertaling uit", "nederlandse versie van", "vertaling van"],
    corrects: &["een eerdere versie van", "in een eerdere versie", "dit artikel is gecorrigeerd", "rectificatie:", "correctie:"],
    clutter: &[
        "delen", "deel dit", "deel op", "volg ons", "abonneer", "nieuwsbrief", "schrijf je in", "lees meer", "lees ook", "lees verder", "gerelateerde artikelen", "meer over dit onderwerp", "verder lezen", "printen", "afdrukken", "downloaden", "download", "deze website gebruikt cookies", "wij gebruiken cookies", "cookies", "alle rechten voorbehouden", "disclaimer", "privacy", "©", "terug naar boven", "leestijd", "reacties", "reageer", "advertentie", "home >", "citeren als", "issn", "isbn", "trefwoorden", "overname", "contact:", "minuten leestijd", "uitschrijven",
    ],
    captions: &["foto:", "figuur", "fig.", "tabel", "grafiek", "kaart", "bron:", "bronnen:", "beeld:", "afbeelding", "illustratie:"],
    keywords: &["trefwoorden", "sleutelwoorden"],
    continuers: "maar echter toch dus deze dit die hij zij het en zo daarom ook bovendien want",
};
