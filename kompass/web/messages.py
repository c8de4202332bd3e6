"""Every error text of the program: from problem code to sentence, addressed to the reader.

Each says what happened and what to do. Figures come in as named values.
"""

from collections.abc import Mapping

from kompass.domain.errors import Problem
from kompass.language import Language, marked

SENTENCES: Mapping[str, str] = {
    # Answers
    "unknown_criterion": marked("Prosessen finnes ikke i denne utgaven. Last siden på nytt."),
    "level_off_scale": marked("Nivået %(level)s er utenfor skalaen. Velg et nivå fra 0 til %(highest)s."),
    "level_not_a_number": marked("Nivået må være et tall på skalaen. Velg et av nivåene."),
    "not_applicable_without_reason": marked("Skriv hvorfor prosessen ikke er aktuell for kommunen."),
    "text_too_long": marked("Teksten er %(length)s tegn. Kort den ned til %(limit)s tegn eller mindre."),
    "control_character": marked("Teksten inneholder et ugyldig tegn. Lim den inn som ren tekst og lagre på nytt."),
    "bidi_control": marked("Teksten inneholder skjulte tegn som snur skriveretningen. Fjern dem og lagre på nytt."),
    "operation_reused": marked(
        "Samme lagring er sendt før med et annet innhold. Last siden på nytt og lagre igjen."
    ),
    "version_missing": marked("Lagringen mangler opplysning om hvilken utgave du så. Last siden på nytt."),
    "unanswered": marked("Mangler vurdering."),
    "already_answered": marked("Prosessen %(id)s er vurdert fra før. Ingenting er endret."),
    # Evaluations
    "unknown_municipality": marked("Det finnes ingen kommune med nummeret %(number)s. Søk etter kommunen på navn."),
    "municipality_no_longer_valid": marked(
        "Nummeret %(number)s %(name)s gikk ut %(year)s. Velg en dato før det, eller kommunen som kom etter."
    ),
    "evaluated_before_municipality": marked(
        "%(name)s (%(number)s) ble først opprettet i %(year)s. Velg en senere dato, eller en tidligere kommune."
    ),
    "date_missing": marked("Skriv inn datoen for evalueringen, for eksempel 23.11.2026."),
    "date_out_of_range": marked("Velg en dato fra %(first)s til %(last)s."),
    "evaluation_exists": marked(
        "%(name)s har allerede en evaluering med denne datoen. Åpne den, eller velg en annen dato."
    ),
    "status_forbids": marked(
        "Det går ikke slik evalueringen står nå. Gå til oversikten og se hva som er neste steg."
    ),
    "each_alone": marked(
        "Dere er flere som vurderer, hver for seg. Tekster og gullstjerner åpner når alle har levert og dere går "
        "videre."
    ),
    "area_handed_in": marked("Du har levert området. Ta det tilbake før du endrer noe."),
    "edition_changed": marked(
        "Utgave %(edition)s er endret etter at evalueringen startet. Poengene kan ikke regnes ut. "
        "Kontakt den som drifter Kompass."
    ),
    "unknown_edition": marked(
        "Utgave %(edition)s av %(framework)s finnes ikke her. Kontakt den som drifter Kompass."
    ),
    "status_changed": marked("Noen andre har nettopp flyttet evalueringen. Last siden på nytt."),
    "reason_missing": marked("Skriv hvorfor."),
    "area_begun": marked("%(name)s har ikke levert «%(area)s»."),
    "area_not_begun": marked("Ingen har vurdert «%(area)s»."),
    "not_agreed": marked("Mangler felles nivå."),
    "consent_missing": marked("Kommunens samtykke er ikke registrert."),
    "consent_by_missing": marked("Skriv hvilken rolle i kommunen som samtykket."),
    "date_in_future": marked("Datoen er ikke kommet ennå."),
    "opinions_changed": marked("En av vurdererne har endret nivået sitt siden du så det. Last siden på nytt."),
    "agreed_level_missing": marked("Velg det felles nivået."),
    "agreed_reason_missing": marked("Skriv kort hvorfor dere ble enige om dette."),
    "agreed_first": marked(
        "%(by)s lagret et annet felles nivå kl. %(at)s. Det du skrev, står her. Lagre igjen hvis det skal gjelde."
    ),
    # Teams
    "part_missing": marked("Velg hvilken del personen skal ha i evalueringen."),
    "role_forbids_part": marked("%(name)s har en konto som ikke kan ha denne delen i en evaluering."),
    "last_lead": marked("En evaluering må ha en leder. Gi en annen den delen først."),
    # Accounts
    "sign_in_failed": marked("E-postadressen eller passordet er feil. Prøv igjen."),
    "sign_in_slow_down": marked("For mange forsøk. Vent et minutt og prøv igjen."),
    "signed_out": marked("Du er logget ut. Logg inn på nytt; det du skrev er tatt vare på."),
    "email_missing": marked("Skriv inn e-postadressen din."),
    "email_invalid": marked("Skriv en e-postadresse, for eksempel navn@kommune.no."),
    "email_taken": marked("Det finnes allerede en konto med adressen %(email)s."),
    "email_unknown": marked("Ingen konto har adressen %(email)s."),
    "name_missing": marked("Skriv inn navnet."),
    "password_missing": marked("Skriv inn passordet."),
    "password_length": marked("Passordet må ha minst %(shortest)s tegn."),
    # Texts, text blocks, gold stars and comments on the draft
    "interviewee_named": marked("%(name)s er intervjuet, og navnet skal ikke stå i rapporten. Skriv rollen."),
    "text_saved_meanwhile": marked(
        "%(by)s lagret noe annet %(day)s kl. %(at)s. Begge tekstene vises. Ingenting er overskrevet."
    ),
    "text_nested": marked(
        "Lister og sitater ligger mer enn %(limit)s nivåer inne i hverandre. Gjør teksten enklere."
    ),
    "text_not_empty": marked("Funnene settes bare inn der ingenting er skrevet. Teksten er ikke endret."),
    "nothing_found": marked("Vurderingen har ikke funnet noe å begynne med her ennå. Vurder området først."),
    "block_gone": marked("Tekstblokken finnes ikke lenger. Velg en annen."),
    "changed_meanwhile": marked("Noen andre har endret dette siden du åpnet siden. Last den på nytt og se over."),
    "title_missing": marked("Skriv en tittel."),
    "text_missing": marked("Skriv teksten."),
    "description_missing": marked("Beskriv hva kommunen gjør, så andre kan gjøre det samme."),
    "star_without_level": marked(
        "Prosessen er ikke vurdert, eller står på laveste nivå. En gullstjerne viser en praksis som finnes."
    ),
    "star_taken_away": marked("Noen andre har tatt bort gullstjernen. Lagre på nytt hvis den skal gis likevel."),
    "comment_missing": marked("Skriv hva som ikke stemmer."),
    "outcome_missing": marked("Velg om teksten er endret eller beholdt."),
    "kept_without_reason": marked("Skriv hvorfor teksten er beholdt."),
    "answered_meanwhile": marked(
        "%(by)s svarte på kommentaren %(day)s kl. %(at)s. Det du skrev, står i feltet. Lagre igjen hvis det "
        "skal gjelde."
    ),
    "comments_open": marked("Kommentarer som ikke er besvart: %(count)s."),
    # Reports
    "glyph_missing": marked(
        "Skriften mangler tegnet %(character)s (%(point)s). Det står under «%(heading)s», der det heter "
        "«%(excerpt)s». Ta tegnet ut av teksten, eller legg til en skrift som har det."
    ),
    "direction_turned": marked(
        "Et skjult tegn (%(point)s) snur skriveretningen. Det står under «%(heading)s», der det heter "
        "«%(excerpt)s». Skriv ordene på nytt uten det."
    ),
    "unprintable": marked(
        "Skriften i rapporten mangler %(signs)s. Ingenting er tapt, men skriv det med ord eller ta det bort før "
        "rapporten skal lages."
    ),
    "unprintable_in_draft": marked("En tekst har tegn som ikke kan trykkes: %(signs)s. Skriv det med ord."),
    "unprintable_in_reason": marked("Begrunnelsen har tegn som ikke kan trykkes: %(signs)s. Skriv det med ord."),
    "font_missing": marked("Skriften %(font)s mangler i reports/fonts. Rapporten ble ikke laget."),
    "report_failed": marked("Rapporten ble ikke laget: %(detail)s"),
    "report_too_slow": marked(
        "Rapporten ble ikke laget: Det tok mer enn %(seconds)s sekunder. Er en tekst svært lang? Kort den ned, "
        "eller prøv igjen."
    ),
    "report_too_big": marked(
        "Rapporten ble ikke laget: Den trengte mer enn %(megabytes)s MB minne. Er en tekst svært lang? Kort den "
        "ned, eller prøv igjen."
    ),
    "report_not_kept": marked(
        "Rapporten ble laget, men serveren har ikke plass til den. Si fra til den som drifter Kompass."
    ),
    "report_crashed": marked(
        "Rapporten ble ikke laget: Noe gikk galt. Oppgi nummeret %(reference)s når du melder fra."
    ),
    "report_stopped": marked("Rapporten ble ikke laget: Prosessen som lager rapporter, stanset. Prøv igjen."),
    "nothing_known": marked("Ingen av kommunene har noen kjent evaluering. Da er det ingenting å lage rapport av."),
    "no_development": marked("Kompass kjenner ingen evaluering av kommunen. Da er det ingen utvikling å vise."),
    "nothing_scored": marked("Ingen prosesser er vurdert ennå. Vurder minst én før du lager rapporten."),
    # Published figures and register files
    "total_differs_from_areas": marked(
        "%(subject)s %(year)s: oppgitt sum er %(total)s, men områdene gir til sammen %(sum)s."
    ),
    "change_differs_from_totals": marked(
        "%(subject)s: kilden oppgir en endring på %(stated)s poeng fra %(from)s til %(to)s, men "
        "summene gir %(difference)s."
    ),
    "register_row": marked("%(file)s, rad %(row)s: %(detail)s."),
    "duplicate_number": marked("%(subject)s: kommunenummeret %(number)s står flere ganger."),
    # Mergers
    "merger_unknown": marked("Kompass kjenner ingen sammenslåing eller deling med nøkkelen %(key)s."),
    "partner_twice": marked("%(name)s er valgt to ganger. En kommune kan ikke slås sammen med seg selv."),
    "too_few_partners": marked("Velg minst to kommuner."),
    "too_many_partners": marked("Velg høyst %(most)s kommuner. Flere får ikke plass ved siden av hverandre."),
    "weights_sum_to_zero": marked("Ingen av kommunene har innbyggere i registeret. Da kan de ikke vektes."),
    "partner_became_other": marked(
        "%(name)s ble en del av %(other)s i %(year)s. Velg kommuner som fantes samtidig."
    ),
    "place_unknown": marked(
        "Fant ingen kommune som heter «%(text)s». Prøv kommunenummeret eller en del av navnet."
    ),
    "place_ambiguous": marked("Flere kommuner heter eller har hett «%(text)s». Velg den du mener."),
    "place_begins_many": marked(
        "%(count)s kommuner begynner på «%(text)s». Skriv mer av navnet, eller kommunenummeret."
    ),
    # Changes in the register. Each names the change, so that the row can be found.
    "change_unknown_number": marked("Endringen %(date)s fra %(from)s til %(to)s: nummeret %(number)s er ukjent."),
    "change_repeated": marked("Endringen %(date)s fra %(from)s til %(to)s står flere ganger."),
    "change_out_of_order": marked(
        "Endringen %(date)s fra %(from)s til %(to)s: den første må gjelde til datoen, og den andre fra datoen."
    ),
    "change_leaves_number_open": marked(
        "Endringen %(date)s fra %(from)s til %(to)s: den første skal gå ut denne dagen, men gjør det ikke."
    ),
    "merge_with_itself": marked("Sammenslåingen %(date)s slår %(from)s sammen med seg selv."),
    "merge_of_one": marked("Sammenslåingen %(date)s til %(to)s har bare én kommune. Er det et nytt nummer?"),
    "split_into_one": marked("Delingen av %(from)s %(date)s har bare én mottaker."),
    "renumbering_of_many": marked(
        "Nummerbyttet %(date)s fra %(from)s til %(to)s gjelder flere kommuner, eller ingen endring."
    ),
    "rename_without_change": marked("Navnebyttet %(date)s av %(from)s endrer ikke navnet, eller endrer nummeret."),
    "boundary_with_itself": marked("Grenseendringen %(date)s går fra %(from)s til samme kommune."),
    "boundary_too_large": marked(
        "Grenseendringen %(date)s fra %(from)s til %(to)s flytter %(inhabitants)s innbyggere. Så mange er "
        "en deling, og må føres slik."
    ),
    "shares_do_not_sum": marked("Andelene av %(from)s %(date)s skal være over 0 og bli 1, men blir %(sum)s."),
    "change_cycle": marked("Endringene går i ring: %(numbers)s."),
    "number_without_successor": marked("%(number)s %(name)s gikk ut %(date)s uten at noen kommune kom etter."),
    "number_without_predecessor": marked("%(number)s %(name)s begynte %(date)s uten at noen kommune var der før."),
    "municipality_count": marked(
        "1. januar %(year)s skal det være %(expected)s kommuner, men registeret har %(found)s."
    ),
    "population_total": marked(
        "1. januar %(year)s skal innbyggerne bli %(expected)s til sammen, men registeret har %(found)s."
    ),
    "population_unknown": marked("Innbyggerne i %(number)s 1. januar %(year)s mangler."),
    "population_unexpected": marked("%(number)s har innbyggere 1. januar %(year)s, men gjaldt ikke da."),
    "population_not_conserved": marked(
        "%(date)s: %(from)s hadde %(before)s innbyggere, men %(to)s fikk %(after)s. Forskjellen er for stor."
    ),
    # Bringing the register up to date
    "bureau_unreachable": marked(
        "Fikk ikke kontakt med Statistisk sentralbyrå. Registeret er ikke endret. Sjekk nettet og prøv igjen."
    ),
    "bureau_timed_out": marked(
        "Statistisk sentralbyrå brukte for lang tid på å svare. Registeret er ikke endret. Prøv igjen senere."
    ),
    "bureau_refused": marked(
        "Statistisk sentralbyrå svarte med feilkoden %(status)s på %(address)s. Registeret er ikke endret. "
        "Prøv igjen senere."
    ),
    "bureau_answer_too_large": marked(
        "Statistisk sentralbyrå sendte mye mer enn ventet fra %(address)s. Registeret er ikke endret."
    ),
    "bureau_answer_unreadable": marked(
        "Det som kom fra %(address)s, kan ikke leses som et svar fra Statistisk sentralbyrå. Registeret er "
        "ikke endret. Sjekk om nettet krever innlogging, og prøv igjen."
    ),
    "bureau_answer_unexpected": marked(
        "Svaret fra %(address)s har en annen form enn Kompass kjenner. Registeret er ikke endret. Si fra til "
        "dem som vedlikeholder Kompass."
    ),
    "bureau_list_missing": marked(
        "Statistisk sentralbyrå har ingen liste over kommunene %(date)s. Registeret er ikke endret. Prøv "
        "igjen senere."
    ),
    "register_file_unreadable": marked("%(subject)s kan ikke leses: %(detail)s. Registeret er ikke endret."),
    "register_not_writable": marked(
        "Filene i %(folder)s kunne ikke skrives: %(detail)s. Registeret er ikke endret."
    ),
    "register_changed_meanwhile": marked(
        "Noen andre endret registeret i mellomtiden. Ingenting er skrevet. Prøv igjen."
    ),
    "register_not_refreshed": marked("Registeret er ikke endret. Slik det ville blitt, har det disse feilene:"),
    "split_needs_shares": marked(
        "%(from)s ble delt %(date)s, og en del gikk til %(to)s. Skriv raden i changes.csv med andelen av "
        "innbyggerne (share) og kjør kommandoen på nytt. Gjaldt det bare et lite område, er det en "
        "grenseendring (boundary)."
    ),
    "boundary_needs_facts": marked(
        "Grenseendringen %(date)s fra %(from)s til %(to)s: legg inn hva som ble flyttet (note), og hvor mange"
        " innbyggere (inhabitants), hvis du finner det."
    ),
    "name_order_unknown": marked(
        "%(number)s %(name)s: Kompass vet ikke hvilket av navnene som er det norske. Se over name og other_names."
    ),
    "name_differs": marked("%(number)s heter %(name)s hos Statistisk sentralbyrå, men %(ours)s i registeret."),
    "county_unknown": marked(
        "%(number)s %(name)s: fylket %(county)s mangler i counties.csv. Legg det til og kjør kommandoen på nytt."
    ),
    "number_used_again": marked(
        "%(number)s %(name)s er i bruk igjen fra %(date)s. Registeret kan bare ha nummeret én gang."
    ),
    "start_unexplained": marked(
        "%(number)s %(name)s er i bruk %(date)s, men ingen endring sier hvor kommunen kom fra."
    ),
    "end_unexplained": marked(
        "%(number)s %(name)s er ikke i bruk %(date)s, men ingen endring sier hva kommunen ble."
    ),
    # Evidence
    "file_missing": marked("Velg en fil."),
    "file_empty": marked("Filen er tom. Velg en annen."),
    "file_too_large": marked("Filen er %(size)s. Grensen er %(most)s. Gjør den mindre, eller del den opp."),
    "file_type_unknown": marked("Filtypen kan ikke lastes opp. Bruk %(kinds)s."),
    "file_not_what_it_says": marked("Innholdet er ikke en %(kind)s-fil. Lagre den på nytt og prøv igjen."),
    "file_too_packed": marked("Filen pakker ut til mer enn Kompass tar imot. Lagre den som PDF og prøv igjen."),
    "file_has_macros": marked("Filen har makroer og kan ikke lastes opp. Lagre den uten makroer, eller som PDF."),
    "image_broken": marked("Bildet er skadet og kan ikke leses. Lagre det på nytt og prøv igjen."),
    "image_too_large": marked("Bildet har flere enn 40 millioner bildepunkter. Gjør det mindre og prøv igjen."),
    "text_not_readable": marked("Tekstfilen kan ikke leses. Lagre den som UTF-8 og prøv igjen."),
    "file_exists": marked("Filen finnes fra før som «%(title)s»."),
    "evaluation_full": marked(
        "Filen er %(size)s, og evalueringen har %(kept)s fra før. Grensen er %(most)s til sammen."
    ),
    "address_missing": marked("Skriv inn nettadressen."),
    "address_not_web": marked("Nettadressen må begynne med https:// eller http://."),
    "address_unreadable": marked("Nettadressen kan ikke leses. Kopier den fra adressefeltet i nettleseren."),
    "address_with_name": marked("Nettadressen har et brukernavn foran @. Ta det bort."),
    "seen_on_missing": marked("Skriv inn dagen siden ble sett, for eksempel 23.11.2026."),
    "interview_missing": marked("Velg et intervju."),
    "interview_registered": marked("Intervjuet er bevis fra før."),
    "link_missing": marked("Velg minst én."),
    "evidence_linked": marked("Beviset er koblet til %(number)s %(title)s. Ta bort koblingen først."),
    "months_out_of_range": marked(
        "Navn og intervjunotater kan ikke beholdes i %(months)s måneder. Velg et tall fra 0 til %(most)s."
    ),
    "evidence_of_another": marked(
        "%(name)s har lagt til beviset. Bare den som la det til, og den som leder evalueringen, kan fjerne det."
    ),
    "evidence_not_current": marked("Beviset er fjernet eller erstattet av noen andre. Last siden på nytt."),
    # Preparation
    "day_unreadable": marked("Skriv dagen som en dato, for eksempel 23.11.2026, eller la den stå tom."),
    "visit_first_missing": marked("Skriv første dag av besøket også."),
    "visit_ends_before_it_begins": marked("Siste dag av besøket er før den første."),
    "fact_check_before_visit": marked("Faktasjekken kan ikke være ferdig før besøket er over."),
    "delivery_before_fact_check": marked("Rapporten kan ikke leveres før faktasjekken er ferdig."),
    "role_missing": marked("Skriv rollen eller gruppen som skal intervjues."),
    "interviewee_in_draft": marked(
        "%(name)s er intervjuet, og navnet står i en tekst. Ta det ut av teksten, eller slett navnet fra planen."
    ),
    "interviewee_in_note": marked("%(name)s intervjues. Skriv rollen i stedet, så navnet kan slettes senere."),
    "interviewee_in_plan": marked(
        "«%(name)s» er navnet på en som intervjues. Skriv rollen her, og navnet for seg."
    ),
    "time_unreadable": marked("Skriv klokkeslettet som 09.30, eller la det stå tomt."),
    "time_without_day": marked("Velg dagen også når klokkeslettet er satt."),
    "minutes_unreadable": marked("Skriv hvor mange minutter som et helt tall, eller la det stå tomt."),
    "minutes_out_of_range": marked("Skriv fra %(shortest)s til %(longest)s minutter."),
    "more_than_a_line": marked("Skriv på én linje."),
    "interviewee_missing": marked("Skriv navnet."),
    "interview_has_notes": marked("Intervjuet har notater og kan ikke slettes. Tøm notatene først."),
    "interview_is_evidence": marked("Intervjuet er registrert som bevis og kan ikke slettes."),
    "document_missing": marked("Skriv hvilket dokument dere ber om."),
    "area_unknown": marked("Velg et område fra listen."),
    "evidence_not_chosen": marked("Velg et dokument fra listen. Det du valgte, er fjernet eller erstattet."),
    "document_changed_meanwhile": marked(
        "Noen andre har endret dette siden du åpnet siden. Begge deler vises. Ingenting er overskrevet."
    ),
    # Measures, and the history of an answer
    "measure_missing": marked("Skriv hva kommunen skal gjøre."),
    "owner_missing": marked("Skriv hvilken rolle i kommunen som har ansvaret."),
    "owner_is_a_name": marked("«%(name)s» er et navn. Skriv rollen i stedet."),
    "due_unreadable": marked("Skriv fristen som en dato, for eksempel 23.11.2026, eller la den stå tom."),
    "measure_status_missing": marked("Velg hvor langt tiltaket er kommet."),
    "restored_meanwhile": marked(
        "Svaret ble endret %(day)s kl. %(at)s, etter at du åpnet siden. Ingenting er overskrevet. Se over, og velg "
        "på nytt."
    ),
    # Everything else
    "not_found": marked("Fant ikke siden."),
    "not_allowed": marked("Du har ikke tilgang til dette. Be om tilgang hos den som leder evalueringen."),
    "not_comparable": marked("Evalueringene er gjort med ulike utgaver og kan ikke sammenlignes."),
    "not_possible_now": marked("Dette kan ikke gjøres nå. Last siden på nytt."),
    "invalid": marked("Noe må rettes før dette kan lagres."),
    "conflict": marked(
        "Du lagret noe annet kl. %(at)s i et annet vindu eller på en annen enhet. Velg hva som skal gjelde."
    ),
    "csrf": marked("Siden var åpen for lenge. Teksten din er beholdt. Send på nytt."),
    "too_large": marked("Det du sendte, er for stort. Kort det ned og send på nytt."),
    "bad_request": marked("Nettleseren sendte noe Kompass ikke forstår. Last siden på nytt."),
    "method_not_allowed": marked("Adressen kan ikke brukes på den måten."),
    "storage_full": marked(
        "Ikke lagret: serveren er full. Teksten står fortsatt her. Si fra til den som drifter Kompass."
    ),
    "storage_busy": marked("Ikke lagret: databasen svarer ikke. Teksten står fortsatt her. Prøv igjen om litt."),
    "database_missing": marked("Det finnes ingen database ennå. Lag den: python -m kompass create-database"),
    "database_outdated": marked(
        "Databasen er av en annen versjon (%(applied)s) enn programmet (%(newest)s). Kjør: python "
        "-m kompass create-database"
    ),
    "error": marked("Noe gikk galt. Ingenting er lagret. Oppgi nummeret %(reference)s når du melder fra."),
}


def sentence(code: str, values: Mapping[str, str], language: Language) -> str:
    """The sentence of a code in the reader's language; KeyError for a code that has none."""
    return language.gettext(SENTENCES[code]) % dict(values)


def problem_text(problem: Problem, language: Language) -> str:
    """The sentence of a problem; what it concerns is available to the text as `subject`."""
    return sentence(problem.code, {"subject": problem.subject, **dict(problem.values)}, language)
