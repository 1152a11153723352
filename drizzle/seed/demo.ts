/** The demo community of an embedded hub on its first start: people, rooms, files and what they said. */
import type { PersonColour, RoomRole, RoomVisibility } from '../enums.ts';
import { fieldNotesFiles } from './field-notes.ts';
import { letterpressFiles } from './letterpress.ts';
import { tideClockFiles } from './tide-clock.ts';

export interface DemoPerson {
  readonly email: string;
  readonly name: string;
  readonly colour: PersonColour;
}

export interface DemoFile {
  readonly path: string;
  readonly content: string;
}

export interface DemoRoom {
  readonly name: string;
  readonly description: string;
  readonly visibility: RoomVisibility;
  /** By e-mail; the first is the owner. */
  readonly members: readonly (readonly [email: string, role: RoomRole])[];
  readonly files: readonly DemoFile[];
  readonly messages: readonly (readonly [email: string, text: string])[];
}

const ada = 'ada@demo.draftroom.local';
const jonas = 'jonas@demo.draftroom.local';
const mei = 'mei@demo.draftroom.local';
const samir = 'samir@demo.draftroom.local';
const lucia = 'lucia@demo.draftroom.local';

export const demoPeople: readonly DemoPerson[] = [
  { email: ada, name: 'Ada Lindqvist', colour: 'cobalt' },
  { email: jonas, name: 'Jonas Okafor', colour: 'rust' },
  { email: mei, name: 'Mei Tanaka', colour: 'teal' },
  { email: samir, name: 'Samir Haddad', colour: 'plum' },
  { email: lucia, name: 'Lucía Ferrer', colour: 'olive' },
];

export const demoRooms: readonly DemoRoom[] = [
  {
    name: 'Tide clock',
    description: 'A wall clock that shows high and low water at the harbour. Canvas, no dependencies.',
    visibility: 'public',
    members: [
      [ada, 'owner'],
      [jonas, 'editor'],
      [mei, 'editor'],
      [samir, 'viewer'],
    ],
    files: tideClockFiles,
    messages: [
      [ada, 'The harmonics are in src/tide.ts now, four constituents. Good to about ten minutes here.'],
      [jonas, 'Ten minutes is fine for a wall clock. I will draw the face, the hand goes round in 12 h 25 min.'],
      [mei, 'Can the water line be the background instead of a ring? Then you read it from across the room.'],
      [ada, 'Try it, I keep out of src/face.ts until tonight.'],
    ],
  },
  {
    name: 'Letterpress shop site',
    description: 'Three pages for a print shop: plain HTML, one style sheet, no build.',
    visibility: 'unlisted',
    members: [
      [mei, 'owner'],
      [lucia, 'editor'],
      [ada, 'commenter'],
    ],
    files: letterpressFiles,
    messages: [
      [lucia, 'Prices are real now. The shop is closed on Mondays, is that on the page?'],
      [mei, 'Yes, bottom of index.html. Could you check the Spanish on visit.html?'],
    ],
  },
  {
    name: 'Field notes: bird counts',
    description: 'Scripts that turn the weekly counting sheets into one table and a chart.',
    visibility: 'private',
    members: [
      [samir, 'owner'],
      [lucia, 'editor'],
      [jonas, 'editor'],
      [ada, 'editor'],
    ],
    files: fieldNotesFiles,
    messages: [
      [samir, 'Week 14 has two sheets from the north pond, I kept the longer one.'],
      [jonas, 'read_sheet now says which row it could not read instead of stopping.'],
    ],
  },
];
