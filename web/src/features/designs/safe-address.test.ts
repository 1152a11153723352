import { expect, it } from 'vitest';
import { safeAddress } from './safe-address.ts';

it('[VIEW-3] lets the links of strangers lead to the web, to mail and about this hub, and nowhere else', () => {
  for (const address of ['https://example.org/a?b#c', 'http://example.org', 'mailto:a@example.org', '/rooms/1']) {
    expect(safeAddress(address)).toBe(address);
  }
  const hostile = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://example.org/1',
    '/\\example.org',
    '//example.org',
    'https:/\\example.org',
    'a/b',
    'www.example.org',
    '#x',
    '0190aaaa000070008000',
    '\u0001javascript:alert(1)',
    '',
  ];
  for (const address of hostile) expect(safeAddress(address), address).toBeNull();
  expect(safeAddress(undefined)).toBeNull();
});
