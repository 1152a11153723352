import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { MessagePage } from '../../app/MessagePage.tsx';
import { PageFrame } from '../../app/PageFrame.tsx';
import { hasCode, shownError } from '../../kit/hub-error.ts';
import { t } from '../../kit/messages/language.ts';
import { signInPath } from './sign-in-path.ts';

interface RoomRefusedProps {
  error: unknown;
  signedIn: boolean;
  onRetry: () => void;
}

/** Why this room cannot be shown, and whom to ask. A private room answers like one that does not exist. */
export function RoomRefused({ error, signedIn, onRetry }: RoomRefusedProps) {
  const hidden = hasCode(error, 'not_found', 'not_allowed', 'not_signed_in', 'removed');
  return (
    <PageFrame>
      <MessagePage
        title={t(hidden ? 'room.hiddenTitle' : 'room.failedTitle')}
        text={hidden ? t('room.hiddenWhat') : shownError(error).text}
        action={
          <>
            {hidden && !signedIn && (
              <Button component="a" href={signInPath()}>
                {t('welcome.signIn')}
              </Button>
            )}
            {!hidden && <Button onClick={onRetry}>{t('action.tryAgain')}</Button>}
            <Button component={Link} to={signedIn ? '/home' : '/'} variant="default">
              {t('action.goHome')}
            </Button>
          </>
        }
      />
    </PageFrame>
  );
}
