/**
 * Microsoft's own colours and shapes for Teams, as far as our pages use them: copied from @fluentui/tokens, which
 * is no dependency at run time; a test compares them with the package.
 */
export const fluentTheme = {
  light: {
    colorNeutralBackground1: '#ffffff',
    colorNeutralBackground2: '#fafafa',
    colorNeutralBackground3: '#f5f5f5',
    colorNeutralForeground1: '#242424',
    colorNeutralForeground2: '#424242',
    colorNeutralForeground3: '#616161',
    colorNeutralStroke1: '#d1d1d1',
    colorNeutralStroke2: '#e0e0e0',
    colorNeutralStrokeAccessible: '#616161',
    colorBrandBackground: '#5b5fc7',
    colorBrandBackgroundHover: '#4f52b2',
    colorBrandBackgroundPressed: '#383966',
    colorNeutralForegroundOnBrand: '#ffffff',
    colorBrandForegroundLink: '#4f52b2',
    colorStatusDangerBackground1: '#fdf3f4',
    colorStatusDangerForeground1: '#b10e1c',
    colorStatusDangerBorder1: '#eeacb2',
    colorStatusSuccessBackground1: '#f1faf1',
    colorStatusSuccessForeground1: '#0e700e',
    colorStatusSuccessBorder1: '#9fd89f',
    colorCompoundBrandStroke: '#5b5fc7',
    colorStrokeFocus2: '#000000',
    shadow4: '0 0 2px rgba(0,0,0,0.12), 0 2px 4px rgba(0,0,0,0.14)',
    borderRadiusMedium: '4px',
    borderRadiusXLarge: '8px',
    fontFamilyBase:
      '-apple-system, BlinkMacSystemFont, "Segoe UI", system-ui, "Apple Color Emoji", "Segoe UI Emoji", sans-serif',
  },
  dark: {
    colorNeutralBackground1: '#292929',
    colorNeutralBackground2: '#242424',
    colorNeutralBackground3: '#1f1f1f',
    colorNeutralForeground1: '#ffffff',
    colorNeutralForeground2: '#d6d6d6',
    colorNeutralForeground3: '#adadad',
    colorNeutralStroke1: '#666666',
    colorNeutralStroke2: '#525252',
    colorNeutralStrokeAccessible: '#adadad',
    colorBrandBackground: '#4f52b2',
    colorBrandBackgroundHover: '#5b5fc7',
    colorBrandBackgroundPressed: '#383966',
    colorNeutralForegroundOnBrand: '#ffffff',
    colorBrandForegroundLink: '#7f85f5',
    colorStatusDangerBackground1: '#3b0509',
    colorStatusDangerForeground1: '#dc626d',
    colorStatusDangerBorder1: '#c50f1f',
    colorStatusSuccessBackground1: '#052505',
    colorStatusSuccessForeground1: '#54b054',
    colorStatusSuccessBorder1: '#107c10',
    colorCompoundBrandStroke: '#7579eb',
    colorStrokeFocus2: '#ffffff',
    shadow4: '0 0 2px rgba(0,0,0,0.24), 0 2px 4px rgba(0,0,0,0.28)',
    borderRadiusMedium: '4px',
    borderRadiusXLarge: '8px',
    fontFamilyBase:
      '-apple-system, BlinkMacSystemFont, "Segoe UI", system-ui, "Apple Color Emoji", "Segoe UI Emoji", sans-serif',
  },
} as const;

/** A theme as CSS custom properties, `--colorBrandBackground: #5b5fc7;` and so on. */
export function themeVariables(theme: keyof typeof fluentTheme): string {
  return Object.entries(fluentTheme[theme])
    .map(([name, value]) => `--${name}:${value};`)
    .join('');
}
