extension Catalogue.Macedonian {
    /// Macedonian: the report's own sentences.
    static let report = #"""
        language.name ~ Македонски

        report.title ~ Извештај за синџирот на чување докази
        report.training ~ ВЕЖБА – ИЗМИСЛЕН МАТЕРИЈАЛ
        report.caseNumber ~ Број на предметот кај испраќачот
        report.ownNumber ~ Број на овој суд или орган
        report.rendering ~ Потпишаните податоци не зависат од јазикот; овој извештај е нивен приказ. Ако се разликуваат, важат потпишаните податоци.

        footer.report ~ Извештај
        footer.page ~ Страница {page} од {pages}
        footer.consignment ~ Пратка
        footer.seal ~ Пломба

        who.label ~ Кој

        what.label ~ Што

        when.label ~ Кога

        where.label ~ Каде

        how.label ~ Како и врз која основа

        who.sealer ~ Запечатено од организацијата {organisation}, улога: {role}
        who.claimedSealer ~ Според наводот, запечатено од организацијата {organisation}; тоа не е потврдено
        who.unreadable ~ Не може да се прочита од материјалот
        who.recipients ~ Упатено до: {mailboxes}
        who.taker ~ Преземено од организацијата {organisation}, улога: {role}

        what.items[one] ~ Опишан е {count} доказен предмет: {numbers}
        what.items[other] ~ Опишани се {count} доказни предмети: {numbers}
        what.noItems ~ Ниту еден доказен предмет не е опишан; наведени се самите датотеки
        what.moreNumbers ~ и уште {count}, види дел {section}

        count.files[one] ~ {count} датотека
        count.files[other] ~ {count} датотеки
        count.bytes[one] ~ {count} бајт
        count.bytes[other] ~ {count} бајти
        count.days[one] ~ {count} ден
        count.days[other] ~ {count} дена
        count.hours[one] ~ {count} час
        count.hours[other] ~ {count} часа
        count.minutes[one] ~ {count} минута
        count.minutes[other] ~ {count} минути

        what.total ~ {files}, вкупно {bytes}

        when.sealed ~ Запечатено: {time}, според изјавата на оној што запечатил
        when.received ~ Серверот посредник {broker} примил: {time}, според неговата потпишана потврда
        when.unconfirmed ~ клучот на овој сервер овде никој не го потврдил
        when.after ~ Запечатено по: {time}, според независни потписи
        when.bound ~ Постоело најдоцна: {time}, според независни потписи
        when.noReceipt ~ Потврда од сервер посредник не е проверена

        where.route ~ Држава на испраќачот: {from}; држава на примачот: {to}
        where.acquired ~ Прибавено во место: {places}
        where.now ~ Последно забележано место: {place}
        where.noPlace ~ По приемот не е забележано место на чување

        how.acquired ~ Прибавено: {methods}
        how.purposes ~ Цел: {purposes}
        how.bases ~ Правна основа: {bases}
        how.noBasis ~ Во предметот не е забележана правна основа
        how.seal ~ Испраќачот го затворил со дигитална пломба; пломбата е повторно проверена за овој извештај
        how.sealOpen ~ Дека испраќачот го затворил со дигитална пломба само се наведува и за овој извештај не е потврдено

        verdict.title ~ Резултат од проверката
        verdict.identical[one] ~ {count} датотека е истоветна со она што организацијата {sender} го запечатила на {time}.
        verdict.identical[other] ~ Сите {count} датотеки се истоветни со оние што организацијата {sender} ги запечатила на {time}.
        verdict.entries ~ Најдени записи за чување: {total}; со исправен потпис: {valid}.
        verdict.remarks[one] ~ {count} забелешка, види дел {section}.
        verdict.remarks[other] ~ {count} забелешки, види дел {section}.
        verdict.noRemarks ~ Без забелешки.
        verdict.failed ~ УТВРДЕНА НЕИСПРАВНОСТ. Материјалот не е, или не е целосно, она што е запечатено:
        verdict.failedProof ~ УТВРДЕНА НЕИСПРАВНОСТ. Придружна потврда (потврда од серверот, запис во дневникот или временски жиг) не е исправна:
        verdict.failedActs ~ УТВРДЕНА НЕИСПРАВНОСТ. Записот за дејствијата со материјалот по приемот не е исправен:
        verdict.failedOpen ~ УТВРДЕНА НЕИСПРАВНОСТ. Не можеше да се утврди дека материјалот е она што е запечатено:
        verdict.unknownSigner ~ Не е утврдена никаква измена, но оној што го изготвил овој извештај не го потврдил потписникот: УСОГЛАСЕНО, ПОТПИСНИКОТ НЕПОЗНАТ.
        verdict.incomplete ~ Не е утврдена никаква измена, но не можеа да се извршат сите потребни проверки; види дел {section}.
        verdict.more ~ и уште {count}, види дел {section}

