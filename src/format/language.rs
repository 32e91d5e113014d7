//! The language codes of library formats: ISO 639-2, bibliographic, which is also the MARC code list.

use crate::domain::LanguageTag;

/// The code of a language tag: `fre` of `fr-CA`, `chi` of `zh-Hant`. A language that ISO 639-2 has no
/// code for is `mis`, uncoded.
pub fn code(tag: &LanguageTag) -> &str {
    let primary = tag.primary();
    let found = match primary.len() {
        2 => find(TWO, 6, primary).and_then(|entry| entry.get(2..)),
        _ => find(THREE, 4, primary).or_else(|| find(OTHERS, 8, primary).and_then(|entry| entry.get(4..))),
    };
    found.unwrap_or("mis")
}

/// The code of a language that may be unknown: then `und`, undetermined.
pub fn code_or_und(tag: Option<&LanguageTag>) -> &str {
    tag.map_or("und", code)
}

/// The entry that begins with a key, in a table of entries that are as long as each other, a blank
/// between two, in order.
fn find(table: &'static str, width: usize, key: &str) -> Option<&'static str> {
    let entry = |index: usize| table.get(index * width..(index + 1) * width - 1);
    let (mut low, mut high) = (0, table.len().div_ceil(width));
    while low < high {
        let middle = (low + high) / 2;
        let own = entry(middle)?;
        match own.get(..key.len())?.cmp(key) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(own),
        }
    }
    None
}

/// ISO 639-1 codes, each with its ISO 639-2/B code behind it.
const TWO: &str = "\
    aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih bibis bmbam \
    bnben botib brbre bsbos cacat ceche chcha cocos crcre cscze cuchu cvchv cywel dadan deger dvdiv dzdzo eeewe \
    elgre eneng eoepo esspa etest eubaq faper ffful fifin fjfij fofao frfre fyfry gagle gdgla glglg gngrn guguj \
    gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyarm hzher iaina idind ieile igibo iiiii ikipk ioido isice \
    itita iuiku jajpn jvjav kageo kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor \
    kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimao mkmac mlmal mnmon mrmar msmay \
    mtmlt mybur nanau nbnob ndnde nenep ngndo nldut nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs \
    papan pipli plpol pspus ptpor quque rmroh rnrun rorum rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslo \
    slslv smsmo snsna sosom sqalb srsrp ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl \
    tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid \
    yoyor zazha zhchi zuzul";

/// ISO 639-2/B.
const THREE: &str = "\
    aar abk ace ach ada ady afa afh afr ain aka akk alb ale alg alt amh ang anp apa ara arc arg arm arn arp art \
    arw asm ast ath aus ava ave awa aym aze bad bai bak bal bam ban baq bas bat bej bel bem ben ber bho bih bik \
    bin bis bla bnt bos bra bre btk bua bug bul bur byn cad cai car cat cau ceb cel cha chb che chg chi chk chm \
    chn cho chp chr chu chv chy cmc cnr cop cor cos cpe cpf cpp cre crh crp csb cus cze dak dan dar day del den \
    dgr din div doi dra dsb dua dum dut dyu dzo efi egy eka elx eng enm epo est ewe ewo fan fao fat fij fil fin \
    fiu fon fre frm fro frr frs fry ful fur gaa gay gba gem geo ger gez gil gla gle glg glv gmh goh gon gor got \
    grb grc gre grn gsw guj gwi hai hat hau haw heb her hil him hin hit hmn hmo hrv hsb hun hup iba ibo ice ido \
    iii ijo iku ile ilo ina inc ind ine inh ipk ira iro ita jav jbo jpn jpr jrb kaa kab kac kal kam kan kar kas \
    kau kaw kaz kbd kha khi khm kho kik kin kir kmb kok kom kon kor kos kpe krc krl kro kru kua kum kur kut lad \
    lah lam lao lat lav lez lim lin lit lol loz ltz lua lub lug lui lun luo lus mac mad mag mah mai mak mal man \
    mao map mar mas may mdf mdr men mga mic min mis mkh mlg mlt mnc mni mno moh mon mos mul mun mus mwl mwr myn \
    myv nah nai nap nau nav nbl nde ndo nds nep new nia nic niu nno nob nog non nor nqo nso nub nwc nya nym nyn \
    nyo nzi oci oji ori orm osa oss ota oto paa pag pal pam pan pap pau peo per phi phn pli pol pon por pra pro \
    pus que raj rap rar roa roh rom rum run rup rus sad sag sah sai sal sam san sas sat scn sco sel sem sga sgn \
    shn sid sin sio sit sla slo slv sma sme smi smj smn smo sms sna snd snk sog som son sot spa srd srn srp srr \
    ssa ssw suk sun sus sux swa swe syc syr tah tai tam tat tel tem ter tet tgk tgl tha tib tig tir tiv tkl tlh \
    tli tmh tog ton tpi tsi tsn tso tuk tum tup tur tut tvl twi tyv udm uga uig ukr umb und urd uzb vai ven vie \
    vol vot wak wal war was wel wen wln wol xal xho yao yap yid yor ypk zap zbl zen zgh zha znd zul zun zxx zza";

/// Codes of ISO 639-2/T and ISO 639-3 that are part of a language which ISO 639-2/B names otherwise.
const OTHERS: &str = "\
    acm.ara als.alb apc.ara arb.ara ary.ara arz.ara azj.aze bod.tib ces.cze ckb.kur cmn.chi cym.wel deu.ger \
    ekk.est ell.gre eus.baq fas.per fra.fre gan.chi hak.chi hbs.hrv hsn.chi hye.arm isl.ice kat.geo khk.mon \
    kmr.kur lvs.lav lzh.chi mkd.mac mri.mao msa.may mya.bur nan.chi nld.dut npi.nep ory.ori pbu.pus pes.per \
    prs.per ron.rum slk.slo sqi.alb swh.swa uzn.uzb wuu.chi yue.chi zho.chi zsm.may";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(tag: &str) -> String {
        code(&LanguageTag::parse(tag).unwrap()).to_owned()
    }

    #[test]
    fn codes_are_bibliographic() {
        for (tag, expected) in [
            ("en", "eng"),
            ("fr-CA", "fre"),
            ("de", "ger"),
            ("zh-Hant", "chi"),
            ("cmn", "chi"),
            ("deu", "ger"),
            ("fil", "fil"),
            ("aa", "aar"),
            ("zu", "zul"),
            ("ms", "may"),
            ("nb", "nob"),
            ("zza", "zza"),
            ("aar", "aar"),
            ("aaa", "mis"),
        ] {
            assert_eq!(of(tag), expected, "{tag}");
        }
        assert_eq!(code_or_und(None), "und");
    }

    #[test]
    fn tables_are_in_order_and_even() {
        for (table, width) in [(TWO, 6), (THREE, 4), (OTHERS, 8)] {
            let entries: Vec<&str> = table.split(' ').collect();
            assert!(entries.iter().all(|entry| entry.len() + 1 == width));
            assert!(entries.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
