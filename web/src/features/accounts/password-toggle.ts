import type { PasswordInputProps } from '@mantine/core';
import { t } from '../../kit/messages/language.ts';

/** Mantine keeps the eye out of the tab order; here it can be reached and says what it does. */
export function passwordToggle(): Pick<PasswordInputProps, 'visibilityToggleButtonProps'> {
  return {
    visibilityToggleButtonProps: { 'aria-label': t('action.showPassword'), tabIndex: 0, 'aria-hidden': undefined },
  };
}
