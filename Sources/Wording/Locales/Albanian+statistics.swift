extension Catalogue.Albanian {
    /// Albanian: statistics for those who pay.
    static let statistics = #"""
        statistics.title ~ Statistika e dërgesave
        statistics.organisation ~ Organizata së cilës i përkasin të dhënat
        statistics.partner ~ Organizata në anën tjetër
        statistics.allPartners ~ të gjitha
        statistics.period ~ Periudha
        statistics.periodMonths ~ nga {from} deri {to}: muajt (UTC) në të cilët serveri e mori dërgesën
        statistics.sent ~ Dërguar
        statistics.received ~ Marrë
        statistics.by ~ Cilat dërgesa
        statistics.deliveries ~ Numri
        statistics.share ~ Pjesa
        statistics.hoursToSign ~ Orë deri te reagimi i parë i marrësit (mediana)
        statistics.hoursToDecision ~ Orë deri te vendimi (mediana)
        statistics.unknown ~ këtu nuk dihet
        statistics.other ~ të tjera
        statistics.all ~ të gjitha bashkë
        statistics.noteWhat ~ Dërgesa është një çështje për një kuti postare. Numërohen ato që dikush te marrësi i pa, i mori ose u dha përgjigje, sipas deklaratave që i regjistruan serverët dhe i kontrolloi ky kompjuter.
        statistics.noteWithheld ~ * qëndron në vend të një numri nga 1 deri në 4, ose të një numri nga i cili do të mund të llogaritej një i tillë. Zeroja shkruhet.
        statistics.noteHours ~ Orët janë orë të plota nga marrja në server, vetëm aty ku numërohen pesë ose më shumë dërgesa. Koha e mëvonshme është sipas deklaratës së nënshkruesit.
        statistics.noteAnnounced ~ Shtetet, shërbimet, urgjenca dhe afati i kërkuar për përgjigje janë ashtu siç i tregoi dërguesi. Një dërgesë mund të jetë në disa rreshta të shërbimeve të kërkuara.

        word.question.total ~ Të para, të marra ose me përgjigje
        word.question.month ~ Sipas muajit
        word.question.route ~ Sipas shtetit të dërguesit dhe të marrësit
        word.question.service ~ Sipas shërbimit të kërkuar
        word.question.priority ~ Sipas urgjencës
        word.question.outcome ~ Sipas përfundimit
        word.question.answered ~ Të marra në ngarkim ose të refuzuara: a brenda kohës së kërkuar për përgjigje
        word.question.declined ~ Të refuzuara, sipas arsyes
        word.question.consent ~ Nëse pëlqimi u tërhoq më vonë dhe iu dha përgjigje
        word.question.not_seen ~ Të dërguara, dhe nuk dihet nëse dikush atje i pa
        word.question.left_out ~ Nuk numërohen më sipër, pavarësisht kur ishte
        word.state.open ~ ende pa vendim
        word.answer.in_time ~ deri atëherë
        word.answer.late ~ më vonë
        word.withdrawal.not_withdrawn ~ nuk është regjistruar tërheqje
        word.withdrawal.in_time ~ u tërhoq, përgjigje në kohë
        word.withdrawal.late ~ u tërhoq, përgjigje më vonë
        word.withdrawal.none ~ u tërhoq, nuk është regjistruar përgjigje
        word.left.by_hand ~ vetëm me dorëzim në dorë
        word.left.copy_destroyed ~ kopja e vet u asgjësua
        word.left.not_checked ~ këtu nuk mund të kontrollohej
        """#
}
