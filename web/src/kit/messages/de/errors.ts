import type { ErrorCode } from '@draftroom/core/contract/errors';

/** The hub's refusals. In English the hub's own sentences are shown. */
export const hubMessages: Readonly<Record<`hub.${ErrorCode}`, string>> = {
  'hub.invalid_input':
    'Ein Teil der Angaben ist nicht brauchbar. Prüfe die markierten Felder und versuche es noch einmal.',
  'hub.malformed': 'Die gesendeten Daten sind fehlerhaft; nichts wurde geändert.',
  'hub.not_signed_in': 'Melde dich an, um weiterzumachen.',
  'hub.wrong_credentials': 'E-Mail und Passwort passen nicht zusammen. Prüfe beides oder setze dein Passwort zurück.',
  'hub.locked': 'Zu viele falsche Passwörter. Warte 15 Minuten oder setze dein Passwort zurück.',
  'hub.not_allowed': 'Deine Rolle erlaubt das nicht. Frag eine Person, der der Raum gehört.',
  'hub.read_only': 'Du kannst hier lesen, aber nicht schreiben. Bitte um die Rolle zum Bearbeiten.',
  'hub.removed': 'Du wurdest aus diesem Raum entfernt.',
  'hub.wrong_room_password': 'Das ist nicht das Passwort dieses Raums. Frag, wer dir den Code geschickt hat.',
  'hub.room_password_needed': 'Dieser Raum hat ein Passwort. Frag, wer dir den Code geschickt hat.',
  'hub.not_yours': 'Das kann nur ändern, wer es geschrieben hat oder dafür verantwortlich ist.',
  'hub.blocked': 'Eine Person hat die andere blockiert; ihr könnt einander hier nicht schreiben.',
  'hub.own_work': 'Das ist deins. Überlass das Urteil anderen.',
  'hub.not_found': 'Hier ist nichts, oder es ist privat. Prüfe die Adresse oder frag, wer sie geschickt hat.',
  'hub.email_taken': 'Mit dieser E-Mail gibt es schon ein Konto. Melde dich an oder setze das Passwort zurück.',
  'hub.path_taken': 'Unter {path} liegt schon etwas. Wähle einen anderen Namen.',
  'hub.already_member': 'Diese Person ist schon im Raum.',
  'hub.last_owner': 'Ein Raum muss jemandem gehören. Übergib ihn zuerst.',
  'hub.archived': 'Dieser Raum ist archiviert. Wem er gehört, kann ihn zurückholen.',
  'hub.critique_given': 'Zu dieser Ausgabe gibt es schon eine Kritik von dir. Ändere diese.',
  'hub.already_done': 'Das ist schon entschieden.',
  'hub.pin_needed': 'Eine Note muss auf etwas zeigen. Wähle eine Stelle für „{criterion}“.',
  'hub.bad_scores': 'Bewerte jedes Kriterium genau einmal.',
  'hub.suspended':
    'Dein Konto ist gesperrt: Du kannst lesen, aber nichts schreiben oder veröffentlichen. In der Begründung steht, warum, bis wann und wie du widersprichst.',
  'hub.moderators_only': 'Das ist der Moderation des Hubs vorbehalten.',
  'hub.own_case': 'Niemand entscheidet über sich selbst. Überlass das jemand anderem aus der Moderation.',
  'hub.higher_role': 'Hier geht es um jemanden mit höherer Rolle als deiner. Überlass das der Administration.',
  'hub.own_decision':
    'Gegen deine eigene Entscheidung richtet sich dieser Widerspruch. Jemand anderes muss ihn ansehen.',
  'hub.admins_only': 'Das kann nur die Administration. Wähle ein Ende innerhalb eines Jahres oder frag dort nach.',
  'hub.already_reported': 'Das hast du schon gemeldet. Die Moderation sieht es sich an.',
  'hub.already_appealed': 'Dagegen wurde schon Widerspruch eingelegt. Gegen jede Entscheidung geht das einmal.',
  'hub.claimed': '{name} sieht sich das schon an. Warte, bis es wieder frei ist.',
  'hub.bad_path': '{path} ist hier kein möglicher Pfad: {reason}.',
  'hub.bad_archive': 'Dieses Zip lässt sich nicht lesen: {reason}.',
  'hub.bad_drawing': 'Diese Zeichnung lässt sich nicht lesen: {reason}.',
  'hub.bad_picture': 'Dieses Bild lässt sich nicht verwenden: {reason}.',
  'hub.bad_cursor': 'Diese Stelle der Liste ist nicht mehr bekannt. Fang oben neu an.',
  'hub.bad_token': 'Dieser Link oder Code gilt nicht mehr. Bitte um einen neuen.',
  'hub.redirect_refused':
    'Unter dieser Adresse meldet dieser Hub kein Programm an. Aktualisiere das Programm; eine Browser-Erweiterung muss in der Einstellung BROWSER_EXTENSION_IDS des Hubs genannt sein.',
  'hub.nothing_new': 'Diese Veröffentlichung wäre dieselbe wie die neueste. Ändere vorher etwas.',
  'hub.nothing_to_publish': 'Noch ist nichts darin. Wähle Dokumente oder Dateien.',
  'hub.own_design': 'Das ist dein eigenes Design.',
  'hub.unlisted_design':
    'Dieses Design ist nicht gelistet: Es ist für alle, die seine Adresse haben, und Sammlungen zeigen nur, was alle finden können. Merke es dir, um es wiederzufinden.',
  'hub.not_remixable': 'Die Lizenz dieses Designs erlaubt keine Remixe. Frage, wer es gemacht hat.',
  'hub.licence_conflict':
    'Woraus das entstanden ist, steht unter {parent}; das lässt {child} nicht zu. Wähle eine andere Lizenz.',
  'hub.too_large': 'Das ist größer als erlaubt ({limit}).',
  'hub.too_many': 'Die Grenze von {limit} ist erreicht. Entferne zuerst etwas.',
  'hub.too_fast': 'Das war zu oft. Warte {seconds} Sekunden und versuche es noch einmal.',
  'hub.too_slow': 'Die Verbindung kam nicht nach und beginnt neu.',
  'hub.too_many_connections':
    'Mit diesem Konto sind zu viele Fenster offen. Schließe eines und versuche es noch einmal.',
  'hub.owner_moved': 'Das Dokument ist auf einen anderen Server gezogen. Neue Verbindung.',
  'hub.shutting_down': 'Der Hub startet neu. Deine Arbeit bleibt erhalten; gleich geht es weiter.',
  'hub.storage_failing':
    'Der Hub kann gerade nicht auf seine Platte schreiben. Deine Änderungen bleiben hier, bis er es kann.',
  'hub.out_of_order': 'Etwas, worauf diese Änderung aufbaut, ist noch nicht da. Neuer Versuch.',
  'hub.not_configured': 'Das ist auf diesem Hub nicht eingerichtet.',
  'hub.provider_failed':
    'Die Anmeldung mit {provider} hat nicht geklappt. Versuche es noch einmal oder nimm dein Passwort.',
  'hub.provider_email_unverified':
    '{provider} hat deine E-Mail nicht bestätigt. Bestätige sie dort und versuche es noch einmal.',
  'hub.account_unverified':
    'Mit dieser E-Mail gibt es ein Konto, aber die Adresse wurde nie bestätigt. Melde dich mit dem Passwort an und bestätige sie, oder setze es zurück; dann geht auch {provider}.',
  'hub.fresh_sign_in_needed':
    'Melde dich ab, wieder an und wiederhole das innerhalb von zehn Minuten, damit wir wissen, dass du es bist.',
  'hub.wrong_password': 'Das ist nicht dein jetziges Passwort. Prüfe es und versuche es noch einmal.',
  'hub.invite_for_other':
    'Diese Einladung gilt einer anderen E-Mail, oder deine ist noch nicht bestätigt. Melde dich mit jener an oder bestätige deine.',
  'hub.bad_model': 'Dieses Modell ist nicht lesbar: {reason}.',
  'hub.file_kind_unknown':
    '{name} ist nichts, was sich hier veröffentlichen lässt. Lade Bilder (PNG, JPEG, WebP, GIF, AVIF, SVG), Modelle (GLB, oder glTF mit seinen Dateien in einem Zip), Excalidraw-Zeichnungen, Code und Texte in UTF-8 oder ein Zip davon hoch.',
  'hub.empty_file': 'Diese Datei ist leer.',
  'hub.upload_not_ready': '{name} ist noch nicht so weit: Es ist unterwegs, wird geprüft oder wurde nicht angenommen.',
  'hub.upload_differs': 'Von dieser Datei sind hier schon andere Bytes. Lade sie neu hoch.',
  'hub.wrong_host':
    'Dieser Hub hört nicht auf diesen Namen. Öffne ihn unter seiner eigenen Adresse; wer ihn betreibt, legt sie mit PUBLIC_URL fest.',
  'hub.internal': 'Auf dem Hub ist etwas schiefgegangen. Gespeichertes ist nicht verloren; versuche es noch einmal.',
};
