/**
 * Why one path, file, zip or picture of many cannot be taken: the second half of a sentence, in skipped entries and in the
 * `reason` of errors. What is sent is the English text; front ends in other languages find theirs by it.
 */
export const reasons = {
  alreadyThere: 'it is already there',
  clash: 'it clashes with {existing}',
  clashInZip: 'it clashes with {existing} in the zip',
  damaged: 'it is damaged',
  differentKind: 'something of another kind is there',
  drawingJson: 'it is no JSON, or a part of it is missing',
  drawingManyElements: 'it holds more than {most} elements',
  drawingManyFiles: 'it holds more than {most} pictures',
  drawingManyPoints: 'it holds more than {most} points',
  drawingNone: 'it is no Excalidraw drawing',
  drawingNothingKnown: 'none of its elements can be used',
  drawingPicture: 'one of its pictures is none',
  tooMuchWork: 'working it out takes too long, or too much memory',
  elementEmptyText: 'it is a text without words',
  elementId: 'its id is no name',
  elementNone: 'it is no element',
  elementPlace: 'its place or size is no number that can be drawn',
  elementPoints: 'its points cannot be drawn',
  elementText: 'its text is none, or too long',
  elementType: 'its type is not known here',
  elseThere: 'something else is there now',
  folderIntoItself: 'a folder cannot move into itself',
  largerThan: 'it is larger than {megabytes} MB',
  leftOut: 'left out',
  leftOutFolder: 'left out with {count} entries in it',
  libraryNone: 'it is no Excalidraw library',
  link: 'it is a link',
  nothingSent: 'nothing was sent',
  notOrdinary: 'it is no ordinary file',
  notTaken: 'it is nothing that can be published here',
  roomFull: 'the room is full',
  twiceInZip: 'the zip holds this name twice',
  unknownPacking: 'it is packed in a way that is not known here',

  pathBackslash: 'folders are parted by /, not by a backslash',
  pathDots: 'it holds . or .. as a name',
  pathEmpty: 'it is empty',
  pathEmptyName: 'it holds an empty name',
  pathEndsWithDot: 'a name ends with a dot',
  pathForeign: 'it holds one of < > : " | ? *',
  pathHalfCharacter: 'it holds half a character',
  pathLong: 'it is longer than {most} characters',
  pathLongName: 'one of its names is longer than {most} characters',
  pathOutside: 'it has to start inside the room',
  pathReserved: 'the name is reserved on Windows',
  pathSpace: 'a name starts or ends with a space',
  pathUnseen: 'it holds a character that cannot be seen',

  modelDamaged: 'a part of it is missing, or it is damaged',
  modelVersion: 'it is no glTF 2.0',

  pictureFormat: 'it is no JPEG, PNG, WebP, GIF or AVIF',
  picturePixels: 'it has too many pixels',
  svgDamaged: 'it is no well-formed SVG',
  svgDoctype: 'it holds a document type or entities',
  svgEmpty: 'nothing of it can be shown',
  svgTooMuch: 'it holds more than {most} elements, or they are too deep',

  zipBomb: 'it unpacks to far more than it holds',
  zipEncrypted: 'it is encrypted',
  zipLiesOfBytes: 'it states more bytes than it holds',
  zipLiesOfEntry: 'it holds more than it states',
  zipLiesOfSizes: 'it states sizes that cannot be',
  zipNothing: 'it holds nothing that can be published',
  zipNone: 'it is no zip file, or a part of it is missing',
  zipOverlaps: 'its files overlap each other',
  zipTooMuch: 'looking at all of it takes too long',
  zipTable: 'its table of contents is damaged',
} as const satisfies Record<string, string>;

export type ReasonCode = keyof typeof reasons;
/** The English texts; what stands in braces is filled. */
export type ReasonText = (typeof reasons)[ReasonCode];

export function because(code: ReasonCode, values: Readonly<Record<string, string | number>> = {}): string {
  return reasons[code].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
