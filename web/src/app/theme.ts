import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** Mantine in Draftroom's tokens (`tokens.css`): it lays out and behaves, the tokens colour it. */

const shades = (value: string) => Array.from({ length: 10 }, () => value) as unknown as MantineColorsTuple;

/** Names that components may say; each has a strong, a soft and a text-on form in the tokens. */
const toned = { pencil: 'blue', danger: 'danger' } as const;

const variantColorResolver: VariantColorsResolver = (input) => {
  const base = defaultVariantColorsResolver(input);
  const name = input.color === undefined ? 'pencil' : input.color;
  if (input.variant === 'default') {
    return {
      ...base,
      background: 'var(--surface)',
      hover: 'var(--sunk)',
      color: 'var(--ink)',
      border: '1px solid var(--edge)',
    };
  }
  if (name === 'gray' && input.variant === 'subtle') {
    return { ...base, background: 'transparent', hover: 'var(--hover)', color: 'var(--ink)' };
  }
  if (!(name in toned)) return base;
  const token = toned[name as keyof typeof toned];
  const full = `var(--${token})`;
  if (input.variant === 'filled') {
    return { ...base, background: full, hover: `var(--${token}-strong)`, color: `var(--on-${token})` };
  }
  if (input.variant === 'light')
    return { ...base, background: `var(--${token}-soft)`, hover: `var(--${token}-soft)`, color: full };
  if (input.variant === 'outline')
    return { ...base, hover: `var(--${token}-soft)`, color: full, border: `1px solid ${full}` };
  return { ...base, background: 'transparent', hover: 'var(--hover)', color: full };
};

/** Beats Mantine's own values in both schemes. */
const shared = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--blue)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunk)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-disabled': 'var(--sunk)',
  '--mantine-color-disabled-color': 'var(--muted)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--blue)',
  '--mantine-primary-color-filled-hover': 'var(--blue-strong)',
  '--mantine-primary-color-light': 'var(--blue-soft)',
  '--mantine-primary-color-light-color': 'var(--blue)',
  '--mantine-primary-color-contrast': 'var(--on-blue)',
  '--mantine-color-pencil-filled': 'var(--blue)',
  '--mantine-color-danger-filled': 'var(--danger)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });

const float = 'var(--float)';
const radius = '6px';

export const theme = createTheme({
  primaryColor: 'pencil',
  primaryShade: { light: 6, dark: 4 },
  colors: {
    pencil: shades('#2f5bd3'),
    danger: shades('#c23b3b'),
    // Paper and graphite instead of Mantine's own greys, for what no token names.
    gray: [
      '#fbfaf7',
      '#f4f2ed',
      '#e4e1da',
      '#d5d1c8',
      '#bfbbb2',
      '#a19e96',
      '#656970',
      '#4a4e55',
      '#30343b',
      '#1e2126',
    ],
    dark: [
      '#e8e6e1',
      '#c8c7c4',
      '#9a9ea6',
      '#747a86',
      '#363b45',
      '#2d313a',
      '#1d2027',
      '#16181d',
      '#121418',
      '#0d0f12',
    ],
  },
  variantColorResolver,
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-code)',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.9375rem', lg: '1.125rem', xl: '1.5rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.55', lg: '1.45', xl: '1.3' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.3' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.5' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: radius, md: radius, lg: radius, xl: radius },
  defaultRadius: 'md',
  shadows: { xs: float, sm: float, md: float, lg: float, xl: float },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Modal: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { transition: 'fade', duration: 150 },
        padding: 'lg',
        styles: { title: { lineHeight: 1.4, fontWeight: 600 } },
        // Its header is no landmark of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'description', 'input', 'error'] },
      vars: () => ({
        label: { '--input-label-size': 'var(--text-13)' },
        description: { '--input-description-size': 'var(--text-12)' },
        error: { '--input-error-size': 'var(--text-12)' },
      }),
    },
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: false } } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        transitionProps: { duration: 120 },
        // The focus goes to the first item; a placeholder is no item of a menu.
        withInitialFocusPlaceholder: false,
      },
    },
  },
});

export type ThemeChoice = 'auto' | 'light' | 'dark';

/** The same key as in `public/first-paint.js`, which paints before this runs. */
export const colourSchemes = localStorageColorSchemeManager({ key: 'draftroom-theme' });
