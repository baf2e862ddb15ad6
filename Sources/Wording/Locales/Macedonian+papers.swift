extension Catalogue.Macedonian {
    /// Macedonian: the papers beside the report.
    static let papers = #"""
        paper.footer ~ Документ
        paper.rendering ~ Потпишаните податоци не зависат од јазикот; овој документ е нивен приказ. Ако се разликуваат, важат потпишаните податоци.
        paper.limitsTitle ~ Што не покажува овој документ
        paper.made ~ Изготвил (име, улога)
        paper.noEvidence ~ Не е прегледано што е кажано за согласноста по запечатувањето на предметот: не е наведена папка со докази.
        paper.consentSince ~ запишано е повлекување на согласноста: види погоре

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
        handover.compared ~ Броевите на доказните предмети, и на кесата и пломбата ако се наведени погоре, се споредени (да се впише да или не): {text}
        handover.name ~ Име и улога
        handover.organisation ~ Организација
        handover.place ~ Место, датум и час

        list.title ~ Попис на докази
        list.where ~ Каде се наоѓа
        list.language ~ Јазик
        list.bySender ~ {place} (според описот на испраќачот)
        list.inPart ~ делумно: {place}
        list.writtenDown ~ во записот е наведено место: {place}
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

        packing.title ~ Потврда за пакување
        packing.deadline ~ Може да се преземе до: {time}
        packing.deadlineLabel ~ Може да се преземе до
        packing.note ~ Ова кажува што е запечатено на компјутерот на испраќачот. Дали е испратено и дали пристигнало, стои во изјавите за доставата.

        delivery.title ~ Изјави за доставата
        delivery.sender ~ Испраќач
        delivery.to ~ За: {name}
        delivery.stage ~ Чекор
        delivery.said ~ Што е изјавено и кој го изјавил тоа
        delivery.server ~ 1. Кај серверот посредник
        delivery.refused ~ Сервер не го презел
        delivery.computer ~ 2. На компјутерот на примачот, во целост
        delivery.person ~ 3. Лице го видело или одговорило
        delivery.other ~ Што друго е изјавено
        delivery.nothing ~ – за тоа во папката нема ништо
        delivery.holds ~ Сите потребни проверки на овие изјави се успешни. За содржината овде не се кажува ништо: таа не е во папката.
        delivery.open ~ Не е најдено ништо неисправно, но не можеа да се извршат сите потребни проверки, или овде никој не потврдил кој потпишал; види го прилогот.
        delivery.notTaken ~ Еден сервер изјавува дека не ја презел оваа достава или не можел да ја предаде понатаму: види таму.
        delivery.note ~ Трите чекори се три различни работи: тоа што сервер или компјутер има нешто не значи дека некое лице го видело.
        delivery.zone ~ Времињата се по UTC; покрај нив стои локалното време според разликата од UTC што е зададена за овој документ (UTC{offset}).
        delivery.utc ~ Времињата се по UTC.
        delivery.annex ~ Прилог: сите проверки

        referral.title ~ Преглед на упатувањето
        referral.priority ~ Итност
        referral.from ~ Организација што упатува
        referral.to ~ Организација примател
        referral.contact ~ контакт: {text}
        referral.answerBy ~ Одговор се бара до
        referral.person ~ Лице (името не се наведува тука)
        referral.age ~ возраст: {text}
        referral.languages ~ јазици: {text}
        referral.reason ~ Причина за упатувањето
        referral.services ~ Побарани услуги
        referral.needed ~ потребно до {date}
        referral.provided ~ Веќе дадени услуги
        referral.elsewhere ~ Упатено и на друго место
        referral.informed ~ Лицето е известено
        referral.yes ~ да
        referral.no ~ не
        referral.restrictions ~ Ограничувања при воспоставување контакт
        referral.followup ~ Понатамошно следење
        referral.via ~ преку: {text}
        referral.keeps ~ Кој го води случајот
        referral.keepsSender ~ организацијата што упатува, како и досега
        referral.keepsReceiver ~ отсега организацијата примател
        referral.note ~ Сето ова е изјава на организацијата што упатува. Она што го напишала со свои зборови стои на јазикот на кој е напишано.

        word.priority.emergency ~ вонредно итно
        word.priority.urgent ~ итно
        word.priority.routine ~ редовно
        word.alone.no ~ не е дете без родители
        word.alone.separated ~ одвоено дете
        word.alone.unaccompanied ~ дете без придружба
        word.alone.unknown ~ не се знае дали детето е само
        """#
}
