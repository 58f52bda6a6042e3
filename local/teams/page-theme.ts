/** The colours of the pages: Microsoft's own tokens for Teams as CSS variables, and the card host config in the same colours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Theme, teamsDarkTheme, teamsLightTheme } from '@fluentui/tokens';
import { projectRoot } from '../project-root';

/** The two themes that the pages know. */
export type ThemeName = 'light' | 'dark';

const themes: Record<ThemeName, Theme> = { light: teamsLightTheme, dark: teamsDarkTheme };

/** Microsoft's fonts first; where they are missing, the nearest that Linux has before its default. */
const fontFamily =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Selawik, "Open Sans", "Noto Sans", "Liberation Sans", system-ui, sans-serif';

const variables = (theme: Theme): string =>
  Object.entries({ ...theme, fontFamilyBase: fontFamily })
    .map(([name, value]) => `--${name}:${String(value)};`)
    .join('');

/** A style sheet with every token as a variable; `data-theme` on the root element chooses the theme. */
export const themeCss = (): string =>
  `:root{color-scheme:light;${variables(themes.light)}}\n:root[data-theme="dark"]{color-scheme:dark;${variables(themes.dark)}}\n`;

const hostConfigPath = (name: ThemeName): string =>
  join(
    projectRoot(),
    'node_modules',
    'adaptivecards-designer',
    'lib',
    'hostConfigs',
    `microsoft-teams-${name}.json`,
  );

type Colours = Record<string, Record<string, string>>;
type ContainerStyle = { backgroundColor: string; borderColor: string; foregroundColors: Colours };

/** The host config's own colours are those of the Teams of 2018, some too pale to read; today's are the tokens. */
const foregrounds = (theme: Theme): Colours => {
  const pair = (colour: string, subtle = colour) => ({ default: colour, subtle });
  return {
    default: pair(theme.colorNeutralForeground1, theme.colorNeutralForeground3),
    dark: pair(teamsLightTheme.colorNeutralForeground1, teamsLightTheme.colorNeutralForeground3),
    light: pair(teamsDarkTheme.colorNeutralForeground1, teamsDarkTheme.colorNeutralForeground3),
    accent: pair(theme.colorBrandForegroundLink),
    good: pair(theme.colorPaletteGreenForeground1),
    warning: pair(theme.colorStatusWarningForeground1),
    // The status colour is too pale on a dark card.
    attention: pair(theme.colorPaletteRedForeground1),
  };
};

/** The Teams host config of adaptivecards-designer for a theme, in the tokens' colours. */
export const hostConfig = (name: ThemeName): unknown => {
  const theme = themes[name];
  const config = JSON.parse(readFileSync(hostConfigPath(name), 'utf8')) as {
    containerStyles: Record<string, ContainerStyle>;
    fontTypes: Record<string, { fontFamily: string }>;
    separator: { lineColor: string };
  };
  const backgrounds: Record<string, [string, string]> = {
    default: [theme.colorNeutralBackground1, theme.colorNeutralStroke2],
    emphasis: [theme.colorNeutralBackground3, theme.colorNeutralStroke2],
    accent: [theme.colorBrandBackground2, theme.colorBrandStroke2],
    good: [theme.colorPaletteGreenBackground1, theme.colorPaletteGreenBorder1],
    warning: [theme.colorStatusWarningBackground1, theme.colorStatusWarningBorder1],
    attention: [theme.colorStatusDangerBackground1, theme.colorStatusDangerBorder1],
  };
  for (const [style, container] of Object.entries(config.containerStyles)) {
    const [background, border] = backgrounds[style] ?? [];
    if (background === undefined || border === undefined) continue;
    container.backgroundColor = background;
    container.borderColor = border;
    container.foregroundColors = foregrounds(theme);
  }
  if (config.fontTypes.default) config.fontTypes.default.fontFamily = fontFamily;
  if (config.fontTypes.monospace) config.fontTypes.monospace.fontFamily = theme.fontFamilyMonospace;
  config.separator.lineColor = theme.colorNeutralStroke2;
  return config;
};
