import { expect, it } from 'vitest';
import { canCallBack } from './call-back.ts';

it.each([
  ['vscode://draftroom.draftroom-vscode/signed-in', true],
  ['vscode-insiders://draftroom.draftroom-vscode/signed-in', true],
  ['http://127.0.0.1:8080/callback?vscode-reqid=1', true],
  ['http://192.168.1.7:8080/callback?vscode-reqid=1', false],
  ['https://vscode.dev/callback?vscode-reqid=1', false],
])('[VSC-21] an answer to %s: %s', (redirect, comes) => expect(canCallBack(redirect)).toBe(comes));
