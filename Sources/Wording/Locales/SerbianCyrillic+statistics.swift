extension Catalogue.SerbianCyrillic {
    /// Serbian in Cyrillic letters: statistics for those who pay.
    static let statistics = #"""
        statistics.title ~ Статистика достава
        statistics.organisation ~ Организација чији су ово подаци
        statistics.partner ~ Организација са друге стране
        statistics.allPartners ~ све
        statistics.period ~ Раздобље
        statistics.periodMonths ~ од {from} до {to}: месеци (UTC) у којима је сервер примио доставу
        statistics.sent ~ Послато
        statistics.received ~ Примљено
        statistics.by ~ Које доставе
        statistics.deliveries ~ Број
        statistics.share ~ Удео
        statistics.hoursToSign ~ Сати до првог одзива примаоца (медијана)
        statistics.hoursToDecision ~ Сати до одлуке (медијана)
        statistics.unknown ~ овде није познато
        statistics.other ~ остало
        statistics.all ~ све заједно
        statistics.noteWhat ~ Достава је један предмет за једно поштанско сандуче. Броје се оне које је неко код примаоца погледао, преузео на рачунар или на њих одговорио, према изјавама које су сервери забележили, а овај рачунар проверио.
        statistics.noteWithheld ~ * стоји уместо броја од 1 до 4, или броја из ког би такав број могао да се израчуна. Нула се пише.
        statistics.noteHours ~ Сати су пуни сати од пријема на серверу, само где се броји пет или више достава. Касније време је према изјави потписника.
        statistics.noteAnnounced ~ Државе, услуге, хитност и то до када се тражио одговор јесу онакви како их је навео пошиљалац. Једна достава може бити у више редова са траженим услугама.

        word.question.total ~ Погледано, преузето на рачунар или одговорено
        word.question.month ~ По месецу
        word.question.route ~ По држави пошиљаоца и држави примаоца
        word.question.service ~ По траженој услузи
        word.question.priority ~ По хитности
        word.question.outcome ~ По исходу
        word.question.answered ~ Преузето или одбијено: да ли до времена до ког се тражио одговор
        word.question.declined ~ Одбијено, по разлогу
        word.question.consent ~ Да ли је пристанак касније опозван и одговорено на то
        word.question.not_seen ~ Послато, а није познато да је то ико тамо погледао
        word.question.left_out ~ Горе није убројано, ма када било
        word.state.open ~ још нема одлуке
        word.answer.in_time ~ до тада
        word.answer.late ~ касније
        word.withdrawal.not_withdrawn ~ опозив није забележен
        word.withdrawal.in_time ~ опозван, одговорено на време
        word.withdrawal.late ~ опозван, одговорено касније
        word.withdrawal.none ~ опозван, одговор није забележен
        word.left.by_hand ~ ишло само на руке
        word.left.copy_destroyed ~ сопствена копија је уништена
        word.left.not_checked ~ овде није могло да се провери
        """#
}
