extension Catalogue.Croatian {
    /// Croatian: statistics for those who pay.
    static let statistics = #"""
        statistics.title ~ Statistika dostava
        statistics.organisation ~ Organizacija čiji su ovo podatci
        statistics.partner ~ Organizacija na drugoj strani
        statistics.allPartners ~ sve
        statistics.period ~ Razdoblje
        statistics.periodMonths ~ od {from} do {to}: mjeseci (UTC) u kojima je poslužitelj zaprimio dostavu
        statistics.sent ~ Poslano
        statistics.received ~ Zaprimljeno
        statistics.by ~ Koje dostave
        statistics.deliveries ~ Broj
        statistics.share ~ Udio
        statistics.hoursToSign ~ Sati do prvog odziva primatelja (medijan)
        statistics.hoursToDecision ~ Sati do odluke (medijan)
        statistics.unknown ~ ovdje nije poznato
        statistics.other ~ ostalo
        statistics.all ~ sve zajedno
        statistics.noteWhat ~ Dostava je jedan predmet za jedan poštanski sandučić. Broje se one koje je netko kod primatelja pogledao, preuzeo na računalo ili na njih odgovorio, prema izjavama koje su poslužitelji zabilježili, a ovo računalo provjerilo.
        statistics.noteWithheld ~ * stoji umjesto broja od 1 do 4, ili broja iz kojega bi se takav broj mogao izračunati. Nula se piše.
        statistics.noteHours ~ Sati su puni sati od primitka na poslužitelju, samo gdje se broji pet ili više dostava. Kasnije je vrijeme prema izjavi potpisnika.
        statistics.noteAnnounced ~ Države, usluge, hitnost i to do kada se tražio odgovor onakvi su kako ih je naveo pošiljatelj. Jedna dostava može biti u više redaka s traženim uslugama.

        word.question.total ~ Pogledano, preuzeto na računalo ili odgovoreno
        word.question.month ~ Po mjesecu
        word.question.route ~ Po državi pošiljatelja i državi primatelja
        word.question.service ~ Po traženoj usluzi
        word.question.priority ~ Po hitnosti
        word.question.outcome ~ Po ishodu
        word.question.answered ~ Preuzeto ili odbijeno: je li do vremena do kojega se tražio odgovor
        word.question.declined ~ Odbijeno, prema razlogu
        word.question.consent ~ Je li privola poslije povučena i odgovoreno na to
        word.question.not_seen ~ Poslano, a nije poznato da je to itko ondje pogledao
        word.question.left_out ~ Gore nije ubrojeno, kad god bilo
        word.state.open ~ još nema odluke
        word.answer.in_time ~ do tada
        word.answer.late ~ poslije
        word.withdrawal.not_withdrawn ~ povlačenje nije zabilježeno
        word.withdrawal.in_time ~ povučena, odgovoreno na vrijeme
        word.withdrawal.late ~ povučena, odgovoreno poslije
        word.withdrawal.none ~ povučena, odgovor nije zabilježen
        word.left.by_hand ~ išlo samo na ruke
        word.left.copy_destroyed ~ vlastita je kopija uništena
        word.left.not_checked ~ ovdje se nije moglo provjeriti
        """#
}
