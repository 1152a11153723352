import { queryClient, trpc } from '../../app/hub.ts';

/** After something was said, here or elsewhere: what this person sees of it is for the hub to say. */
export async function refreshFeedback(): Promise<void> {
  await queryClient.invalidateQueries(trpc.comments.onDesigns.pathFilter());
}

export async function refreshCritiques(): Promise<void> {
  await queryClient.invalidateQueries(trpc.critiques.pathFilter());
}
