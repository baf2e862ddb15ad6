extension Catalogue.Bosnian {
    /// Bosnian: statistics for those who pay.
    static let statistics = #"""
        statistics.title ~ Statistika dostava
        statistics.organisation ~ Organizacija čiji su ovo podaci
        statistics.partner ~ Organizacija s druge strane
        statistics.allPartners ~ sve
        statistics.period ~ Razdoblje
        statistics.periodMonths ~ od {from} do {to}: mjeseci (UTC) u kojima je server primio dostavu
        statistics.sent ~ Poslano
        statistics.received ~ Primljeno
        statistics.by ~ Koje dostave
        statistics.deliveries ~ Broj
        statistics.share ~ Udio
        statistics.hoursToSign ~ Sati do prvog odziva primaoca (medijana)
        statistics.hoursToDecision ~ Sati do odluke (medijana)
        statistics.unknown ~ ovdje nije poznato
        statistics.other ~ ostalo
        statistics.all ~ sve zajedno
        statistics.noteWhat ~ Dostava je jedan predmet za jedno poštansko sanduče. Broje se one koje je neko kod primaoca pogledao, preuzeo na računar ili na njih odgovorio, prema izjavama koje su serveri zabilježili, a ovaj računar provjerio.
        statistics.noteWithheld ~ * stoji umjesto broja od 1 do 4, ili broja iz kojeg bi se takav broj mogao izračunati. Nula se piše.
        statistics.noteHours ~ Sati su puni sati od prijema na serveru, samo gdje se broji pet ili više dostava. Kasnije vrijeme je prema izjavi potpisnika.
        statistics.noteAnnounced ~ Države, usluge, hitnost i to do kada se tražio odgovor jesu onakvi kako ih je naveo pošiljalac. Jedna dostava može biti u više redova s traženim uslugama.

        word.question.total ~ Pogledano, preuzeto na računar ili odgovoreno
        word.question.month ~ Po mjesecu
        word.question.route ~ Po državi pošiljaoca i državi primaoca
        word.question.service ~ Po traženoj usluzi
        word.question.priority ~ Po hitnosti
        word.question.outcome ~ Po ishodu
        word.question.answered ~ Preuzeto ili odbijeno: da li do vremena do kojeg se tražio odgovor
        word.question.declined ~ Odbijeno, po razlogu
        word.question.consent ~ Da li je saglasnost kasnije povučena i odgovoreno na to
        word.question.not_seen ~ Poslano, a nije poznato da je to iko tamo pogledao
        word.question.left_out ~ Gore nije ubrojano, ma kada bilo
        word.state.open ~ još nema odluke
        word.answer.in_time ~ do tada
        word.answer.late ~ kasnije
        word.withdrawal.not_withdrawn ~ povlačenje nije zabilježeno
        word.withdrawal.in_time ~ povučena, odgovoreno na vrijeme
        word.withdrawal.late ~ povučena, odgovoreno kasnije
        word.withdrawal.none ~ povučena, odgovor nije zabilježen
        word.left.by_hand ~ išlo samo na ruke
        word.left.copy_destroyed ~ vlastita kopija je uništena
        word.left.not_checked ~ ovdje se nije moglo provjeriti
        """#
}
