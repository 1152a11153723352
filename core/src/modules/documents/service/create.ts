import { HubError } from '../../../contract/errors.ts';
import { inMegabytes } from '../../../contract/limits.ts';
import type { Actor } from '../../../platform/actor.ts';
import { emptyContent, type InitialContent } from '../content.ts';
import { readDrawingFile } from '../import/drawing-content.ts';
import { grantStarters } from '../policy.ts';
import type { CreateDocumentInput } from '../schema.ts';
import { type StarterTemplate, starterDocuments } from '../starters.ts';
import { addEntries, type NewEntry } from './add-entries.ts';
import { validPath, type Workspace } from './deps.ts';

export async function createDocument(
  workspace: Workspace,
  actor: Actor,
  input: CreateDocumentInput,
): Promise<{ id: string }> {
  const room = await workspace.room(actor, input.roomId, 'write');
  const path = validPath(input.path);
  const { content, pictures } = initialContent(workspace, { ...input, path });
  const entry = { type: 'document', path, language: input.language ?? null, content } as const;
  const origin = input.content === undefined ? 'system' : 'import';
  const [outcome] = await addEntries(workspace, room, [entry, ...pictures], origin);
  if (outcome?.added === true) return { id: outcome.id };
  if (outcome?.reason === 'too_many') throw new HubError('too_many', { limit: `${outcome.limit} documents` });
  throw new HubError('path_taken', { path: outcome?.reason === 'path_taken' ? outcome.existing : path });
}

/** From the text that a file of this kind holds. */
function initialContent(
  { deps }: Workspace,
  { kind, path, content }: CreateDocumentInput,
): { content: InitialContent; pictures: readonly NewEntry[] } {
  const text = content ?? '';
  const most = kind === 'drawing' ? deps.limits.asset : deps.limits.textFile;
  if (Buffer.byteLength(text) > most) throw new HubError('too_large', { limit: inMegabytes(most) });
  if (kind === 'text') return { content: { kind, text: text.toWellFormed() }, pictures: [] };
  if (text === '') return { content: emptyContent(kind), pictures: [] };
  if (kind !== 'drawing') {
    throw new HubError('invalid_input', { content: 'Only a text or a drawing can start with content.' });
  }
  const { drawing, pictures } = readDrawingFile(path, text, deps.limits.asset);
  return { content: { kind, drawing }, pictures };
}

/** The files of a template, for a room that has just been made by this person. */
export async function addStarters(
  workspace: Workspace,
  { roomId, userId, template }: { roomId: string; userId: string; template: StarterTemplate },
): Promise<void> {
  const entries = starterDocuments(template).map(
    ({ path, content: text }) => ({ type: 'document', path, language: null, content: { kind: 'text', text } }) as const,
  );
  if (entries.length > 0) await addEntries(workspace, grantStarters(roomId, userId), entries, 'import');
}
