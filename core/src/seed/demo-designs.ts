/** Publishes the designs of the demo community, as people do: files are uploaded, looked at and published. */
import { type DemoDesign, demoDesigns } from '@draftroom/drizzle/seed/demo-designs';
import type { Services } from '../context.ts';
import { type Chance, createChance } from '../contract/chance.ts';
import { publishSchema } from '../modules/designs/schema.ts';
import type { SignedInActor } from '../platform/actor.ts';
import { makeFile } from './made-files.ts';

type People = ReadonlyMap<string, SignedInActor>;

/** What is there already stays: a start that was cut short is finished by the next one. */
export async function seedDemoDesigns(services: Services, people: People): Promise<void> {
  const chance = createChance(8);
  for (const design of demoDesigns) {
    const author = people.get(design.author);
    if (author === undefined) throw new Error(`${design.author} is not a demo person`);
    const { items } = await services.designs.mine(author, { limit: 60 });
    if (items.some(({ title }) => title === design.title)) continue;
    const designId = await publish(services, author, { design, chance });
    await like(
      services,
      designId,
      design.likedBy.flatMap((email) => people.get(email) ?? []),
    );
  }
}

async function publish(
  services: Services,
  author: SignedInActor,
  { design, chance }: { design: DemoDesign; chance: Chance },
): Promise<string> {
  const uploadIds: string[] = [];
  for (const kind of design.kinds) {
    const { path, bytes } = await makeFile(chance, kind);
    const upload = await services.uploads.start(author, { name: path, size: bytes.length });
    await services.uploads.addPart(author, { uploadId: upload.id, offset: 0, bytes });
    await services.uploads.check(upload.id, new AbortController().signal);
    uploadIds.push(upload.id);
  }
  const { author: _author, kinds: _kinds, likedBy: _likedBy, ...said } = design;
  const published = publishSchema.parse({ ...said, visibility: 'public', uploadIds });
  return (await services.designs.publish(author, published)).id;
}

async function like(services: Services, designId: string, people: readonly SignedInActor[]): Promise<void> {
  for (const [index, person] of people.entries()) {
    await services.designs.react(person, { designId, kind: 'like', on: true });
    if (index === 0) await services.designs.react(person, { designId, kind: 'save', on: true });
  }
}
