import { createTheme, type MantineColorsTuple } from '@mantine/core';

const harbour: MantineColorsTuple = [
  '#e6f4f2',
  '#d3ebe8',
  '#a7d8d2',
  '#76c3bb',
  '#4cafa6',
  '#2d9c92',
  '#14877d',
  '#0f766e',
  '#0b5f59',
  '#074a45',
];

/** Greys as cool as our own tokens: fields, tracks, and what is disabled in the dark. */
const dark: MantineColorsTuple = [
  '#e7e9ec',
  '#b9c0c8',
  '#9ba4ae',
  '#6b747e',
  '#38414b',
  '#2b333c',
  '#1b2128',
  '#161b21',
  '#11151a',
  '#0b0e11',
];

/** Base 13 px system font, 8 px grid, radius 6, one accent. */
export const theme = createTheme({
  primaryColor: 'harbour',
  // White on the sixth shade would miss AA.
  primaryShade: 7,
  colors: { harbour, dark },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'Inter, system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", "Malgun Gothic", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  headings: {
    sizes: { h1: { fontSize: '20px', lineHeight: '28px' }, h2: { fontSize: '16px', lineHeight: '24px' } },
  },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
});
