import type { ReasonText } from '@draftroom/core/contract/reasons';

/** Why something was not taken, by what the hub says in English. */
export const reasonMessages: Readonly<Record<`reason.${ReasonText}`, string>> = {
  'reason.it is already there': 'es ist schon da',
  // The longer one first: a name may end with the same words.
  'reason.it clashes with {existing} in the zip': 'es verträgt sich nicht mit {existing} im Zip',
  'reason.it clashes with {existing}': 'es verträgt sich nicht mit {existing}',
  'reason.it is damaged': 'es ist beschädigt',
  'reason.something of another kind is there': 'dort liegt etwas anderer Art',
  'reason.something else is there now': 'dort liegt jetzt etwas anderes',
  'reason.a folder cannot move into itself': 'ein Ordner kann nicht in sich selbst liegen',
  'reason.it is larger than {megabytes} MB': 'es ist größer als {megabytes} MB',
  'reason.left out': 'ausgelassen',
  'reason.left out with {count} entries in it': 'ausgelassen samt {count} Einträgen darin',
  'reason.it is a link': 'es ist ein Verweis',
  'reason.nothing was sent': 'es wurde nichts gesendet',
  'reason.it is no ordinary file': 'es ist keine gewöhnliche Datei',
  'reason.the room is full': 'der Raum ist voll',
  'reason.the zip holds this name twice': 'das Zip enthält diesen Namen zweimal',
  'reason.it is packed in a way that is not known here': 'es ist auf eine hier unbekannte Weise gepackt',

  'reason.folders are parted by /, not by a backslash': 'Ordner trennt ein /, kein Backslash',
  'reason.it holds . or .. as a name': 'es enthält . oder .. als Namen',
  'reason.it is empty': 'es ist leer',
  'reason.it holds an empty name': 'es enthält einen leeren Namen',
  'reason.a name ends with a dot': 'ein Name endet mit einem Punkt',
  'reason.it holds one of < > : " | ? *': 'es enthält eines von < > : " | ? *',
  'reason.it holds half a character': 'es enthält ein halbes Zeichen',
  'reason.it is longer than {most} characters': 'es ist länger als {most} Zeichen',
  'reason.one of its names is longer than {most} characters': 'einer der Namen ist länger als {most} Zeichen',
  'reason.it has to start inside the room': 'es muss im Raum beginnen',
  'reason.the name is reserved on Windows': 'der Name ist unter Windows vergeben',
  'reason.a name starts or ends with a space': 'ein Name beginnt oder endet mit einem Leerzeichen',
  'reason.it holds a character that cannot be seen': 'es enthält ein unsichtbares Zeichen',

  'reason.it is no JPEG, PNG, WebP, GIF or AVIF': 'es ist kein JPEG, PNG, WebP, GIF oder AVIF',
  'reason.it has too many pixels': 'es hat zu viele Pixel',

  'reason.it unpacks to far more than it holds': 'ausgepackt wäre es weit mehr, als es enthält',
  'reason.it is encrypted': 'es ist verschlüsselt',
  'reason.it states more bytes than it holds': 'es nennt mehr Bytes, als es enthält',
  'reason.it holds more than it states': 'es enthält mehr, als es nennt',
  'reason.it states sizes that cannot be': 'es nennt unmögliche Größen',
  'reason.it is no zip file, or a part of it is missing': 'es ist keine Zip-Datei, oder ein Teil davon fehlt',
  'reason.its files overlap each other': 'seine Dateien überlappen einander',
  'reason.its table of contents is damaged': 'sein Inhaltsverzeichnis ist beschädigt',
};
