extension Catalogue.Croatian {
    /// Croatian: what was done, of what kind, for what reason.
    static let words = #"""
        event.Sealed ~ Zapečaćeno
        event.Deposit ~ Predano na slanje
        event.Skipped ~ Odustalo se od slanja
        event.ConsentWithdrawal ~ Povlačenje privole
        event.ConsentAnswer ~ Odgovor na povlačenje privole
        event.SubmissionAcceptance ~ Poslužitelj posrednik zaprimio
        event.SubmissionRejection ~ Poslužitelj posrednik odbio
        event.RelayAcceptance ~ Zaprimio poslužitelj primatelja
        event.RelayRejection ~ Odbio poslužitelj primatelja
        event.RelayFailure ~ Nije na vrijeme predano poslužitelju primatelja
        event.ContentConsignment ~ Stavljeno u poštanski sandučić primatelja
        event.ContentHandover ~ U cijelosti stiglo na računalo primatelja
        event.Acknowledgement ~ Osoba kod primatelja vidjela je najavu
        event.ConsignmentAcceptance ~ Primatelj preuzeo
        event.ConsignmentRejection ~ Primatelj odbio
        event.Withdrawal ~ Pošiljatelj povukao
        event.AcceptanceRejectionExpiry ~ Rok je istekao bez odluke
        event.Transfer ~ Proslijeđeno drugoj organizaciji
        event.Disposal ~ Vlastita kopija uništena

        act.accessed ~ Pregledano
        act.copied ~ Kopirano
        act.working_copy_made ~ Izrađena radna kopija
        act.redacted ~ Izrađena kopija sa zatamnjenim podacima
        act.translated ~ Prevedeno
        act.transcribed ~ Izrađen transkript
        act.examined ~ Ispitano
        act.exported ~ Izvezeno
        act.disclosed ~ Dano na uvid
        act.received ~ Primljeno iz ruke u ruku
        act.handed_over ~ Predano
        act.returned ~ Vraćeno
        act.stored ~ Pohranjeno
        act.moved ~ Premješteno
        act.labelled ~ Označeno
        act.photographed ~ Fotografirano
        act.seal_checked ~ Plomba provjerena
        act.unsealed ~ Plomba otvorena
        act.resealed ~ Ponovno plombirano
        act.hold_placed ~ Naloženo čuvanje
        act.hold_lifted ~ Nalog za čuvanje ukinut
        act.destroyed ~ Uništeno
        act.corrected ~ Ispravak zapisa

        word.type.video ~ video
        word.type.photo ~ fotografija
        word.type.audio ~ zvučni zapis
        word.type.document ~ dokument
        word.type.chat_export ~ izvezena prepiska
        word.type.web_capture ~ snimljena internetska stranica
        word.type.device ~ uređaj
        word.type.physical ~ fizički predmet
        word.type.note ~ bilješka
        word.type.other ~ ostalo
        word.copy.original ~ izvornik
        word.copy.evidentiary_copy ~ dokazna kopija
        word.copy.working_copy ~ radna kopija
        word.copy.redacted ~ kopija sa zatamnjenim podacima
        word.copy.translation ~ prijevod
        word.copy.transcript ~ transkript
        word.copy.thumbnail ~ umanjena slika
        word.method.recorded_by_staff ~ snimilo osoblje
        word.method.recorded_by_person ~ snimila sama osoba
        word.method.received_via_app ~ primljeno putem aplikacije za poruke
        word.method.received_on_media ~ primljeno na nosaču podataka
        word.method.downloaded ~ preuzeto s interneta
        word.method.scanned ~ skenirano
        word.method.photographed_screen ~ fotografirano sa zaslona
        word.method.exported_by_tool ~ izvezeno alatom
        word.original.yes_with_person ~ da, kod osobe
        word.original.yes_held ~ da, čuva se
        word.original.no ~ ne
        word.original.unknown ~ nije poznato
        word.purpose.services ~ usluge
        word.purpose.legal_aid ~ pravna pomoć
        word.purpose.family_tracing ~ traženje obitelji
        word.purpose.criminal_complaint ~ kaznena prijava
        word.purpose.court ~ sudski postupak
        word.purpose.statistics ~ statistika
        word.purpose.training ~ obuka
        word.basis.consent ~ privola
        word.basis.vital_interest ~ životni interes osobe
        word.basis.legal_obligation ~ zakonska obveza
        word.basis.public_interest ~ javni interes
        word.basis.legitimate_interest ~ legitimni interes
        word.recipient.service_provider ~ pružatelj usluga
        word.recipient.prosecutor ~ tužitelj
        word.recipient.police ~ policija
        word.recipient.asylum_authority ~ tijelo za azil
        word.recipient.consulate ~ konzulat
        word.giver.self ~ sama osoba
        word.giver.caregiver ~ osoba koja skrbi o njemu/njoj
        word.giver.guardian ~ zakonski zastupnik
        word.giver.other ~ druga osoba
        word.form.written ~ pisano
        word.form.oral_recorded ~ usmeno, snimljeno
        word.form.oral_witnessed ~ usmeno, pred svjedokom
        word.form.thumbprint ~ otisak prsta

