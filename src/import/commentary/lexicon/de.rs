//! German.

use super::{Case, Lexicon, Order};

pub(super) const LEXICON: Lexicon = Lexicon {
    tag: "de",
    stop: "der die das und ist nicht von mit den dem ein eine zu auf für sich des im als auch oder sind wird aber einer wie dass bei hat aus nach",
    months: [
        "januar jänner jan", "februar feber feb", "märz maerz mrz", "april apr", "mai", "juni", "juli", "august aug", "september sept sep", "oktober okt", "november nov", "dezember dez",
    ],
    weekdays: "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    order: Order::Day,
    case: Case::Nouns,
    and: "und & mit u.",
    by: &["von", "von:", "autor:", "autorin:", "autoren:", "autorinnen:", "autor", "autorin", "ein gastbeitrag von", "gastbeitrag von", "ein kommentar von", "kommentar von", "ein beitrag von", "text:", "verfasst von", "eine analyse von", "analyse von", "ein standpunkt von", "verfasser:", "verfasserin:", "essay von", "autor/in:", "autor*innen:", "autor:innen:"],
    translated: &["übersetzt von", "aus dem + von", "übersetzung:", "übersetzung von", "übersetzung", "übertragen von", "deutsch von", "übersetzer:", "übersetzerin:"],
    edited: &["herausgegeben von", "redaktion:", "redaktion", "lektorat:", "hrsg. von", "hrsg.:", "herausgeber:", "herausgeberin:", "redigiert von", "red.:"],
    honorifics: "dr prof professor professorin herr frau botschafter botschafterin general oberst admiral dipl.-ing a.d habil pd priv.-doz h.c em phil jur rer pol oec brigadegeneral generalleutnant mag univ.-prof i.r",
    degrees: "phd m.a mag ma msc ll.m d.sc mba bsc b.a mas llm",
    about: &["über den autor", "über die autorin", "über die autoren", "über die autorinnen", "zur person", "zum autor", "zur autorin", "zu den autoren", "der autor", "die autorin", "die autoren", "die autorinnen", "zu den personen", "über die autor*innen", "autor", "autorin", "autoren", "die autor:innen", "zu autor und autorin", "angaben zur autorin", "angaben zum autor", "kurzbiografie", "über den verfasser", "über die verfasserin"],
    number: &["nr.", "nr", "no.", "nummer", "ausgabe", "heft", "folge", "#", "ausg."],
    counter: &[],
    volume: &["jg.", "jahrgang", "band", "bd."],
    published: &["veröffentlicht am", "veröffentlicht", "erschienen am", "datum", "vom", "publiziert am", "online seit", "erscheinungsdatum", "den", "am", "online gestellt am", "erstellt am", "eingestellt am"],
    updated: &["aktualisiert am", "aktualisiert", "zuletzt aktualisiert", "stand", "letzte änderung", "geändert am", "letzte aktualisierung", "zuletzt geändert", "zuletzt geändert am", "überarbeitet am", "zuletzt aktualisiert am", "aktualisierte fassung vom"],
    summary: &["zusammenfassung", "abstract", "kurzfassung", "das wichtigste in kürze", "auf einen blick", "in kürze", "kernpunkte", "kurz gesagt", "überblick", "kernaussagen", "vorspann", "worum es geht", "das wichtigste"],
    disclaimer: &[
        "geäußerten + meinung", "geäusserten + meinung", "geäußerte + meinung", "geäußerten ansichten", "meinung des autors", "meinung der autor", "meinungen der autor", "meinung der verfasser", "meinung des verfassers", "nicht notwendigerweise", "nicht zwingend", "nicht unbedingt", "nicht zwangsläufig", "persönliche meinung", "persönliche auffassung", "persönliche ansicht", "ansichten der autor", "ansicht des autors", "ansichten des autors", "auffassung des autors", "auffassung der autor", "auffassungen der autor",
        "allein verantwortlich", "alleinige verantwortung", "verantwortung der autor", "verantwortung des autors", "verantwortlich + autor", "spiegeln + wider", "spiegelt + wider", "gibt + nicht + wieder", "geben + nicht + wieder", "nicht die meinung", "nicht die position", "nicht die haltung", "keine stellungnahme", "nicht mit der + übereinstimmen", "nicht + der redaktion", "keine offizielle", "liegen bei den autor", "liegt beim autor", "liegt bei der autor", "liegt allein bei", "gibt ausschließlich + wieder", "geben ausschließlich", "gibt ausschliesslich", "namentlich gekennzeichnete", "privat", "als privatperson", "macht sich + nicht zu eigen",
    ],
    views: "meinung ansicht auffassung position haltung standpunkt inhalt verantwort",
    parties: "autor verfasser unterzeichn institut redaktion stiftung herausgeber verlag zentrum forum",
    limits: "nicht kein allein ausschliess personlich eigen nur mussen decken",
    heads: "direktor direktorin professor professorin leiter leiterin referent referentin mitarbeiter mitarbeiterin forscherin forscher präsident präsidentin vorsitzender vorsitzende vorstand geschäftsführer geschäftsführerin berater beraterin analyst analystin mitglied dozent dozentin journalist journalistin ökonom ökonomin historiker historikerin politikwissenschaftler politikwissenschaftlerin botschafter botschafterin fellow gründer gründerin redakteur redakteurin chefredakteur chefredakteurin \
            experte expertin rechtsanwalt rechtsanwältin jurist juristin soziologe soziologin doktorand doktorandin kolumnist kolumnistin autor autorin stipendiat stipendiatin inhaber inhaberin lehrbeauftragte lehrbeauftragter sprecher sprecherin oberst general staatssekretär staatssekretärin diplomat diplomatin publizist publizistin wissenschaftler wissenschaftlerin gastwissenschaftler gastwissenschaftlerin lehrt forscht leitet geograf geografin volkswirt volkswirtin ministerialrat generalmajor beauftragte beauftragter abteilungsleiter abteilungsleiterin",
    units: "institut zentrum universität hochschule stiftung rat ministerium bundesministerium observatorium labor programm abteilung akademie verein verband kommission forum zeitschrift lehrstuhl fakultät gesellschaft fachhochschule referat forschungsgruppe büro amt agentur kolleg bundeswehr verlag denkfabrik zentrums instituts kreis netzwerk",
    is: "ist sind war waren leitet lehrt arbeitet forscht hat schreibt berät studierte studiert koordiniert vertritt verantwortet befasst gehört promovierte",
    former: "ehemaliger ehemalige ehemals früherer frühere früher ex- emeritierter emeritierte a.d. vormals bis",
    at: "am an der beim bei des im in für vom von zu zur",
    books: &["autor von", "autorin von", "buch", "erschien", "erschienen", "veröffentlichte", "verfasser von", "autor des", "autorin des", "autor der", "autorin der", "zuletzt"],
    rubrics: &["kommentar", "meinung", "analyse", "gastbeitrag", "gastkommentar", "standpunkt", "essay", "debatte", "kolumne", "leitartikel", "meinungsbeitrag", "einwurf", "zwischenruf", "im fokus", "blickpunkt", "perspektiven", "perspektive", "position", "impuls", "zur diskussion gestellt", "außenansicht", "blog", "kommentare", "meinung & analyse"],
    notes: &["anm. d. red.", "anmerkung der redaktion", "redaktionelle anmerkung", "hinweis", "hinweis der redaktion", "anm. der red.", "anm. d. übers.", "danksagung", "korrektur", "berichtigung", "redaktioneller hinweis", "editorische notiz"],
    original: &["erschien zuerst in", "erschien zuerst im", "erschien zuerst bei", "erschien zuerst auf", "zuerst erschienen in", "zuerst erschienen im", "zuerst erschienen bei", "zuerst veröffentlicht in", "zuerst veröffentlicht im", "zuerst in", "zuerst im", "erschien ursprünglich in", "erschien ursprünglich im", "ursprünglich erschienen in", "ursprünglich veröffentlicht in", "erstmals erschienen in", "erstveröffentlichung in", "erstveröffentlichung:", "erschien am + in", "erschien erstmals in", "erschien erstmals im", "wurde zuerst in", "ist zuerst in", "ist zuerst im"],
    reprint: &["erschien auch in", "erschien auch im", "erscheint auch in", "auch erschienen in", "nachdruck in", "zeitgleich in", "gleichzeitig in", "erscheint zeitgleich in", "nachgedruckt in", "erscheint auch im", "erschien ebenfalls in"],
    responds: &["eine antwort auf", "antwort auf", "replik auf", "erwiderung auf", "antwortet auf", "reaktion auf", "reagiert auf"],
    translates: &["übersetzt aus dem", "aus dem + übersetzt", "übersetzung von", "deutsche fassung von", "aus dem englischen", "aus dem französischen", "übersetzung des", "deutsche übersetzung"],
    corrects: &["eine frühere fassung", "eine frühere version", "in einer früheren version", "in einer früheren fassung", "in einer ersten fassung", "wurde korrigiert", "korrigierte fassung", "berichtigung:"],
    clutter: &[
        "teilen", "diesen beitrag teilen", "artikel teilen", "folgen sie uns", "abonnieren", "newsletter", "jetzt anmelden", "lesen sie auch", "lesen sie mehr", "weiterlesen", "mehr zum thema", "das könnte sie auch interessieren", "ähnliche beiträge", "ähnliche artikel", "verwandte beiträge", "weitere beiträge", "drucken", "herunterladen", "pdf herunterladen", "download", "cookies", "wir verwenden cookies", "diese website verwendet", "alle rechte vorbehalten", "impressum", "datenschutz", "©", "nach oben", "lesezeit", "kommentare", "anzeige", "bildnachweis", "startseite", "sie sind hier", "zitierweise", "zitiervorschlag", "issn", "isbn", "schlagwörter", "nachdruck", "abdruck", "vervielfältigung", "kontakt:", "weitersagen", "zum seitenanfang", "schlagworte",
    ],
    captions: &["foto:", "abbildung", "abb.", "tabelle", "tab.", "grafik", "karte", "quelle:", "quellen:", "bild:", "bildunterschrift", "schaubild", "titelbild"],
    keywords: &["schlagwörter", "schlüsselwörter", "stichworte", "schlagworte"],
    continuers: "aber doch jedoch dennoch dies diese dieser das er sie es so und also damit deshalb daher dabei trotzdem denn",
};
