import type { Design, Release } from '@draftroom/core/schema/designs';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { trpc } from '../../app/hub.ts';

export interface ShownDesign {
  readonly design: Design;
  /** The one that the address names, else the newest. */
  readonly release: Release;
  readonly newest: boolean;
}

/** Signed addresses of files that are not public last an hour at least; asked again well before. */
const fresh = 20 * 60_000;

export function useShownDesign(designId: string, seq: number | undefined): ShownDesign {
  const { data: design } = useSuspenseQuery(trpc.designs.get.queryOptions({ designId }, { refetchInterval: fresh }));
  const other = seq !== undefined && seq !== design.release.seq;
  const asked = useQuery(
    trpc.designs.release.queryOptions(
      { designId, seq: seq ?? 1 },
      { enabled: other, throwOnError: true, refetchInterval: fresh },
    ),
  );
  const release = other ? asked.data : design.release;
  return release === undefined
    ? { design, release: design.release, newest: true }
    : { design, release, newest: !other };
}