        reason.no_capacity ~ nema kapaciteta
        reason.out_of_area ~ izvan područja rada
        reason.not_eligible ~ uvjeti nisu ispunjeni
        reason.service_not_provided ~ usluga se ne pruža
        reason.client_declined ~ osoba je odbila
        reason.client_not_found ~ osoba nije pronađena
        reason.duplicate ~ primljeno dvaput
        reason.conflict_of_interest ~ sukob interesa
        reason.unsafe_for_client ~ nije sigurno za osobu
        reason.unsafe_for_us ~ nije sigurno za organizaciju
        reason.incomplete ~ nepotpuno
        reason.not_our_mandate ~ izvan nadležnosti
        reason.other ~ drugi razlog
        reason.mailbox_unknown ~ nepoznat poštanski sandučić
        reason.deadline_passed ~ rok je prošao
        reason.deadline_too_far ~ rok je predaleko
        reason.payload_too_large ~ preveliko
        reason.payload_mismatch ~ drukčiji sadržaj od najavljenog
        reason.preview_mismatch ~ drukčija najava od navedene
        reason.stream_missing ~ nedostaje redni broj
        reason.stream_conflict ~ redni broj već upotrijebljen
        reason.too_many_mailboxes ~ previše primatelja
        reason.wrong_mode ~ pomiješani vježba i stvarni rad
        reason.relay_mailbox_unknown ~ nepoznat poštanski sandučić
        reason.relay_deadline_passed ~ rok je prošao
        reason.relay_deadline_too_far ~ rok je predaleko
        reason.relay_payload_too_large ~ preveliko
        reason.relay_payload_mismatch ~ drukčiji sadržaj od najavljenog
        reason.relay_preview_mismatch ~ drukčija najava od navedene
        reason.relay_stream_missing ~ nedostaje redni broj
        reason.relay_stream_conflict ~ redni broj već upotrijebljen
        reason.relay_too_many_mailboxes ~ previše primatelja
        reason.relay_wrong_mode ~ pomiješani vježba i stvarni rad
        reason.not_delivered ~ nije stiglo do poslužitelja primatelja
        reason.outcome_unknown ~ nije poznato je li stiglo do poslužitelja primatelja
        reason.consent_withdrawn ~ privola povučena
        reason.wrong_mailbox ~ pogrešan primatelj
        reason.wrong_content ~ pogrešan sadržaj
        reason.superseded ~ zamijenjeno novijom pošiljkom
        reason.no_longer_needed ~ više nije potrebno
        reason.danger_to_person ~ opasnost za osobu
        reason.withdrawn_otherwise ~ drugi razlog povlačenja
        reason.expired ~ rok istekao bez odluke
        reason.retention_ended ~ istekao rok čuvanja
        reason.not_taken ~ nije preuzeto
        reason.person_asked ~ osoba je to zatražila
        reason.ordered ~ naložio sud ili tijelo
        reason.handed_on ~ predano dalje, čuva drugi
        reason.copy_unsafe ~ kopija oštećena ili izložena
        reason.disposed_otherwise ~ drugi razlog uništenja
        reason.court_order ~ sud ili tijelo naložilo čuvanje
        reason.filed_as_evidence ~ predano kao dokaz prije povlačenja
        reason.legal_obligation ~ čuva se po zakonskoj obvezi
        reason.legal_claims ~ potrebno za pravne zahtjeve
        reason.vital_interest ~ čuva se zbog životnog interesa
        reason.retained_otherwise ~ drugi razlog čuvanja
        """#
}
