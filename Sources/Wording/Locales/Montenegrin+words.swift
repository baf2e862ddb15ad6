extension Catalogue.Montenegrin {
    /// Montenegrin: what was done, of what kind, for what reason.
    static let words = #"""
        event.Sealed ~ Zapečaćeno
        event.Deposit ~ Predato na slanje
        event.Skipped ~ Odustalo se od slanja
        event.ConsentWithdrawal ~ Povlačenje saglasnosti
        event.ConsentAnswer ~ Odgovor na povlačenje saglasnosti
        event.SubmissionAcceptance ~ Server posrednik primio
        event.SubmissionRejection ~ Server posrednik odbio
        event.RelayAcceptance ~ Primio server primaoca
        event.RelayRejection ~ Odbio server primaoca
        event.RelayFailure ~ Nije na vrijeme predato serveru primaoca
        event.ContentConsignment ~ Stavljeno u poštansko sanduče primaoca
        event.ContentHandover ~ U cjelosti stiglo na računar primaoca
        event.Acknowledgement ~ Osoba kod primaoca vidjela je najavu
        event.ConsignmentAcceptance ~ Primalac preuzeo
        event.ConsignmentRejection ~ Primalac odbio
        event.Withdrawal ~ Pošiljalac povukao
        event.AcceptanceRejectionExpiry ~ Rok je istekao bez odluke
        event.Transfer ~ Proslijeđeno drugoj organizaciji
        event.Disposal ~ Sopstvena kopija uništena

        act.accessed ~ Pregledano
        act.copied ~ Kopirano
        act.working_copy_made ~ Načinjena radna kopija
        act.redacted ~ Načinjena kopija sa zatamnjenim podacima
        act.translated ~ Prevedeno
        act.transcribed ~ Sačinjen transkript
        act.examined ~ Ispitano
        act.exported ~ Izvezeno
        act.disclosed ~ Stavljeno na uvid
        act.received ~ Primljeno iz ruke u ruku
        act.handed_over ~ Predato
        act.returned ~ Vraćeno
        act.stored ~ Pohranjeno
        act.moved ~ Premješteno
        act.labelled ~ Obilježeno
        act.photographed ~ Fotografisano
        act.seal_checked ~ Plomba provjerena
        act.unsealed ~ Plomba otvorena
        act.resealed ~ Ponovo plombirano
        act.hold_placed ~ Naloženo čuvanje
        act.hold_lifted ~ Nalog za čuvanje ukinut
        act.destroyed ~ Uništeno
        act.corrected ~ Ispravka zapisa

        word.type.video ~ video
        word.type.photo ~ fotografija
        word.type.audio ~ zvučni zapis
        word.type.document ~ dokument
        word.type.chat_export ~ izvezena prepiska
        word.type.web_capture ~ snimljena internet stranica
        word.type.device ~ uređaj
        word.type.physical ~ fizički predmet
        word.type.note ~ bilješka
        word.type.other ~ ostalo
        word.copy.original ~ original
        word.copy.evidentiary_copy ~ dokazna kopija
        word.copy.working_copy ~ radna kopija
        word.copy.redacted ~ kopija sa zatamnjenim podacima
        word.copy.translation ~ prevod
        word.copy.transcript ~ transkript
        word.copy.thumbnail ~ umanjena slika
        word.method.recorded_by_staff ~ snimilo osoblje
        word.method.recorded_by_person ~ snimila sama osoba
        word.method.received_via_app ~ primljeno preko aplikacije za poruke
        word.method.received_on_media ~ primljeno na nosaču podataka
        word.method.downloaded ~ preuzeto sa interneta
        word.method.scanned ~ skenirano
        word.method.photographed_screen ~ fotografisano sa ekrana
        word.method.exported_by_tool ~ izvezeno alatom
        word.original.yes_with_person ~ da, kod osobe
        word.original.yes_held ~ da, čuva se
        word.original.no ~ ne
        word.original.unknown ~ nije poznato
        word.purpose.services ~ usluge
        word.purpose.legal_aid ~ pravna pomoć
        word.purpose.family_tracing ~ traženje porodice
        word.purpose.criminal_complaint ~ krivična prijava
        word.purpose.court ~ sudski postupak
        word.purpose.statistics ~ statistika
        word.purpose.training ~ obuka
        word.basis.consent ~ saglasnost
        word.basis.vital_interest ~ životni interes osobe
        word.basis.legal_obligation ~ zakonska obaveza
        word.basis.public_interest ~ javni interes
        word.basis.legitimate_interest ~ legitimni interes
        word.recipient.service_provider ~ pružalac usluga
        word.recipient.prosecutor ~ tužilac
        word.recipient.police ~ policija
        word.recipient.asylum_authority ~ organ za azil
        word.recipient.consulate ~ konzulat
        word.giver.self ~ sama osoba
        word.giver.caregiver ~ lice koje se brine o njemu/njoj
        word.giver.guardian ~ zakonski zastupnik
        word.giver.other ~ druga osoba
        word.form.written ~ pismeno
        word.form.oral_recorded ~ usmeno, snimljeno
        word.form.oral_witnessed ~ usmeno, pred svjedokom
        word.form.thumbprint ~ otisak prsta

        reason.no_capacity ~ nema kapaciteta
        reason.out_of_area ~ van područja rada
        reason.not_eligible ~ uslovi nisu ispunjeni
        reason.service_not_provided ~ usluga se ne pruža
        reason.client_declined ~ osoba je odbila
        reason.client_not_found ~ osoba nije pronađena
        reason.duplicate ~ primljeno dvaput
        reason.conflict_of_interest ~ sukob interesa
        reason.unsafe_for_client ~ nije bezbjedno za osobu
        reason.unsafe_for_us ~ nije bezbjedno za organizaciju
        reason.incomplete ~ nepotpuno
        reason.not_our_mandate ~ van nadležnosti
        reason.other ~ drugi razlog
        reason.mailbox_unknown ~ nepoznato poštansko sanduče
        reason.deadline_passed ~ rok je prošao
        reason.deadline_too_far ~ rok je predaleko
        reason.payload_too_large ~ preveliko
        reason.payload_mismatch ~ drugačiji sadržaj od najavljenog
        reason.preview_mismatch ~ drugačija najava od navedene
        reason.stream_missing ~ nedostaje redni broj
        reason.stream_conflict ~ redni broj već upotrijebljen
        reason.too_many_mailboxes ~ previše primalaca
        reason.wrong_mode ~ pomiješani vježba i stvarni rad
        reason.relay_mailbox_unknown ~ nepoznato poštansko sanduče
        reason.relay_deadline_passed ~ rok je prošao
        reason.relay_deadline_too_far ~ rok je predaleko
        reason.relay_payload_too_large ~ preveliko
        reason.relay_payload_mismatch ~ drugačiji sadržaj od najavljenog
        reason.relay_preview_mismatch ~ drugačija najava od navedene
        reason.relay_stream_missing ~ nedostaje redni broj
        reason.relay_stream_conflict ~ redni broj već upotrijebljen
        reason.relay_too_many_mailboxes ~ previše primalaca
        reason.relay_wrong_mode ~ pomiješani vježba i stvarni rad
        reason.not_delivered ~ nije stiglo do servera primaoca
        reason.outcome_unknown ~ nije poznato da li je stiglo do servera primaoca
        reason.consent_withdrawn ~ saglasnost povučena
        reason.wrong_mailbox ~ pogrešan primalac
        reason.wrong_content ~ pogrešan sadržaj
        reason.superseded ~ zamijenjeno novijom pošiljkom
        reason.no_longer_needed ~ više nije potrebno
        reason.danger_to_person ~ opasnost za osobu
        reason.withdrawn_otherwise ~ drugi razlog povlačenja
        reason.expired ~ rok istekao bez odluke
        reason.retention_ended ~ istekao rok čuvanja
        reason.not_taken ~ nije preuzeto
        reason.person_asked ~ osoba je to tražila
        reason.ordered ~ naložio sud ili organ
        reason.handed_on ~ dato dalje, čuva drugi
        reason.copy_unsafe ~ kopija oštećena ili izložena
        reason.disposed_otherwise ~ drugi razlog uništenja
        reason.court_order ~ sud ili organ naložio čuvanje
        reason.filed_as_evidence ~ predato kao dokaz prije povlačenja
        reason.legal_obligation ~ čuva se po zakonskoj obavezi
        reason.legal_claims ~ potrebno za pravne zahtjeve
        reason.vital_interest ~ čuva se zbog životnog interesa
        reason.retained_otherwise ~ drugi razlog čuvanja
        """#
}
