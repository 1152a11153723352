import { HubError } from '../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import { grantStarters } from '../policy.ts';
import type { CreateDocumentInput } from '../schema.ts';
import { type StarterTemplate, starterDocuments } from '../starters.ts';
import { addEntries } from './add-entries.ts';
import { inMegabytes, validPath, type Workspace } from './deps.ts';

export async function createDocument(
  workspace: Workspace,
  actor: Actor,
  input: CreateDocumentInput,
): Promise<{ id: string }> {
  const room = await workspace.room(actor, input.roomId, 'write');
  const path = validPath(input.path);
  const text = input.content ?? '';
  if (text !== '' && input.kind !== 'text')
    throw new HubError('invalid_input', { content: 'Only a text can start with content.' });
  const { textFile } = workspace.deps.limits;
  if (Buffer.byteLength(text) > textFile) throw new HubError('too_large', { limit: inMegabytes(textFile) });
  const entry = {
    type: 'document',
    kind: input.kind,
    path,
    language: input.language ?? null,
    text: text.toWellFormed(),
  } as const;
  const [outcome] = await addEntries(workspace, room, [entry], input.content === undefined ? 'system' : 'import');
  if (outcome?.added === true) return { id: outcome.id };
  if (outcome?.reason === 'too_many') throw new HubError('too_many', { limit: `${outcome.limit} documents` });
  throw new HubError('path_taken', { path: outcome?.existing ?? path });
}

/** The files of a template, for a room that has just been made by this person. */
export async function addStarters(
  workspace: Workspace,
  { roomId, userId, template }: { roomId: string; userId: string; template: StarterTemplate },
): Promise<void> {
  const entries = starterDocuments(template).map(
    ({ path, content }) => ({ type: 'document', kind: 'text', path, language: null, text: content }) as const,
  );
  if (entries.length > 0) await addEntries(workspace, grantStarters(roomId, userId), entries, 'import');
}
