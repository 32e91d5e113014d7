//! French.

use super::{Case, Lexicon, Order};

pub(super) const LEXICON: Lexicon = Lexicon {
    tag: "fr",
    stop: "le les des et est une du que qui dans pour sur ne pas au aux par avec la de un ou sont cette ces mais elle son en ce il plus leur",
    months: [
        "janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août", "septembre sept", "octobre oct", "novembre nov", "décembre déc",
    ],
    weekdays: "lundi mardi mercredi jeudi vendredi samedi dimanche",
    order: Order::Day,
    case: Case::Sentence,
    and: "et & avec",
    by: &["par", "par :", "auteur :", "auteur:", "auteure :", "autrice :", "auteurs :", "auteurs:", "autrices :", "auteurs", "auteur", "une tribune de", "tribune de", "tribune par", "un texte de", "texte de", "propos de", "une analyse de", "analyse de", "rédigé par", "signé", "une chronique de", "chronique de"],
    translated: &["traduit par", "traduit de + par", "traduit du + par", "traduction de", "traduction par", "traduction :", "traduction:", "traducteur :", "traductrice :", "traduction"],
    edited: &["sous la direction de", "édité par", "édition :", "éditeur :", "dirigé par", "coordonné par", "relecture :", "dir."],
    honorifics: "m mme mlle dr docteur pr prof professeur professeure général gal colonel amiral ambassadeur ambassadrice me maître mgr",
    degrees: "phd",
    about: &["à propos de l'auteur", "à propos de l'autrice", "à propos de l'auteure", "à propos des auteurs", "à propos des autrices", "l'auteur", "l'autrice", "l'auteure", "les auteurs", "les autrices", "au sujet de l'auteur", "biographie", "présentation de l'auteur", "notice biographique", "qui est l'auteur", "sur l'auteur", "note sur l'auteur"],
    number: &["n°", "nº", "no", "n o", "no.", "numéro", "n °"],
    counter: &[],
    volume: &["vol.", "volume", "tome"],
    published: &["publié le", "publiée le", "date", "paru le", "parue le", "mis en ligne le", "mise en ligne le", "mis en ligne", "date de publication", "publié", "le", "posté le"],
    updated: &["mis à jour le", "mise à jour le", "mis à jour", "mise à jour", "modifié le", "dernière modification", "dernière mise à jour", "actualisé le", "dernière modification le", "révisé le"],
    summary: &["résumé", "résumé exécutif", "synthèse", "en bref", "l'essentiel", "chapeau", "points clés", "points-clés", "sommaire", "en résumé", "à retenir"],
    disclaimer: &[
        "opinions exprimées", "vues exprimées", "n'engage que", "n'engagent que", "n'engagent pas", "n'engage pas", "propos exprimés", "propos tenus", "ne reflètent pas", "ne reflète pas", "ne reflètent pas nécessairement", "ne représentent pas", "ne saurait engager", "ne sauraient engager", "ne sauraient être", "ne saurait être",
        "à titre personnel", "seule responsabilité de", "responsabilité de + auteur", "seule responsabilité", "point de vue de + auteur", "n'exprime que", "n'expriment que", "sont celles de + auteur", "sont celles des auteurs", "sont ceux de + auteur", "ne constitue pas + position", "n'est pas responsable", "sont propres à + auteur", "n'ont pas vocation à refléter",
    ],
    views: "opinion vue point position propos analyse responsab idee these avis",
    parties: "auteur autrice signataire institut fondation redaction centre revue conseil editeur conseil ministere",
    limits: "ne n' seul exclusiv personnel propre nullement aucun pas",
    heads: "directeur directrice professeur professeure chercheur chercheuse chercheurs chercheuses président présidente conseiller conseillère analyste maître maîtresse chargé chargée responsable membre \
            doctorant doctorante docteur économiste historien historienne journaliste ambassadeur ambassadrice secrétaire fondateur fondatrice co-fondateur cofondatrice rédacteur rédactrice expert experte chroniqueur chroniqueuse politologue juriste avocat avocate consultant consultante géographe sociologue enseignant enseignante-chercheuse \
            associé associée étudiant étudiante général colonel amiral ministre diplomate essayiste coordinateur coordinatrice chef cheffe délégué déléguée rapporteur ingénieur titulaire philosophe",
    units: "institut centre université école fondation conseil ministère observatoire laboratoire programme département académie association comité agence commission forum revue chaire bureau faculté cercle groupe société collège réseau ambassade direction autorité",
    is: "est sont était étaient fut dirige enseigne travaille a occupe anime préside écrit collabore exerce tient coordonne",
    former: "ancien ancienne anciens ex ex- émérite retraité",
    at: "à au aux de du des d' en pour auprès chez",
    books: &["auteur de", "auteure de", "autrice de", "a publié", "ouvrage", "livre", "dernier ouvrage", "il a écrit", "elle a écrit", "vient de publier", "derniers ouvrages", "publié"],
    rubrics: &["tribune", "opinion", "opinions", "commentaire", "analyse", "chronique", "point de vue", "éditorial", "note", "débat", "idées", "billet", "libre propos", "regard", "décryptage", "éclairage", "note d'actualité", "édito", "tribunes", "libre opinion"],
    notes: &["ndlr", "note de la rédaction", "note de l'éditeur", "n.d.l.r.", "nota", "note du traducteur", "n.d.t.", "remerciements", "erratum", "rectificatif", "note de l'auteur", "note de l'autrice"],
    original: &[
        "est paru dans", "est parue dans", "paru initialement dans", "parue initialement dans", "initialement paru dans", "initialement parue dans", "initialement publié dans", "initialement publiée dans", "initialement publié par", "publié initialement dans", "publiée initialement dans", "d'abord paru dans", "d'abord parue dans", "d'abord été publié dans", "d'abord été publiée dans", "a été publié dans", "a été publiée dans", "publié à l'origine dans", "est d'abord paru dans", "a paru dans", "première publication dans", "première publication :", "première parution :", "première parution dans", "repris de",
        "a paru d'abord dans", "a été publié pour la première fois dans", "avec l'aimable autorisation de",
    ],
    reprint: &["également publié dans", "également paru dans", "publié également dans", "repris dans", "repris par", "également parue dans", "paru également dans", "paraît également dans", "publié simultanément dans", "publiée simultanément dans"],
    responds: &["en réponse à", "réponse à", "répond à", "réplique à", "réagit à", "en réaction à"],
    translates: &["traduit de", "traduit du", "traduction de", "version française de", "traduite de", "traduite du", "est la traduction de", "est la traduction d'"],
    corrects: &["une version antérieure de", "une version précédente de", "une première version de", "dans une version précédente", "cet article a été corrigé", "rectificatif :"],
    clutter: &[
        "partager", "partagez", "suivez-nous", "abonnez-vous", "s'abonner", "inscrivez-vous", "lire aussi", "à lire aussi", "à lire également", "lire la suite", "articles liés", "articles similaires", "sur le même sujet", "imprimer", "télécharger", "ce site utilise des cookies", "nous utilisons des cookies", "cookies", "tous droits réservés", "mentions légales", "©", "retour en haut", "lettre d'information", "temps de lecture", "commentaires", "laisser un commentaire", "publicité", "crédit photo", "crédits photo", "accueil >", "accueil ›", "pour citer cet article", "pour citer ce", "recevez", "issn", "isbn", "tags", "rubrique", "réagir", "envoyer par", "se désabonner", "cliquez ici", "reproduction interdite", "toute reproduction", "minutes de lecture",
    ],
    captions: &["photo :", "figure", "fig.", "tableau", "graphique", "carte", "source :", "sources :", "illustration :", "légende :", "image :", "encadré"],
    keywords: &["mots-clés", "mots clés", "mots-clefs"],
    continuers: "mais or donc car ainsi pourtant cependant toutefois il elle ils elles ce cette ces cela et aussi",
};
