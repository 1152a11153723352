import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { loadMessages } from '../../kit/messages/language.ts';

const AlikeDesigns = lazy(async () => {
  const [{ AlikeDesigns }] = await Promise.all([import('./AlikeDesigns.tsx'), loadMessages('discover')]);
  return { default: AlikeDesigns };
});

/** What is like this design: the last thing on its page, and asked for when somebody comes near it. */
export function MoreLikeThis({ designId }: { designId: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near || place.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setNear(true),
      {
        rootMargin: '0px 0px 800px',
      },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [near]);
  return (
    <div ref={place}>
      {near && (
        <Suspense fallback={null}>
          <AlikeDesigns designId={designId} />
        </Suspense>
      )}
    </div>
  );
}
