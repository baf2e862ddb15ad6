extension Catalogue.Macedonian {
    /// Macedonian: statistics for those who pay.
    static let statistics = #"""
        statistics.title ~ Статистика на доставите
        statistics.organisation ~ Организација чии се овие податоци
        statistics.partner ~ Организација од другата страна
        statistics.allPartners ~ сите
        statistics.period ~ Период
        statistics.periodMonths ~ од {from} до {to}: месеците (UTC) во кои серверот ја примил доставата
        statistics.sent ~ Испратено
        statistics.received ~ Примено
        statistics.by ~ Кои достави
        statistics.deliveries ~ Број
        statistics.share ~ Удел
        statistics.hoursToSign ~ Часови до првиот одзив на примачот (медијана)
        statistics.hoursToDecision ~ Часови до одлуката (медијана)
        statistics.unknown ~ овде не е познато
        statistics.other ~ останато
        statistics.all ~ сите заедно
        statistics.noteWhat ~ Достава е еден предмет за едно поштенско сандаче. Се бројат оние што некој кај примачот ги погледнал, ги презел на компјутер или одговорил на нив, според изјавите што серверите ги запишале, а овој компјутер ги проверил.
        statistics.noteWithheld ~ * стои наместо број од 1 до 4, или број од кој може да се пресмета таков број. Нулата се пишува.
        statistics.noteHours ~ Часовите се полни часови од приемот на серверот, само каде што се бројат пет или повеќе достави. Подоцнежното време е според изјавата на потписникот.
        statistics.noteAnnounced ~ Државите, услугите, итноста и до кога се бара одговор се онакви како што ги навел испраќачот. Една достава може да биде во повеќе редови со бараните услуги.

        word.question.total ~ Погледнато, преземено на компјутер или одговорено
        word.question.month ~ По месец
        word.question.route ~ По држава на испраќачот и држава на примачот
        word.question.service ~ По барана услуга
        word.question.priority ~ По итност
        word.question.outcome ~ По исход
        word.question.answered ~ Преземено или одбиено: дали до времето до кое се барал одговор
        word.question.declined ~ Одбиено, по причина
        word.question.consent ~ Дали согласноста подоцна е повлечена и одговорено на тоа
        word.question.not_seen ~ Испратено, а не е познато дека некој таму го погледнал
        word.question.left_out ~ Горе не е вброено, кога и да било
        word.state.open ~ сѐ уште нема одлука
        word.answer.in_time ~ дотогаш
        word.answer.late ~ подоцна
        word.withdrawal.not_withdrawn ~ не е запишано повлекување
        word.withdrawal.in_time ~ повлечена, одговорено навреме
        word.withdrawal.late ~ повлечена, одговорено подоцна
        word.withdrawal.none ~ повлечена, не е запишан одговор
        word.left.by_hand ~ одело само на рака
        word.left.copy_destroyed ~ сопствената копија е уништена
        word.left.not_checked ~ овде не можеше да се провери
        """#
}
