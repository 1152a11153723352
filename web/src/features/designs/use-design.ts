import type { Design, Release } from '@draftroom/core/schema/designs';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { trpc } from '../../app/hub.ts';

export interface ShownDesign {
  readonly design: Design;
  /** The one that the address names, else the one that was the newest when somebody came. */
  readonly release: Release;
  readonly newest: boolean;
  /** A newer one came while this one was looked at. */
  readonly overtaken: boolean;
  showNewest(): void;
}

/** Signed addresses of files that are not public last an hour at least; asked again well before. */
const fresh = 20 * 60_000;

export function useShownDesign(designId: string, named: number | undefined): ShownDesign {
  const asked = useSuspenseQuery(trpc.designs.get.queryOptions({ designId }, { refetchInterval: fresh }));
  const design = asked.data;
  const newest = design.release.seq;
  // What is looked at stays when a release arrives. What was kept from an earlier visit is not looked at yet.
  const [held, setHeld] = useState<{ named: number | undefined; seq: number } | null>(null);
  if (held === null ? !asked.isFetching : held.named !== named) setHeld({ named, seq: newest });
  const seq = named ?? held?.seq ?? newest;
  const other = useQuery(
    trpc.designs.release.queryOptions(
      { designId, seq },
      { enabled: seq !== newest, throwOnError: true, refetchInterval: fresh },
    ),
  );
  const found = seq === newest ? design.release : other.data;
  const last = useRef(design.release);
  // The newest one that became an older one stands while it is asked for as such.
  const release = found ?? (last.current.seq === seq ? last.current : design.release);
  last.current = release;
  return {
    design,
    release,
    newest: release.seq === newest,
    overtaken: named === undefined && release.seq !== newest,
    showNewest: () => setHeld({ named, seq: newest }),
  };
}
