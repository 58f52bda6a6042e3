/**
 * What passwords are made of that everybody tries first. With a minimum of fifteen characters the usual lists hold
 * next to nothing that is long enough; what people do is to repeat and to lengthen their entries, so the entries are
 * taken away as parts (password-rule.ts) and what is left must still be something.
 */

/** Lower case, letters and digits only; in the five languages of the product. */
export const commonParts: readonly string[] = [
  ...['password', 'passwort', 'contrasena', 'motdepasse', 'senha', 'passwd', 'passphrase', 'kennwort'],
  ...['welcome', 'willkommen', 'bienvenido', 'bienvenue', 'bemvindo', 'hello', 'hallo', 'bonjour', 'hola'],
  ...['letmein', 'opensesame', 'changeme', 'secret', 'geheim', 'trustno', 'default', 'temporary', 'temp'],
  ...['admin', 'administrator', 'root', 'login', 'user', 'test', 'guest', 'master', 'access', 'account'],
  ...['iloveyou', 'teamo', 'jetaime', 'ichliebedich', 'tequiero', 'princess', 'sunshine', 'monkey', 'dragon'],
  ...[
    'football',
    'baseball',
    'superman',
    'batman',
    'starwars',
    'pokemon',
    'liverpool',
    'chelsea',
    'barcelona',
  ],
  ...['spring', 'summer', 'autumn', 'winter', 'january', 'february', 'march', 'april', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december', 'monday', 'friday', 'sunday'],
  ...['company', 'office', 'microsoft', 'teams', 'windows', 'google', 'correcthorsebatterystaple', 'pass'],
  ...['new', 'this', 'that', 'is', 'my', 'the', 'for', 'and'],
];

/** Rows of keyboards and of the alphabet: any four neighbours in either direction are worth nothing. */
export const commonRows: readonly string[] = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'qaz2wsx3edc4rfv5tgb6yhn',
  '1q2w3e4r5t6y7u8i9o0p',
];