        difference.exhibit ~ Доказен предмет {number}
        difference.file ~ Датотека {name}
        difference.content ~ содржината се разликува од запечатената
        difference.missing ~ запечатено, а недостасува
        difference.extra ~ се наоѓа во материјалот, а не е запечатено
        difference.uncovered ~ не е опфатена со пломбата: датотеката, или нејзиниот ред во списокот што ја отвора пломбата, не е она што е запечатено

        limits.title ~ Што не покажува овој извештај
        limits.content ~ Дека е вистинито она што е кажано, напишано или прикажано во материјалот.
        limits.recording ~ Кога, каде и кој ја направил примената снимка, ниту што се случувало со неа пред запечатувањето.
        limits.person ~ Дека корисникот на некоја сметка, телефон или клуч е одредено лице.
        limits.law ~ Дали и како смее да се користи материјалот: за тоа одлучува судот.

        section.exhibits ~ Доказни предмети
        section.timeline ~ Редослед на настани
        section.custodians ~ Кој го чувал материјалот
        section.remarks ~ Забелешки и неправилности
        section.method ~ Метод
        section.roots ~ На што почива довербата
        section.consent ~ Согласност и овластување
        section.annexes ~ Прилози
        section.signatures ~ Своерачни потписи

        exhibit.number ~ Бр.
        exhibit.description ~ Опис и датотека
        exhibit.size ~ Големина
        exhibit.hash ~ Хеш-вредност SHA-256
        exhibit.result ~ Резултат
        exhibit.identical ~ ✓ истоветно
        exhibit.consistent ~ се согласува со списокот; пломбата не е проверена
        exhibit.different ~ ✗ се разликува
        exhibit.missing ~ ✗ недостасува
        exhibit.extra ~ ✗ не е запечатено
        exhibit.uncovered ~ ✗ не е опфатено со пломбата
        exhibit.notChecked ~ – не е проверено
        exhibit.undescribed ~ без опис
        exhibit.thing ~ предмет, не е датотека
        exhibit.originalName ~ назив кај испраќачот
        exhibit.derivedFrom ~ добиено од: {number}
        exhibit.acquisition ~ Како се прибавени доказните предмети, според наводот на испраќачот
        exhibit.method ~ Како
        exhibit.acquiredBy ~ Кој прибавил
        exhibit.from ~ Од кого (шифра)
        exhibit.timePlace ~ Кога и каде
        exhibit.original ~ Оригиналот достапен
        exhibit.tooMany ~ Овде се наведени првите {count} датотеки; целосниот список е manifest-sha256.txt во материјалот.
        exhibit.sealedValue ~ според приложениот список: {value}
        exhibit.foundValue ~ сега најдено: {value}
        exhibit.fileList ~ Датотеки

        date.day ~ {day} {month} {year} г.
        date.moment ~ {date} во {time} UTC
        date.momentLocal ~ {date} во {time} UTC ({local}, UTC{offset})
        date.localNote ~ Времињата се по UTC; покрај нив стои локалното време според разликата од UTC што испраќачот ја забележал во предметот (UTC{offset}). Во друго годишно време таму можело да важи друго време (летно или зимско).
        date.utcNote ~ Времињата се по UTC: локалната разлика од UTC не можеше да се прочита од предметот.

        month.1 ~ јануари
        month.2 ~ февруари
        month.3 ~ март
        month.4 ~ април
        month.5 ~ мај
        month.6 ~ јуни
        month.7 ~ јули
        month.8 ~ август
        month.9 ~ септември
        month.10 ~ октомври
        month.11 ~ ноември
        month.12 ~ декември

