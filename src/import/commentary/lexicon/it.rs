//! Italian.

use super::{Case, Lexicon, Order};

pub(super) const LEXICON: Lexicon = Lexicon {
    tag: "it",
    stop: "il gli le e è una della del che di per con non si nel dei la un sono lo al alla dalla delle degli ma anche come più ha da i questa questo",
    months: [
        "gennaio gen", "febbraio feb", "marzo mar", "aprile apr", "maggio mag", "giugno giu", "luglio lug", "agosto ago", "settembre sett set", "ottobre ott", "novembre nov", "dicembre dic",
    ],
    weekdays: "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    order: Order::Day,
    case: Case::Sentence,
    and: "e ed & con",
    by: &["di", "di:", "a cura di", "autore:", "autrice:", "autori:", "autrici:", "autore", "autrice", "scritto da", "un commento di", "commento di", "testo di", "un'analisi di", "analisi di", "un intervento di", "intervento di"],
    translated: &["traduzione di", "tradotto da", "tradotta da", "traduzione:", "traduttore:", "traduttrice:", "traduzione dal + di"],
    edited: &["a cura della redazione", "curatore:", "edito da", "revisione:", "editing:", "cura redazionale:", "cura editoriale di"],
    honorifics: "dott dott.ssa dr prof prof.ssa professor professoressa sig sig.ra avv ing gen generale col colonnello amm ammiraglio amb ambasciatore ambasciatrice on sen",
    degrees: "phd",
    about: &["l'autore", "l'autrice", "gli autori", "le autrici", "sull'autore", "sull'autrice", "sugli autori", "note sull'autore", "note sugli autori", "biografia", "chi è", "nota biografica", "nota sull'autore", "nota sull'autrice", "profilo dell'autore"],
    number: &["n.", "n°", "nº", "num.", "numero", "no.", "fasc."],
    counter: &[],
    volume: &["vol.", "volume", "anno"],
    published: &["pubblicato il", "pubblicato", "pubblicata il", "data", "data di pubblicazione", "pubblicazione", "del", "lì"],
    updated: &["aggiornato il", "aggiornato", "aggiornato al", "ultimo aggiornamento", "modificato il", "ultima modifica", "aggiornamento", "rivisto il"],
    summary: &["sommario", "abstract", "sintesi", "in sintesi", "in breve", "punti chiave", "riassunto", "occhiello", "in pillole"],
    disclaimer: &[
        "opinioni espresse", "le opinioni + autor", "opinioni + personali", "idee espresse", "tesi espresse", "non riflettono necessariamente", "non riflette necessariamente", "non rispecchiano necessariamente", "non rispecchia necessariamente", "non rispecchiano", "non riflettono", "non rappresentano", "non rappresenta", "a titolo personale", "esclusiva responsabilità", "responsabilità esclusiva", "responsabilità dell'autor", "responsabilità degli autori", "impegnano solo", "impegnano esclusivamente", "impegna solo", "non impegnano", "non impegna", "non necessariamente", "opinione dell'autor", "opinioni dell'autor", "non coincidono necessariamente", "sono da attribuire", "sono attribuibili", "non costituisce", "vanno attribuite", "sono esclusivamente",
    ],
    heads: "direttore direttrice professore professoressa ricercatore ricercatrice presidente consigliere consigliera analista docente membro dottorando dottoranda economista storico storica giornalista ambasciatore ambasciatrice segretario segretaria fondatore fondatrice cofondatore redattore redattrice esperto esperta editorialista politologo politologa giurista avvocato consulente sociologo sociologa coordinatore coordinatrice responsabile capo borsista generale colonnello ammiraglio ministro ministra diplomatico diplomatica rettore rettrice ingegnere saggista assegnista condirettore vicepresidente senatore senatrice geografo insegna associato ordinario",
    units: "istituto centro università scuola fondazione consiglio ministero osservatorio laboratorio programma dipartimento accademia associazione comitato agenzia commissione forum rivista cattedra facoltà società collegio rete ambasciata gruppo segreteria banca ateneo politecnico",
    is: "è sono era erano fu dirige insegna lavora ha coordina presiede scrive ricopre svolge collabora",
    former: "ex ex- già emerito emerita",
    at: "di del dell' della presso in al all' alla per dello degli",
    books: &["autore di", "autrice di", "ha pubblicato", "libro", "ultimo libro", "coautore di", "ha scritto", "volume", "autore del"],
    rubrics: &["opinione", "opinioni", "commento", "commenti", "analisi", "editoriale", "punto di vista", "dibattito", "saggio", "approfondimento", "focus", "l'intervento", "intervento", "la nota", "tribuna", "l'analisi", "il commento", "l'opinione"],
    notes: &["nota dell'editore", "nota redazionale", "nota della redazione", "n.d.r.", "ndr", "nota", "nota del traduttore", "ringraziamenti", "errata corrige", "rettifica", "nota dell'autore"],
    original: &["è apparso in origine su", "apparso originariamente su", "pubblicato originariamente su", "pubblicato originariamente in", "originariamente pubblicato su", "originariamente pubblicato in", "pubblicato per la prima volta su", "è uscito su", "uscito su", "uscito in origine su", "apparso su", "apparso per la prima volta su", "già pubblicato su", "già apparso su", "è stato pubblicato su", "è stato pubblicato da", "tratto da", "pubblicato in origine su", "è apparso per la prima volta su", "per gentile concessione di", "è apparso su"],
    reprint: &["pubblicato anche su", "pubblicato anche in", "esce anche su", "apparso anche su", "uscito anche su", "ripubblicato su", "pubblicato in contemporanea su", "esce in contemporanea su", "ripreso da", "appare anche su"],
    responds: &["in risposta a", "in risposta all'", "risposta a", "risponde a", "replica a", "risponde all'", "replica all'", "una replica a"],
    translates: &["tradotto dal", "tradotto dall'", "traduzione dal", "traduzione dall'", "versione italiana di", "traduzione di", "traduzione italiana"],
    corrects: &["una versione precedente di", "in una versione precedente", "una prima versione di", "questo articolo è stato corretto", "rettifica:", "errata corrige"],
    clutter: &[
        "condividi", "condividere", "seguici", "iscriviti", "abbonati", "newsletter", "leggi anche", "leggi tutto", "continua a leggere", "articoli correlati", "potrebbe interessarti", "stampa", "scarica", "questo sito utilizza i cookie", "utilizziamo i cookie", "cookie", "tutti i diritti riservati", "note legali", "©", "torna su", "tempo di lettura", "commenti", "lascia un commento", "pubblicità", "credito foto", "crediti foto", "home >", "come citare", "issn", "isbn", "etichette", "riproduzione riservata", "contatti:", "minuti di lettura", "annulla l'iscrizione",
    ],
    captions: &["foto:", "figura", "fig.", "tabella", "tab.", "grafico", "mappa", "carta", "fonte:", "fonti:", "immagine:", "didascalia"],
    keywords: &["parole chiave", "parole-chiave"],
    continuers: "ma però tuttavia così perciò quindi questo questa egli ella essi e allora anche inoltre",
};
