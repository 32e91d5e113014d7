//! Indonesian.

use super::{Case, Lexicon, Order};

pub(super) const LEXICON: Lexicon = Lexicon {
    tag: "id",
    stop: "yang dan di untuk dengan ini itu dari tidak dalam pada akan ke oleh adalah bahwa karena juga atau sebagai lebih bisa hanya para",
    months: [
        "januari jan", "februari feb pebruari", "maret mar", "april apr", "mei", "juni jun", "juli jul", "agustus agt agu", "september sept sep", "oktober okt", "november nov nopember", "desember des",
    ],
    weekdays: "senin selasa rabu kamis jumat jum'at sabtu minggu ahad",
    order: Order::Day,
    case: Case::Headline,
    and: "dan & serta bersama",
    by: &["oleh", "oleh:", "penulis:", "penulis", "ditulis oleh", "para penulis:"],
    translated: &["diterjemahkan oleh", "penerjemah:", "terjemahan:", "alih bahasa:", "alih bahasa oleh"],
    edited: &["editor:", "penyunting:", "disunting oleh", "redaktur:"],
    honorifics: "dr prof ir drs dra h hj bapak ibu letjen mayjen brigjen jenderal laksamana laksda kolonel kol duta besar dubes kh (purn) (purn.) r.a",
    degrees: "m.si m.a ma s.sos s.h s.ip m.hum ph.d phd s.e m.sc m.m s.t m.t m.h m.ipol m.int.s sh mh lc",
    about: &["tentang penulis", "biodata penulis", "profil penulis", "penulis", "sekilas penulis"],
    number: &["no.", "no", "nomor", "edisi no.", "edisi ke-", "edisi", "seri"],
    counter: &[],
    volume: &["vol.", "volume", "jilid", "tahun"],
    published: &["diterbitkan", "diterbitkan pada", "dipublikasikan", "dipublikasikan pada", "terbit", "tanggal", "tayang", "diunggah", "diunggah pada", "dimuat pada"],
    updated: &["diperbarui", "diperbarui pada", "pembaruan terakhir", "terakhir diperbarui", "direvisi", "pemutakhiran terakhir", "diubah"],
    summary: &["abstrak", "ringkasan", "ringkasan eksekutif", "ikhtisar", "intisari", "poin utama", "pokok pikiran", "sinopsis"],
    disclaimer: &[
        "pandangan pribadi", "pendapat pribadi", "opini pribadi", "tidak mewakili", "tidak mencerminkan", "tanggung jawab penulis", "tanggung jawab pribadi", "pandangan penulis", "pendapat penulis", "tidak selalu mencerminkan", "tidak serta-merta", "sepenuhnya tanggung jawab", "menjadi tanggung jawab", "bukan pandangan resmi", "bukan sikap resmi", "tidak dapat dianggap", "atas nama pribadi", "kapasitas pribadi",
    ],
    heads: "direktur peneliti dosen guru profesor kepala ketua wakil sekretaris anggota penasihat analis pengamat wartawan jurnalis mahasiswa kandidat pakar ahli pendiri koordinator manajer staf redaktur kolumnis ekonom sejarawan sosiolog pengajar mantan duta konsultan rektor dekan komisioner jenderal laksamana praktisi pemerhati alumnus penulis advokat",
    units: "pusat institut universitas sekolah yayasan dewan kementerian lembaga laboratorium program departemen akademi asosiasi komite badan komisi forum jurnal fakultas perhimpunan jaringan kedutaan kelompok bank balai",
    is: "adalah merupakan menjabat bekerja mengajar memimpin pernah kini sedang aktif menulis meneliti",
    former: "mantan eks bekas purnawirawan",
    at: "di pada dari untuk",
    books: &["bukunya", "buku", "penulis buku", "menulis", "menerbitkan", "karyanya"],
    rubrics: &["opini", "komentar", "analisis", "kolom", "tajuk", "tajuk rencana", "esai", "perspektif", "artikel", "wacana", "gagasan", "sudut pandang", "ulasan", "pandangan"],
    notes: &["catatan redaksi", "catatan editor", "catatan penyunting", "catatan", "ralat", "ucapan terima kasih", "koreksi", "catatan penulis"],
    original: &["pertama kali terbit di", "pertama kali dimuat di", "pertama kali dimuat dalam", "pertama kali diterbitkan di", "pertama terbit di", "semula terbit di", "telah dimuat di", "telah terbit di", "telah dimuat dalam", "dimuat pertama kali di", "sebelumnya dimuat di", "sebelumnya terbit di", "terbit lebih dulu di", "awalnya terbit di", "awalnya dimuat di", "pernah dimuat di", "bahasa inggris tulisan ini terbit di", "diterbitkan ulang dari", "dikutip dari"],
    reprint: &["juga dimuat di", "juga terbit di", "dimuat juga di", "terbit juga di", "terbit bersamaan di", "dimuat ulang di", "juga diterbitkan di", "serentak di"],
    responds: &["tanggapan atas", "tanggapan terhadap", "menanggapi", "respons terhadap", "respons atas", "sanggahan atas", "jawaban atas", "balasan atas"],
    translates: &["diterjemahkan dari", "terjemahan dari", "versi bahasa indonesia dari", "diterjemahkan oleh + dari"],
    corrects: &["versi sebelumnya", "versi terdahulu", "artikel ini telah dikoreksi", "tulisan ini telah diperbaiki", "ralat:", "koreksi:"],
    clutter: &[
        "bagikan", "ikuti kami", "berlangganan", "baca juga", "baca selengkapnya", "artikel terkait", "berita terkait", "cetak", "unduh", "situs ini menggunakan cookie", "kami menggunakan cookie", "cookie", "hak cipta", "©", "kembali ke atas", "waktu baca", "komentar (", "tinggalkan komentar", "iklan", "beranda >", "beranda ›", "kirim tulisan", "redaksi menerima", "issn", "isbn", "tag:", "label:", "menit baca", "dilarang", "kontak:", "langganan",
    ],
    captions: &["foto:", "gambar", "tabel", "grafik", "peta", "sumber:", "ilustrasi:", "keterangan foto"],
    keywords: &["kata kunci"],
    continuers: "namun tetapi tapi ini itu mereka dia ia dan maka karena sebab juga selain oleh",
};