        timeline.time ~ Време
        timeline.act ~ Настан
        timeline.actor ~ Кој
        timeline.details ~ Од, кому, место, цел
        timeline.check ~ Потпис
        timeline.claimed ~ според наводот на потписникот
        timeline.byBroker ~ според потврдата на серверот посредник
        timeline.noTime ~ времето не е наведено
        timeline.notLater ~ не подоцна од: {time}
        timeline.gap ~ ПРАЗНИНА, {duration}: меѓу бр. {from} и бр. {to} ништо не е забележано. Место во меѓувреме: {place}
        timeline.gapNote ~ Празнините подолги од {limit} меѓу два записа се прикажани како посебен ред.
        timeline.placeUnknown ~ не е забележано
        timeline.none ~ Ниту еден запис не можеше да се прочита.
        timeline.onlyFolder ~ Она што е забележано подоцна се наоѓа во доказната папка, која за овој извештај не е приложена.
        timeline.until ~ до {time}
        timeline.recorded ~ запишано {time}

        status.confirmed ~ ✓ исправен; клучот потврден
        status.offered ~ ✓ исправен; клучот не е потврден
        status.notCounting ~ ✗ клучот тогаш не важел
        status.stranger ~ – потписникот непознат
        status.broken ~ ✗ неисправен

        details.to ~ кому: {name}
        details.from ~ од: {name}
        details.place ~ место: {place}
        details.purpose ~ цел: {text}
        details.authority ~ овластување: {text}
        details.reason ~ причина: {text}
        details.items ~ доказни предмети: {text}
        details.result ~ добиена копија, SHA-256: {text}
        details.bag ~ кеса бр.: {text}
        details.seal ~ пломба бр.: {text}
        details.sealIntact ~ пломбата неоштетена
        details.sealBroken ~ ФИЗИЧКАТА ПЛОМБА ОШТЕТЕНА
        details.condition ~ состојба: {text}
        details.tool ~ алатка: {text}
        details.note ~ забелешка: {text}
        details.corrects ~ исправка на бр. {number}
        details.number ~ број во поштенското сандаче: {number}
        details.performer ~ извршил: {name}
        details.witness ~ сведок: {name}
        details.method ~ начин: {text}
        details.document ~ документ, SHA-256: {text}
        details.newSeal ~ нова пломба бр.: {text}
        details.failed ~ НЕ УСПЕАЛО
        details.partial ~ успеало делумно
        details.everything ~ доказни предмети: сите
        details.corrected ~ исправено со запис бр. {number}

        custodian.party ~ Организација и улога
        custodian.period ~ Клучот важи
        custodian.until ~ од {from} до {until}
        custodian.revoked ~ повлечен од {time}
        custodian.key ~ Отпечаток на клучот
        custodian.entries ~ Записи бр.
        custodian.contact ~ Лицата се наведени според улогата. До оној што треба да сведочи се доаѓа преку организацијата или нејзиниот адвокат.

        remarks.none ~ Нема.

        remark.failedCheck ~ Проверката не помина: {check}. {meaning}
        remark.uncheckedCheck ~ Не е проверено: {check}. {meaning}
        remark.statement ~ Запис бр. {number}: {status}
        remark.revokedShown ~ Запис бр. {number}: клучот е подоцна повлечен ({time}); независните потписи покажуваат дека е потпишано пред тоа.
        remark.revokedOpen ~ Запис бр. {number}: клучот е повлечен ({time}), а ништо независно не покажува дека е потпишано пред тоа.
        remark.corrected ~ Записот бр. {number} го коригира записот бр. {other}; прикажани се двата.
        remark.sealBroken ~ Записот бр. {number} бележи оштетена физичка пломба.
        remark.failedAct ~ Записот бр. {number} бележи дејство што не успеало или успеало само делумно.
        remark.late ~ Записот бр. {number} е запишан {duration} откако дејството е извршено.
        remark.clock ~ Записот бр. {number} наведува време пред она на записот на кој се надоврзува (бр. {other}): часовниците не се согласуваат или некое време е погрешно.
        remark.hashGap ~ Доказен предмет {exhibit}: од прибавувањето до запечатувањето поминале {duration}; во тоа време хеш-вредноста сѐ уште не била утврдена.
        remark.acquiredAfter ~ Доказен предмет {exhibit}: како време на прибавување е наведено време по запечатувањето (разлика: {duration}); едно од двете времиња е погрешно.
        remark.override ~ Еден чекор е дозволен без согласност; причина: {reason}
        remark.withdrawn ~ Согласноста е повлечена ({time}).
        remark.consentWithdrawn ~ Запис бр. {number}: согласноста е повлечена спрема {name} ({time}).
        remark.consentPart ~ Запис бр. {number}: дел од согласноста е повлечен спрема {name} ({time}).
        remark.consentOpen ~ Запис бр. {number}: во материјалот нема одговор на ова повлекување на согласноста.
        remark.consentStopped ~ Запис бр. {number}: {organisation} одговори дека ја чува својата копија, но повеќе не ја користи ниту ја проследува.
        remark.consentErased ~ Запис бр. {number}: {organisation} одговори дека ја уништила својата копија.
        remark.consentRetained ~ Запис бр. {number}: {organisation} одговори дека ја задржува својата копија: {reason} ({text}).
        remark.passedOn ~ Материјалот претходно го запечатила организацијата {sender} и е проследен; проверена е и првата пломба.
        remark.passedOnOpen ~ Според наводот, материјалот претходно го запечатила организацијата {sender}; таа прва пломба не можеше да се провери.
        remark.unreadable ~ Датотека на местото на изјавите не можеше да се прочита: {name}

