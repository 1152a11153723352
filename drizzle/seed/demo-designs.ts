/** What the demo community has published: made by the core in code, so only words stand here. */

export interface DemoDesign {
  /** E-mail of a demo person. */
  readonly author: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly licence: string;
  readonly kinds: readonly ('image' | 'drawing' | 'model' | 'code')[];
  /** Who likes it, by e-mail; the first saves it, too. */
  readonly likedBy: readonly string[];
}

const ada = 'ada@demo.draftroom.local';
const jonas = 'jonas@demo.draftroom.local';
const mei = 'mei@demo.draftroom.local';
const samir = 'samir@demo.draftroom.local';
const lucia = 'lucia@demo.draftroom.local';

export const demoDesigns: readonly DemoDesign[] = [
  {
    author: mei,
    title: 'Harbour at low tide',
    description: 'Flat shapes for the wall beside the tide clock. The waterline is where the clock has its *low* mark.',
    tags: ['harbour', 'poster', 'print'],
    licence: 'CC-BY-4.0',
    kinds: ['image'],
    likedBy: [ada, jonas, lucia, samir],
  },
  {
    author: jonas,
    title: 'Towers by the water',
    description: 'A settlement of boxes, few triangles. Take it apart, every tower is its own set of storeys.',
    tags: ['architecture', 'low-poly', '3d'],
    licence: 'CC0-1.0',
    kinds: ['image', 'model'],
    likedBy: [mei, ada, samir],
  },
  {
    author: lucia,
    title: 'Chapbook covers',
    description: 'Three tries for eleven poems. The second has the calmest paper.',
    tags: ['book', 'print', 'type'],
    licence: 'CC-BY-NC-4.0',
    kinds: ['image'],
    likedBy: [mei, jonas],
  },
  {
    author: samir,
    title: 'How a bird count becomes a chart',
    description: 'The steps from the paper sheet to the bar, for people who join us on Sundays.',
    tags: ['diagram', 'teaching', 'data'],
    licence: 'CC-BY-SA-4.0',
    kinds: ['image', 'drawing'],
    likedBy: [jonas, ada],
  },
  {
    author: ada,
    title: 'One page, no build',
    description: 'A poster that is a page of HTML. Everything in one file, prints on one sheet.',
    tags: ['code', 'poster', 'generative'],
    licence: 'MIT',
    kinds: ['image', 'code'],
    likedBy: [samir, mei],
  },
  {
    author: mei,
    title: 'Shop window, three moods',
    description: 'Wireframe and colour for the letterpress shop. Comments on the heading are welcome.',
    tags: ['interface', 'wireframe', 'print'],
    licence: 'CC-BY-4.0',
    kinds: ['image', 'drawing'],
    likedBy: [lucia],
  },
  {
    author: jonas,
    title: 'Clock tower study',
    description: 'The same rule as the towers by the water, taller, for the square.',
    tags: ['architecture', 'clock', '3d'],
    licence: 'CC-BY-4.0',
    kinds: ['image', 'model'],
    likedBy: [ada],
  },
  {
    author: lucia,
    title: 'Tiles for a kitchen wall',
    description: 'Quarter circles, one size, four inks. Turn them as you like.',
    tags: ['pattern', 'ceramics', 'print'],
    licence: 'CC0-1.0',
    kinds: ['image'],
    likedBy: [mei, samir, jonas],
  },
];
