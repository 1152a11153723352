/**
 * A hub in a folder that works on one drawing without end: it changes, and its preview and report are asked for. Says
 * what it found kept when it started and when there is a picture, then works until it is killed; with `finish` until
 * all of it is done once.
 */
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { drawingReportSchema } from '../src/contract/drawing-report.ts';
import { openHubCore } from '../src/hub.ts';
import { runJobs } from '../src/jobs.ts';
import { elementsOf, seedDrawing } from '../src/model/drawing/drawing-document.ts';
import { element } from '../src/model/drawing/testing/drawings.ts';
import { createDrawingWork } from '../src/modules/documents/drawings/drawing-thread.ts';
import { createDrawingsRepo } from '../src/modules/documents/drawings/repo.ts';
import { readConfig } from '../src/platform/config.ts';
import { createLogger } from '../src/platform/logger.ts';
import { createTestPeople } from '../src/testing/test-people.ts';
import { threadFile } from '../src/thread-file.ts';

const [folder = '', documentId = '', mode = ''] = process.argv.slice(2);
const config = readConfig({ DRAFTROOM_DATA_DIR: folder, PORT: '0' });
const core = await openHubCore({ config, logger: createLogger('error'), fileThread: threadFile('file-thread') });
const { engine } = core.modules;
const repo = createDrawingsRepo(core.parts.database.db);
const source = { origin: 'system', userId: null } as const;

const id = documentId === '' ? await makeDrawing() : documentId;
console.log(JSON.stringify({ id, ...(await kept()) }));
const work = createDrawingWork(pathToFileURL(join(import.meta.dirname, '../../workers/src/jobs/drawing-thread.ts')));
await runJobs(core, work);
if (mode === 'finish') {
  const head = await engine.head(id);
  await ask();
  for (let found = await kept(); found.preview < head || found.report < head; found = await kept()) await pause(50);
  console.log('done');
} else {
  console.log('working');
  for (let made = false; ; ) {
    await engine.edit(
      id,
      source,
      (doc) =>
        void elementsOf(doc)
          .get('one')
          ?.set('width', 100 + Math.random() * 900),
    );
    await ask();
    if (!made && (await kept()).preview > 0) {
      made = true;
      console.log('made');
    }
    await pause(20);
  }
}

async function ask(): Promise<void> {
  for (const job of ['render-preview', 'analyze-drawing'] as const) {
    await core.parts.queue.send(job, { documentId: id }, { key: id });
  }
}

/** The states of what is kept; throws when it is not whole. */
async function kept(): Promise<{ preview: number; report: number }> {
  const preview = await repo.preview(id);
  if (preview !== undefined) {
    const { width, height } = await sharp(await core.parts.blobs.get(preview.assetId)).metadata();
    if (width !== preview.width || height !== preview.height) throw new Error('another picture than is said');
  }
  const report = await repo.report(id);
  if (report !== undefined) drawingReportSchema.parse(report.report);
  return { preview: preview?.seq ?? 0, report: report?.seq ?? 0 };
}

async function makeDrawing(): Promise<string> {
  const people = createTestPeople(core, () => '');
  const owner = await people.person();
  const { rooms, documents } = core.modules.services;
  const room = await rooms.create(owner, { name: 'Room', description: '', visibility: 'private', template: 'empty' });
  const made = await documents.create(owner, { roomId: room.id, kind: 'drawing', path: 'a.excalidraw' });
  await engine.edit(made.id, source, (doc) => seedDrawing(doc, { elements: [element('one')] }));
  return made.id;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
