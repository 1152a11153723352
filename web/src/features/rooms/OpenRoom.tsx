import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { t } from '../../kit/messages/language.ts';

export function OpenRoom({ roomId }: { roomId: string }) {
  return (
    <div>
      <Button renderRoot={(props) => <Link to="/rooms/$roomId" params={{ roomId }} {...props} />}>
        {t('join.enter')}
      </Button>
    </div>
  );
}
