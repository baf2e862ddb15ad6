extension Catalogue.Macedonian {
    /// Macedonian: what was done, of what kind, for what reason.
    static let words = #"""
        event.Sealed ~ Запечатено
        event.Deposit ~ Предадено за испраќање
        event.Skipped ~ Откажано испраќање
        event.ConsentWithdrawal ~ Повлекување на согласноста
        event.ConsentAnswer ~ Одговор на повлекувањето на согласноста
        event.SubmissionAcceptance ~ Примено од серверот посредник
        event.SubmissionRejection ~ Одбиено од серверот посредник
        event.RelayAcceptance ~ Примено од серверот на примачот
        event.RelayRejection ~ Одбиено од серверот на примачот
        event.RelayFailure ~ Не е предадено навреме на серверот на примачот
        event.ContentConsignment ~ Ставено во поштенското сандаче на примачот
        event.ContentHandover ~ Целосно пристигнато на компјутерот на примачот
        event.Acknowledgement ~ Лице кај примачот ја видело најавата
        event.ConsignmentAcceptance ~ Преземено од примачот
        event.ConsignmentRejection ~ Одбиено од примачот
        event.Withdrawal ~ Повлечено од испраќачот
        event.AcceptanceRejectionExpiry ~ Рокот истече без одлука
        event.Transfer ~ Проследено на друга организација
        event.Disposal ~ Сопствената копија уништена

        act.accessed ~ Прегледано
        act.copied ~ Копирано
        act.working_copy_made ~ Направена работна копија
        act.redacted ~ Направена копија со затемнети податоци
        act.translated ~ Преведено
        act.transcribed ~ Направен транскрипт
        act.examined ~ Испитано
        act.exported ~ Извезено
        act.disclosed ~ Дадено на увид
        act.received ~ Примено од рака
        act.handed_over ~ Предадено
        act.returned ~ Вратено
        act.stored ~ Складирано
        act.moved ~ Преместено
        act.labelled ~ Обележано
        act.photographed ~ Фотографирано
        act.seal_checked ~ Пломбата проверена
        act.unsealed ~ Пломбата отворена
        act.resealed ~ Повторно пломбирано
        act.hold_placed ~ Наложено чување
        act.hold_lifted ~ Налогот за чување укинат
        act.destroyed ~ Уништено
        act.corrected ~ Исправка на запис

        word.type.video ~ видео
        word.type.photo ~ фотографија
        word.type.audio ~ аудиоснимка
        word.type.document ~ документ
        word.type.chat_export ~ извезена преписка
        word.type.web_capture ~ снимена интернет-страница
        word.type.device ~ уред
        word.type.physical ~ физички предмет
        word.type.note ~ белешка
        word.type.other ~ друго
        word.copy.original ~ оригинал
        word.copy.evidentiary_copy ~ доказна копија
        word.copy.working_copy ~ работна копија
        word.copy.redacted ~ копија со затемнети податоци
        word.copy.translation ~ превод
        word.copy.transcript ~ транскрипт
        word.copy.thumbnail ~ намалена слика
        word.method.recorded_by_staff ~ снимил персоналот
        word.method.recorded_by_person ~ снимило самото лице
        word.method.received_via_app ~ примено преку апликација за пораки
        word.method.received_on_media ~ примено на носач на податоци
        word.method.downloaded ~ преземено од интернет
        word.method.scanned ~ скенирано
        word.method.photographed_screen ~ фотографирано од екран
        word.method.exported_by_tool ~ извезено со алатка
        word.original.yes_with_person ~ да, кај лицето
        word.original.yes_held ~ да, се чува
        word.original.no ~ не
        word.original.unknown ~ не е познато
        word.purpose.services ~ услуги
        word.purpose.legal_aid ~ правна помош
        word.purpose.family_tracing ~ барање на семејството
        word.purpose.criminal_complaint ~ кривична пријава
        word.purpose.court ~ судска постапка
        word.purpose.statistics ~ статистика
        word.purpose.training ~ обука
        word.basis.consent ~ согласност
        word.basis.vital_interest ~ животен интерес на лицето
        word.basis.legal_obligation ~ законска обврска
        word.basis.public_interest ~ јавен интерес
        word.basis.legitimate_interest ~ легитимен интерес
        word.recipient.service_provider ~ давател на услуги
        word.recipient.prosecutor ~ јавен обвинител
        word.recipient.police ~ полиција
        word.recipient.asylum_authority ~ орган за азил
        word.recipient.consulate ~ конзулат
        word.giver.self ~ самото лице
        word.giver.caregiver ~ лице што се грижи за него/неа
        word.giver.guardian ~ законски застапник
        word.giver.other ~ друго лице
        word.form.written ~ писмено
        word.form.oral_recorded ~ усно, снимено
        word.form.oral_witnessed ~ усно, пред сведок
        word.form.thumbprint ~ отпечаток од прст

        reason.no_capacity ~ нема капацитет
        reason.out_of_area ~ надвор од подрачјето на работа
        reason.not_eligible ~ условите не се исполнети
        reason.service_not_provided ~ услугата не се дава
        reason.client_declined ~ лицето одбило
        reason.client_not_found ~ лицето не е најдено
        reason.duplicate ~ примено двапати
        reason.conflict_of_interest ~ судир на интереси
        reason.unsafe_for_client ~ не е безбедно за лицето
        reason.unsafe_for_us ~ не е безбедно за организацијата
        reason.incomplete ~ нецелосно
        reason.not_our_mandate ~ надвор од надлежноста
        reason.other ~ друга причина
        reason.mailbox_unknown ~ непознато поштенско сандаче
        reason.deadline_passed ~ рокот поминал
        reason.deadline_too_far ~ рокот е предалеку
        reason.payload_too_large ~ преголемо
        reason.payload_mismatch ~ поинаква содржина од најавената
        reason.preview_mismatch ~ поинаква најава од наведената
        reason.stream_missing ~ недостасува реден број
        reason.stream_conflict ~ редниот број веќе употребен
        reason.too_many_mailboxes ~ премногу примачи
        reason.wrong_mode ~ измешани вежба и вистинска работа
        reason.relay_mailbox_unknown ~ непознато поштенско сандаче
        reason.relay_deadline_passed ~ рокот поминал
        reason.relay_deadline_too_far ~ рокот е предалеку
        reason.relay_payload_too_large ~ преголемо
        reason.relay_payload_mismatch ~ поинаква содржина од најавената
        reason.relay_preview_mismatch ~ поинаква најава од наведената
        reason.relay_stream_missing ~ недостасува реден број
        reason.relay_stream_conflict ~ редниот број веќе употребен
        reason.relay_too_many_mailboxes ~ премногу примачи
        reason.relay_wrong_mode ~ измешани вежба и вистинска работа
        reason.not_delivered ~ не стигнало до серверот на примачот
        reason.outcome_unknown ~ не се знае дали стигнало до серверот на примачот
        reason.consent_withdrawn ~ согласноста повлечена
        reason.wrong_mailbox ~ погрешен примач
        reason.wrong_content ~ погрешна содржина
        reason.superseded ~ заменето со понова пратка
        reason.no_longer_needed ~ повеќе не е потребно
        reason.danger_to_person ~ опасност за лицето
        reason.withdrawn_otherwise ~ друга причина за повлекувањето
        reason.expired ~ рокот истекол без одлука
        reason.retention_ended ~ истекол рокот на чување
        reason.not_taken ~ не е преземено
        reason.person_asked ~ лицето го побарало тоа
        reason.ordered ~ наложено од суд или орган
        reason.handed_on ~ дадено понатаму, го чува друг
        reason.copy_unsafe ~ копијата оштетена или изложена
        reason.disposed_otherwise ~ друга причина за уништувањето
        reason.court_order ~ суд или орган нареди чување
        reason.filed_as_evidence ~ поднесено како доказ пред повлекувањето
        reason.legal_obligation ~ се чува по законска обврска
        reason.legal_claims ~ потребно за правни барања
        reason.vital_interest ~ се чува поради животен интерес
        reason.retained_otherwise ~ друга причина за чување
        """#
}
