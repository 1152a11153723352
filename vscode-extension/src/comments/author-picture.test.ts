import { expect, it } from 'vitest';
import { authorPicture } from './author-picture.ts';

const person = { name: 'Åsa <Ö', colour: 'teal', avatarId: null } as const;

it('draws initials on the person’s hue, and takes the hub’s picture where the window may load it', () => {
  const picture = authorPicture(person, 'https://draft.example.org');
  const [kind, data = ''] = picture.split(',');
  expect(kind).toBe('data:image/svg+xml;base64');
  const svg = new TextDecoder().decode(Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)));
  expect(svg).toContain('fill="#038272"');
  expect(svg).toContain('>Å&lt;</text>');
  const pictured = { ...person, avatarId: 'abc' };
  expect(authorPicture(pictured, 'https://draft.example.org')).toBe('https://draft.example.org/api/v1/avatars/abc');
  expect(authorPicture(pictured, 'http://127.0.0.1:4400')).toBe(picture);
});
