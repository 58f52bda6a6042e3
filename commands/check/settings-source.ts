/** Where the settings come from: a file that is named, the environment, or the local run's own file. */
import { existsSync, readFileSync } from 'node:fs';
import { readSettings, type SettingsReading } from '../../functions/settings';

type Environment = Readonly<Record<string, string | undefined>>;

export type SettingsSource = { readonly from: string; readonly reading: SettingsReading };

/** What `func start` and `npm run host` take as their environment. */
const localFile = 'local.settings.json';

/** @param file has the form of local.settings.json; what stands there is all that counts */
export function settingsFrom(file: string | undefined, environment: Environment): SettingsSource {
  if (file !== undefined) return { from: file, reading: readingOf(file) };
  // Whoever set any of the app's own names means the environment, with its faults.
  const isHere = Boolean(environment.MicrosoftAppId || environment.PUBLIC_URL);
  if (isHere || !existsSync(localFile))
    return { from: 'the environment', reading: readSettings(environment) };
  return { from: localFile, reading: readingOf(localFile) };
}

function readingOf(file: string): SettingsReading {
  const fault = (what: string): SettingsReading => ({ kind: 'faults', faults: [`--env: ${file} ${what}`] });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return fault("can't be read");
  }
  const values = valuesIn(text);
  return values ? readSettings(values) : fault('is not of the form {"Values": {"NAME": "value"}}');
}

/** The text may hold secrets: what is wrong with it is not told. */
function valuesIn(text: string): Record<string, string> | undefined {
  try {
    const { Values: values } = JSON.parse(text) as { Values?: unknown };
    if (typeof values !== 'object' || values === null) return undefined;
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch {
    return undefined;
  }
}
