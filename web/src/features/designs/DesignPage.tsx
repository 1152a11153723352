import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useLed } from '../../app/led.ts';
import { MessagePage } from '../../app/MessagePage.tsx';
import { t } from '../../kit/messages/language.ts';
import { Notice } from '../../kit/Notice.tsx';
import { usePageTitle } from '../../kit/page.ts';
import { DesignFeedback } from '../feedback/DesignFeedback.tsx';
import { PointingBar } from '../feedback/PointingBar.tsx';
import { useFeedback } from '../feedback/use-feedback.ts';
import { Byline } from './Byline.tsx';
import { DesignActions } from './DesignActions.tsx';
import { DesignSkeleton } from './DesignSkeleton.tsx';
import { DesignWork } from './DesignWork.tsx';
import styles from './design.module.css';
import { Facts } from './Facts.tsx';
import { MoreLikeThis } from './MoreLikeThis.tsx';
import { Releases } from './Releases.tsx';
import { StandingNotice } from './StandingNotice.tsx';
import { useShownDesign } from './use-design.ts';
import { useDesignEvents } from './use-design-events.ts';
import { shownFile } from './work-file.ts';

const Description = lazy(async () => ({ default: (await import('./Description.tsx')).Description }));
const CompareReleases = lazy(async () => ({
  default: (await import('./compare/CompareReleases.tsx')).CompareReleases,
}));
const route = getRouteApi('/pages/designs/$designId');

export function DesignPage() {
  const { designId } = route.useParams();
  const gone = useDesignEvents(designId);
  if (gone) return <Gone />;
  return (
    <Suspense fallback={<DesignSkeleton />}>
      <Shown key={designId} designId={designId} />
    </Suspense>
  );
}

function Shown({ designId }: { designId: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { design, release, newest, overtaken, showNewest } = useShownDesign(designId, search.r);
  usePageTitle(design.title);
  const file = shownFile(release.files, search.file);
  const onFile = (path: string): void =>
    void navigate({ search: (before) => ({ ...before, file: path }), replace: true, resetScroll: false });
  const feedback = useFeedback({
    design,
    release,
    thread: search.thread,
    critique: search.critique,
    led: useLed(),
    onFile,
  });
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <h1>{design.title}</h1>
        <Byline design={design} />
        <DesignActions design={design} release={release} />
      </header>
      <StandingNotice standing={design.standing} statementId={design.statementId} />
      <NewRelease seq={overtaken ? design.release.seq : null} onShow={showNewest} />
      {!newest && !overtaken && <OldRelease designId={designId} seq={release.seq} newest={design.release.seq} />}
      <div className={styles.body}>
        <div className={styles.looked}>
          {search.compare === undefined ? (
            <DesignWork
              design={design}
              release={release}
              file={file}
              opened={search.file !== undefined || search.thread !== undefined}
              pins={feedback.pins}
              activePin={feedback.activePin}
              onPin={feedback.setOpen}
              {...(feedback.pointing === null ? {} : { onPick: feedback.pointing })}
              onFile={onFile}
            />
          ) : (
            <Suspense fallback={null}>
              <CompareReleases design={design} from={search.compare} to={release.seq} path={search.file} />
            </Suspense>
          )}
        </div>
        <div className={styles.said}>
          <DesignFeedback feedback={feedback} />
        </div>
        <div
          className={styles.columns}
          data-facts-only={design.description === '' && design.releases.length < 2 ? 'true' : undefined}
        >
          <div className={styles.told}>
            {design.description !== '' && (
              <Suspense fallback={null}>
                <Description text={design.description} />
              </Suspense>
            )}
            <Releases design={design} shown={release.seq} onNewest={showNewest} />
          </div>
          <Facts design={design} release={release} />
        </div>
      </div>
      <PointingBar feedback={feedback} />
      <MoreLikeThis designId={designId} />
    </article>
  );
}

/** Over the page, so that nothing moves under whoever looks at the last one. */
function NewRelease({ seq, onShow }: { seq: number | null; onShow(): void }) {
  return (
    <div className={styles.news} role="status">
      {seq !== null && (
        <p>
          {t('designPage.newer', { seq })}
          <Button size="compact-sm" variant="light" onClick={onShow}>
            {t('designPage.showNewer')}
          </Button>
        </p>
      )}
    </div>
  );
}

function OldRelease({ designId, seq, newest }: { designId: string; seq: number; newest: number }) {
  return (
    <Notice
      title={t('designPage.oldRelease', { seq, newest })}
      action={
        <Link to="/designs/$designId" params={{ designId }}>
          {t('designPage.toNewest')}
        </Link>
      }
    />
  );
}

function Gone() {
  usePageTitle(t('designPage.gone'));
  return (
    <MessagePage
      title={t('designPage.gone')}
      text={t('designPage.goneWhat')}
      action={<Button renderRoot={(props) => <Link to="/" {...props} />}>{t('action.goHome')}</Button>}
    />
  );
}
