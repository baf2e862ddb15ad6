extension Catalogue.Macedonian {
    /// Macedonian: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Документ
        paper.rendering ~ Потпишаните податоци не зависат од јазикот; овој документ е нивен приказ. Ако се разликуваат, важат потпишаните податоци.
        paper.limitsTitle ~ Што не покажува овој документ
        paper.made ~ Изготвил (име, улога)

        handover.title ~ Записник за примопредавање
        handover.copyGiver ~ Примерок 1 од 2: за оној што предава
        handover.copyTaker ~ Примерок 2 од 2: за оној што презема
        handover.entry ~ Потпишан запис
        handover.when ~ Кога и каде
        handover.giver ~ Предал
        handover.taker ~ Презел
        handover.purpose ~ Цел
        handover.authority ~ Врз која основа
        handover.thing ~ Кеса, пломба, состојба
        handover.sealByHand ~ пломбата неоштетена (да се впише да или не): {text}
        handover.compared ~ Пред потписот двете страни ги споредија броевите на доказните предмети, на кесата и на пломбата со горенаведените. Уредот останува исклучен и никој не го прегледува.
        handover.name ~ Име и улога
        handover.organisation ~ Организација
        handover.place ~ Место, датум и час

        list.title ~ Попис на докази
        list.where ~ Каде се наоѓа
        list.language ~ Јазик
        list.bySender ~ {place} (според описот на испраќачот)
        list.whereNote ~ Каде се наоѓа: последното запишано место, според изјавата на потписникот. Подоцна направена копија е наведена со хеш-вредноста што ја запишал оној што ја направил.

        verification.title ~ Потврда за проверка
        verification.keeper ~ Дел 1. Материјалот, според оној што го чувал
        verification.keeperStates ~ Потпишаниот изјавува: овој материјал го дадов на проверка таков каков што е кај мене; што правев со него стои во записите што се со него.
        verification.checker ~ Дел 2. Проверката
        verification.checkerStates ~ Потпишаниот го изјавува само ова: горенаведената програма, извршена врз овој материјал, ги даде резултатите што се во овој документ.
        verification.program ~ Програма и верзија
        verification.executable ~ SHA-256 на извршната датотека
        verification.checks ~ Проверки
        verification.counts ~ успешни: {valid}; неуспешни: {number}; неизвршени: {count}
        verification.annex ~ Прилог кон потврдата за проверка
        verification.items ~ 1. Резултат за секој доказен предмет и датотека
        verification.parts ~ 2. Хеш-вредности на деловите
        verification.allChecks ~ 3. Сите проверки
        """#
}
