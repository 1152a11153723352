/** What the page of a design has to know before it stands; asked while its code is fetched. */
import { queryClient, trpc } from '../../app/hub.ts';
import { loadMessages } from '../../kit/messages/language.ts';

export async function loadDesign({ designId, seq }: { designId: string; seq: number | undefined }): Promise<void> {
  const design = queryClient.ensureQueryData(trpc.designs.get.queryOptions({ designId }));
  await Promise.all([loadMessages('designPage'), loadMessages('feedback'), design]);
  if (seq === undefined || (await design).release.seq === seq) return;
  await queryClient.ensureQueryData(trpc.designs.release.queryOptions({ designId, seq }));
}