        method.hashes ~ За секоја датотека повторно е пресметана хеш-вредноста SHA-256 (стандард FIPS 180-4) и споредена со списокот што е запечатен. Само еден променет бит дава друга вредност.
        method.signatures ~ Секој потпис е Ed25519 (RFC 8032) во облик OpenSSH, врз точните бајти на датотеката покрај која стои.
        method.tool ~ Проверката е извршена без мрежа со програмата {tool}, верзија {version}, и ништо во материјалот не е изменето.
        method.repeat ~ Секој може да ја повтори со други алатки: датотеката {file} во материјалот објаснува како, чекор по чекор.
        method.sameBytes ~ Истиот материјал, проверен со истата верзија, со истите потврдени партнери и на истиот јазик, повторно го дава овој извештај, бајт по бајт, освен ако во меѓувреме истекол некој клуч.

        roots.party ~ Организација или сервер
        roots.fingerprint ~ Отпечаток
        roots.standing ~ Потврдено по друг пат
        roots.confirmed ~ да: некој ги споредил цифрите пред партнерот да се додаде на овој компјутер
        roots.introduced ~ НЕ: ја наведува повелбата на мрежата, а никој на овој компјутер не ги споредил цифрите
        roots.own ~ сопствена организација на оној што го изготвил извештајот
        roots.offered ~ НЕ: тоа го кажува само самиот материјал
        roots.pinned ~ да: избран на овој компјутер
        roots.none ~ На овој компјутер никој не е познат: извештајот покажува само дали материјалот е во согласност сам со себе.

        consent.none ~ Во предметот не е забележана ниту согласност ниту друга основа.
        consent.basis ~ Основа
        consent.purpose ~ Цел
        consent.to ~ Смее да се даде на
        consent.notTo ~ Не смее да се даде на
        consent.given ~ Кога и како е дадена
        consent.limits ~ Важи до, повлечена
        consent.marking ~ За што смеат да се користат доказните предмети

        annex.checks ~ Прилог А. Сите проверки
        annex.check ~ Проверка
        annex.code ~ Шифра
        annex.outcome ~ Исход
        annex.passed ~ ✓ помината
        annex.failed ~ ✗ НЕ Е ПОМИНАТА
        annex.notChecked ~ – не е извршена
        annex.programWords ~ Што вели програмата (на англиски)
        annex.statements ~ Прилог Б. Потпишаните изјави
        annex.statementFile ~ Датотека
        annex.digests ~ Прилог В. Хеш-вредности на деловите
        annex.glossary ~ Прилог Г. Употребени изрази

        digest.manifest ~ список на датотеките (manifest-sha256.txt)
        digest.seal ~ пломба (Sealed.json)
        digest.statement ~ надворешна изјава (statement.json)
        digest.case ~ опис на предметот (case.json)

        sign.made ~ Извештајот го изготвил (име, улога)
        sign.checked ~ Проверил (име, улога)
        sign.place ~ Место и датум
        sign.signature ~ Потпис
        sign.machine ~ Употребен компјутер
        """#
}
