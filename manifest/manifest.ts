/**
 * The manifest and its language files. The titles of the bot's commands are those of the buttons (cards/), because
 * Teams sends a command's title as if the person had typed it.
 */
import type { Language } from '../cards/locale';
import { titleOf } from '../cards/titles';
import type { ManifestSettings } from './settings';
import de from './words/de.json';
import en from './words/en.json';
import es from './words/es.json';
import fr from './words/fr.json';
import pt from './words/pt.json';

export const schemaVersion = '1.22';

/** English stands in the manifest itself; each other language has a file. */
export const defaultLanguage = 'en';
export const otherLanguages = ['es', 'fr', 'de', 'pt'] as const satisfies readonly Language[];

const words: Readonly<Record<Language, Readonly<Record<keyof typeof en, string>>>> = { en, es, fr, de, pt };

const commands = ['unlock', 'forgot-password', 'reset-mfa', 'get-help'] as const;

const commandsIn = (language: Language) =>
  commands.map((verb) => ({
    title: titleOf(verb, language),
    description: words[language][`command.${verb}`],
  }));

const descriptionIn = (language: Language, name: string) => ({
  short: words[language]['description.short'],
  full: words[language]['description.full'].replace('{name}', name),
});

const namesOf = (name: string) => ({ short: name, full: `${name} for Microsoft Teams` });

export type Manifest = ReturnType<typeof manifestOf>;

export function manifestOf({ appId, botId, version, name, developer, validDomains }: ManifestSettings) {
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.schema.json`,
    manifestVersion: schemaVersion,
    version,
    id: appId,
    developer,
    name: namesOf(name),
    description: descriptionIn(defaultLanguage, name),
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#5b5fc7',
    localizationInfo: {
      defaultLanguageTag: defaultLanguage,
      additionalLanguages: otherLanguages.map((language) => ({
        languageTag: language,
        file: `${language}.json`,
      })),
    },
    bots: [
      {
        botId,
        scopes: ['personal'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['personal'], commands: commandsIn(defaultLanguage) }],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains,
    defaultInstallScope: 'personal',
  };
}

/** A language file: the paths of the manifest's texts and the words that replace them. */
export function languageFileOf(
  language: Language,
  { name }: ManifestSettings,
): Readonly<Record<string, string>> {
  const description = descriptionIn(language, name);
  const names = namesOf(name);
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${schemaVersion}/MicrosoftTeams.Localization.schema.json`,
    'name.short': names.short,
    'name.full': names.full,
    'description.short': description.short,
    'description.full': description.full,
    ...Object.fromEntries(
      commandsIn(language).flatMap(({ title, description: said }, index) => {
        const path = `bots[0].commandLists[0].commands[${index}]`;
        return [
          [`${path}.title`, title],
          [`${path}.description`, said],
        ];
      }),
    ),
  };
}
