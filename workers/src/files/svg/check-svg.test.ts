import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { checkSvg } from './check-svg.ts';
import { cleanDeclarations, cleanStylesheet, isHarmless } from './clean-style.ts';

const ns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const rect = '<rect width="10" height="10"/>';
const kept = async (inside: string, more = '') =>
  Buffer.from((await checkSvg(`<svg ${ns} width="20" height="20" ${more}>${rect}${inside}</svg>`)).bytes).toString();

describe('[UPL-5] what is not allowed in an SVG is left out', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script of SVG by its prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'],
    ['a script in a group', '<g><g><script xlink:href="https://evil.example/a.js"/></g></g>'],
    ['HTML', '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/></foreignObject>'],
    ['an event', '<circle r="3" onload="alert(1)" ONCLICK="alert(1)"/>'],
    ['a link', '<a href="javascript:alert(1)"><text>go</text></a>'],
    ['a link of XLink', '<a xlink:href="javascript:alert(1)"><circle r="1"/></a>'],
    ['a picture from elsewhere', '<image href="https://evil.example/a.png"/>'],
    ['an SVG as data', '<image href="data:image/svg+xml;base64,YWxlcnQoMSk="/>'],
    ['another document', '<use href="https://evil.example/a.svg#x"/>'],
    ['data that is used', '<use href="data:image/svg+xml;base64,YWxlcnQoMSk=#x"/>'],
    ['animation of an address', '<a><animate attributeName="href" values="javascript:alert(1)"/></a>'],
    ['a set event', '<set attributeName="onmouseover" to="alert(1)"/>'],
    ['a style that fetches', '<rect style="fill:url(https://evil.example/a)"/>'],
    ['a style with an escape', '<rect style="fill:\\75rl(https://evil.example/a)"/>'],
    ['a sheet that imports', '<style>@import url(https://evil.example/a.css); rect{fill:red}</style>'],
    ['a font from elsewhere', '<style>@font-face{font-family:a;src:url(https://evil.example/a)}</style>'],
    ['a sheet that hides its words', '<style>r\\65ct{fill:u\\72l(https://evil.example/)}</style>'],
    ['a processing instruction', '<?xml-stylesheet href="https://evil.example/a.css"?>'],
    ['a comment that closes nothing', '<!-- --><g><!-- <script>alert(1)</script> --></g>'],
    ['a filter that fetches', '<filter id="f"><feImage href="https://evil.example/a"/></filter>'],
    [
      'an attribute with a foreign address',
      '<rect fill="url(https://evil.example/a#b)" mask="url(//evil.example/#b)"/>',
    ],
    ['CDATA as markup', '<text><![CDATA[<script>alert(1)</script>]]></text>'],
  ])('%s', async (_name, inside) => {
    const svg = await kept(inside);
    expect(svg).not.toMatch(
      /<script|<iframe|<animate|<set|on\w+="|javascript:|evil\.example|@import|\\|svg\+xml|<\?|<a[ >]/i,
    );
    expect(svg).toContain('<rect width="10" height="10"/>');
  });

  test('what is drawn stays', async () => {
    const inside =
      '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>' +
      '<style>.a{fill:url(#g);stroke:#fff}</style><path class="a" d="M0 0 L5 5" style="opacity:.5"/>' +
      '<text x="1" y="2">A &amp; B</text><use xlink:href="#g"/>';
    expect(await kept(inside, 'viewBox="0 0 20 20"')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20" viewBox="0 0 20 20"><rect width="10" height="10"/>' +
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>' +
        '<style>.a{fill:url(#g);stroke:#fff}</style><path class="a" d="M0 0 L5 5" style="opacity:.5"/>' +
        '<text x="1" y="2">A &amp; B</text><use href="#g"/></svg>',
    );
  });

  test('what comes out is what comes out of it again', async () => {
    const once = await kept('<g fill="red"><text>a "b" &lt;c></text></g><style>g > text{fill:blue}</style>');
    expect(Buffer.from((await checkSvg(once)).bytes).toString()).toBe(once);
  });
});

describe('[UPL-5] pictures of an SVG', () => {
  test('are sharp, however small it says that it is', async () => {
    const { facts, sizes } = await checkSvg(`<svg ${ns} viewBox="0 0 16 8">${rect}</svg>`);
    expect(facts).toMatchObject({ width: 16, height: 8 });
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([
      [320, 160],
      [640, 320],
      [1280, 640],
      [1920, 960],
    ]);
  });

  test.each([
    'width="1e9" height="1e9"',
    'width="-5"',
    'viewBox="0 0 0 0"',
    'viewBox="NaN"',
    'width="1" height="1e6"',
    '',
  ])('are made of one with %s', async (sides) => {
    const { facts, sizes } = await checkSvg(`<svg ${ns} ${sides}>${rect}</svg>`);
    expect(facts.width).toBeGreaterThan(0);
    for (const { bytes } of sizes) expect((await sharp(bytes).metadata()).format).toBe('webp');
  });
});

describe('[UPL-5] styles', () => {
  test('name only what is in the same document', () => {
    expect(cleanDeclarations('fill: url("#a"); stroke: url( #b ); filter: url(http://x#a); -x-y: 1; color: red')).toBe(
      'fill:url("#a");stroke:url( #b );color:red',
    );
    expect(cleanStylesheet('@media print{rect{fill:red}} a,b.c{fill:red;behavior:url(#x)} d{}')).toBe(
      'a,b.c{fill:red}',
    );
    expect(isHarmless('url(#a) url(#b)')).toBe(true);
    expect(isHarmless('url(#a) url(b)')).toBe(false);
  });

  test('of any words never name an address', () => {
    const piece = fc.constantFrom(
      'url(',
      '#a',
      ')',
      'http://x',
      '{',
      '}',
      ';',
      ':',
      '@import',
      '"',
      '/*',
      '*/',
      '\\75',
      'fill',
      'rect',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const css = pieces.join('');
        for (const clean of [cleanStylesheet(css), cleanDeclarations(css)]) {
          expect(clean).not.toMatch(/@|\\|:\/\/|url\((?!\s*["']?#)/);
        }
      }),
    );
  });
});
