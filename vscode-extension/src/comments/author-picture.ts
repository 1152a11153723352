/** The picture beside a comment: the one that the hub has, or initials on the person's hue. Pure. */
import { personColourValue } from '@draftroom/core/contract/person-colours';
import type { RoomPerson } from '@draftroom/core/schema/rooms';
import { initialsOf } from '../presence/people-here.ts';

type Pictured = Pick<RoomPerson, 'name' | 'colour' | 'avatarId'>;

/** The window loads pictures over https only. */
export function authorPicture({ name, colour, avatarId }: Pictured, hub: string): string {
  if (avatarId !== null && hub.startsWith('https:')) return `${hub}/api/v1/avatars/${avatarId}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><circle cx="16" cy="16" r="16" fill="${personColourValue(colour)}"/><text x="16" y="21" fill="#fff" font-family="system-ui,sans-serif" font-size="14" font-weight="600" text-anchor="middle">${escaped(initialsOf(name))}</text></svg>`;
  return `data:image/svg+xml;base64,${base64(svg)}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
