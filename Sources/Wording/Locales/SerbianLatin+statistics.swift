extension Catalogue.SerbianLatin {
    /// Serbian in Latin letters: statistics for those who pay.
    static let statistics = #"""
        statistics.title ~ Statistika dostava
        statistics.organisation ~ Organizacija čiji su ovo podaci
        statistics.partner ~ Organizacija sa druge strane
        statistics.allPartners ~ sve
        statistics.period ~ Razdoblje
        statistics.periodMonths ~ od {from} do {to}: meseci (UTC) u kojima je server primio dostavu
        statistics.sent ~ Poslato
        statistics.received ~ Primljeno
        statistics.by ~ Koje dostave
        statistics.deliveries ~ Broj
        statistics.share ~ Udeo
        statistics.hoursToSign ~ Sati do prvog odziva primaoca (medijana)
        statistics.hoursToDecision ~ Sati do odluke (medijana)
        statistics.unknown ~ ovde nije poznato
        statistics.other ~ ostalo
        statistics.all ~ sve zajedno
        statistics.noteWhat ~ Dostava je jedan predmet za jedno poštansko sanduče. Broje se one koje je neko kod primaoca pogledao, preuzeo na računar ili na njih odgovorio, prema izjavama koje su serveri zabeležili, a ovaj računar proverio.
        statistics.noteWithheld ~ * stoji umesto broja od 1 do 4, ili broja iz kog bi takav broj mogao da se izračuna. Nula se piše.
        statistics.noteHours ~ Sati su puni sati od prijema na serveru, samo gde se broji pet ili više dostava. Kasnije vreme je prema izjavi potpisnika.
        statistics.noteAnnounced ~ Države, usluge, hitnost i to do kada se tražio odgovor jesu onakvi kako ih je naveo pošiljalac. Jedna dostava može biti u više redova sa traženim uslugama.

        word.question.total ~ Pogledano, preuzeto na računar ili odgovoreno
        word.question.month ~ Po mesecu
        word.question.route ~ Po državi pošiljaoca i državi primaoca
        word.question.service ~ Po traženoj usluzi
        word.question.priority ~ Po hitnosti
        word.question.outcome ~ Po ishodu
        word.question.answered ~ Preuzeto ili odbijeno: da li do vremena do kog se tražio odgovor
        word.question.declined ~ Odbijeno, po razlogu
        word.question.consent ~ Da li je pristanak kasnije opozvan i odgovoreno na to
        word.question.not_seen ~ Poslato, a nije poznato da je to iko tamo pogledao
        word.question.left_out ~ Gore nije ubrojano, ma kada bilo
        word.state.open ~ još nema odluke
        word.answer.in_time ~ do tada
        word.answer.late ~ kasnije
        word.withdrawal.not_withdrawn ~ opoziv nije zabeležen
        word.withdrawal.in_time ~ opozvan, odgovoreno na vreme
        word.withdrawal.late ~ opozvan, odgovoreno kasnije
        word.withdrawal.none ~ opozvan, odgovor nije zabeležen
        word.left.by_hand ~ išlo samo na ruke
        word.left.copy_destroyed ~ sopstvena kopija je uništena
        word.left.not_checked ~ ovde nije moglo da se proveri
        """#
}
