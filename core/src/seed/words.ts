/** Words of which a made community makes its names, titles and tags. */

export const givenNames =
  'Ada Amara Anselm Aoife Beatriz Bela Chidi Dalia Dario Eirik Elif Emre Farah Femi Gustavo Hana Ines Ivo Jonas Kaito Keiko Lena Leila Lucía Maja Mateo Mei Mirela Nadia Nils Noor Oskar Paloma Priya Quentin Rafael Rosa Samir Sanna Selin Soren Tamsin Teo Uma Viktor Wren Xenia Yara Yusuf Zofia'.split(
    ' ',
  );
export const familyNames =
  'Adeyemi Almeida Andersson Baptiste Bauer Castillo Cohen Dlamini Duarte Eriksen Ferrer Fischer Fontaine Garang Haddad Hoffmann Ibáñez Ito Jansen Kaplan Kovač Lindqvist Lombardi Mbeki Moreau Nakamura Novak Okafor Oliveira Osei Park Petrov Quispe Rahimi Rossi Sato Schäfer Silva Singh Tanaka Tran Ueda Vargas Vidal Weber Wójcik Yamada Yılmaz Zhang Zimmer'.split(
    ' ',
  );

/** What a design is about; who likes one of a topic likes others of it. */
export interface Topic {
  readonly things: readonly string[];
  readonly tags: readonly string[];
  readonly kinds: readonly ('drawing' | 'image' | 'model' | 'code' | 'scene' | 'graph')[];
}

const topic = (things: string, tags: string, kinds: string): Topic => ({
  things: things.split(' '),
  tags: tags.split(' '),
  kinds: kinds.split(' ') as unknown as Topic['kinds'],
});

export const topics: readonly Topic[] = [
  topic('clock watch sundial timer pendulum', 'clock time mechanics dial', 'code drawing'),
  topic('harbour lighthouse pier buoy tide', 'harbour sea low-poly coast', 'model scene'),
  topic('poster flyer banner placard print', 'poster print type grid', 'image drawing'),
  topic('lamp lantern candle shade bulb', 'lamp light interior product', 'model image'),
  topic('font alphabet glyph ligature numeral', 'type lettering font grid', 'drawing image'),
  topic('robot gripper rover walker arm', 'robot mechanics rig 3d', 'model scene'),
  topic('garden greenhouse orchard fern moss', 'plants garden watercolour study', 'drawing image'),
  topic('dashboard chart table gauge report', 'interface dashboard data chart', 'code image'),
  topic('tower bridge pavilion stair arcade', 'architecture concrete low-poly section', 'model drawing'),
  topic('icon glyphset badge emblem mark', 'icons interface monoline set', 'drawing image'),
  topic('shader noise fractal particle ripple', 'shader generative noise webgl', 'code graph'),
  topic('map atlas contour route transit', 'map cartography data print', 'image drawing'),
  topic('kettle teapot cup bowl vase', 'ceramics product render kitchen', 'model image'),
  topic('bicycle tram canoe kite scooter', 'vehicle mechanics blueprint section', 'model drawing'),
  topic('fox heron whale moth hare', 'animal character study ink', 'drawing image'),
  topic('chair bench shelf stool desk', 'furniture wood joinery product', 'model scene'),
  topic('synth sequencer drum tuner metronome', 'sound instrument interface code', 'code graph'),
  topic('menu checkout signup onboarding settings', 'interface wireframe flow mobile', 'drawing code'),
  topic('planet comet observatory orbit eclipse', 'space generative study poster', 'image scene'),
  topic('maze platformer puzzle card dice', 'game level prototype rules', 'code scene'),
  topic('quilt loom pattern knot weave', 'textile pattern generative craft', 'drawing image'),
  topic('terrain canyon island glacier dune', 'terrain low-poly noise landscape', 'model scene'),
  topic('bookplate zine chapbook cover binding', 'book print type craft', 'image drawing'),
  topic('compiler parser queue cache router', 'diagram architecture systems teaching', 'graph drawing'),
];

export const moods =
  'quiet folded paper brass winter northern small broken soft late plain hollow copper salt first second blue amber open drifting patient woven tilted bright'.split(
    ' ',
  );
export const phrases = [
  'A study of light and shadow, drawn over a week of evenings.',
  'Made for a workshop; take it apart and make it better.',
  'Three tries went wrong before this one stood by itself.',
  'Measured from the real thing, then simplified until it read well from across a room.',
  'The proportions come from an old table, the colours from a rainy morning.',
  'Everything is one file, no build, no dependencies.',
  'Comments on the joints are welcome, they still feel weak to me.',
  'I wanted something that a beginner can follow step by step.',
  'Second version after the critique of last month: calmer, fewer lines.',
  'Works in both themes, and prints on one sheet.',
];

/** What people say to designs, and authors to them. */
export const remarks = [
  'The darkest part pulls the eye to the corner. Was that meant?',
  'I would give this a little more room, it touches its neighbour.',
  'This is the best bit. Everything else could be as plain as it.',
  'At the size of a thumb these two melt into one.',
  'The colours fight here; one of the two could step back.',
  'How did you get this line so even?',
  'Reads well from afar, up close the spacing is not the same everywhere.',
  'I borrowed the idea for a lesson and it worked on the first try.',
  'Could the last step come earlier? I only understood it at the end.',
  'On my screen this edge flickers a little.',
];
export const replies = [
  'Good eye, that goes into the next release.',
  'It was meant, but you are the third to ask. I will try it the other way.',
  'Thank you! With a soft brush and a lot of patience.',
  'You are right, I measured it again and it is off.',
];
