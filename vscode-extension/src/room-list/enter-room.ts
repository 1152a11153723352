/** The ways into a room: by code, by a link, by an invitation; joins where that is needed. */
import type { HubClient } from '@draftroom/core/client/hub-client';
import { HubClientError, toHubClientError } from '@draftroom/core/client/hub-client-error';
import { l10n, window } from 'vscode';
import { ShownError } from '../command.ts';
import { hubMessage } from '../hubs/hub-message.ts';
import type { RoomLink } from '../links/room-link.ts';

export interface EnteredRoom {
  readonly id: string;
  readonly name: string;
}

/** Null when the person turned away. `asks`: they did not type it themself, so a code, too, asks before they join. */
export async function enterRoom(client: HubClient, link: RoomLink, asks: boolean): Promise<EnteredRoom | null> {
  switch (link.kind) {
    case 'code':
      return await enterByCode(client, link.code, asks);
    case 'invite':
      return await enterByInvite(client, link.token);
    case 'room':
      return await enterById(client, link.roomId);
  }
}

async function enterByCode(client: HubClient, code: string, asks: boolean): Promise<EnteredRoom | null> {
  const room = await client.trpc.rooms.byCode.query({ code });
  if (room.myRole !== null) return room;
  if (asks && (await askToJoin(room.name, [])) === undefined) return null;
  let refused: string | undefined;
  while (true) {
    const password = room.needsPassword ? await askPassword(room.name, refused) : undefined;
    if (room.needsPassword && password === undefined) return null;
    try {
      await client.trpc.rooms.join.mutate({ code, password });
      return room;
    } catch (error) {
      const known = toHubClientError(error);
      if (known.code !== 'wrong_room_password') throw known;
      refused = hubMessage(known);
    }
  }
}

async function enterByInvite(client: HubClient, token: string): Promise<EnteredRoom | null> {
  const invite = await client.trpc.rooms.invites.describe.query({ token });
  if (invite.roomId !== null) return { id: invite.roomId, name: invite.roomName };
  const { id } = await client.trpc.rooms.invites.accept.mutate({ token });
  return { id, name: invite.roomName };
}

async function enterById(client: HubClient, roomId: string): Promise<EnteredRoom | null> {
  const room = await client.trpc.rooms.get.query({ roomId }).catch((error: unknown) => {
    const known = toHubClientError(error);
    if (known.code !== 'not_found') throw known;
    throw new ShownError(
      l10n.t('Nothing is here, or the room is private. Ask whoever sent the link for an invitation or the code.'),
    );
  });
  if (room.role !== null) return room;
  const chosen = await askToJoin(room.name, [l10n.t('Only Read')]);
  if (chosen === undefined) return null;
  if (chosen === joinWords()) await joinById(client, roomId, room.name, room.hasPassword);
  return room;
}

function joinWords(): string {
  return l10n.t('Join and Open');
}

async function askToJoin(room: string, others: readonly string[]): Promise<string | undefined> {
  const question = l10n.t('You are not in “{0}” yet.', room);
  return await window.showInformationMessage(question, { modal: true }, joinWords(), ...others);
}

async function joinById(client: HubClient, roomId: string, name: string, hasPassword: boolean): Promise<void> {
  const password = hasPassword ? await askPassword(name) : undefined;
  if (hasPassword && password === undefined) throw new HubClientError({ code: 'room_password_needed' });
  await client.trpc.rooms.join.mutate({ roomId, password });
}

async function askPassword(room: string, refused?: string): Promise<string | undefined> {
  return await window.showInputBox({
    title: l10n.t('Password of “{0}”', room),
    prompt: refused ?? l10n.t('Whoever sent you the code knows it.'),
    password: true,
    ignoreFocusOut: true,
  });
}
