/**
 * P2: does a message seem to contain a password or a one-time code? A small closed list of patterns, rather too
 * careful than too lax: the cost of a false alarm is one kind sentence.
 */

const passwordWord =
  'pass ?word|passwort|kennwort|pass ?phrase|pass ?code|pwd|pw|pass|contrase[nñ]a|clave|mot de passe|mdp|senha';
/** A link word ends where a letter or digit no longer follows: `is` is not the beginning of `ist` or `issue`. */
const wordEnd = '(?![\\p{L}\\p{N}])';
const linkWord = `(?:(?:is now|was|is|are|ist|war|lautet|es|era|est|é|eh)${wordEnd}|:|=|->)`;
/** Words that may stand between the word and a password; what follows them may be any word, so it must look like one. */
const filler = `(?:(?:is|was|has|been|now|changed|set|reset|to|auf|ist|est|es|geändert)${wordEnd}|—|-)`;
const quote = '["\'“‘«]?';
const codeWord = 'code|kode|otp|passcode|verification|token|c[oó]digo|best[aä]tigungscode|einmalcode';

const afterPassword = new RegExp(
  `\\b(?:${passwordWord})\\b\\s*(?:${linkWord}\\s*)+${quote}([^\\s"'“”‘’«»]+)`,
  'giu',
);
const mixedAfterPassword = new RegExp(
  `\\b(?:${passwordWord})\\b\\s*(?:${filler}\\s*){0,6}${quote}([^\\s"'“”‘’«»]+)`,
  'giu',
);
const password = new RegExp(`\\b(?:${passwordWord})\\s*[:=]\\s*\\S+`, 'iu');
const code = new RegExp(`\\b(?:${codeWord})\\b\\D{0,20}\\d(?:[\\s-]?\\d){3,9}\\b`, 'iu');
const bareCode = /^\s*\d(?:[\s-]?\d){5,7}\s*$/u;

/** What commonly follows "my password is" without being one. */
const noPassword = new Set(
  (
    'not no wrong incorrect expired expiring locked invalid rejected refused broken blocked weird old new same correct right ' +
    'a an the my about being getting gone lost forgotten forgot unknown what it so too very still never always also just ' +
    'and or but this that ok okay fine working due going asking needed required reset changed stuck bad disabled ' +
    'falsch abgelaufen gesperrt nicht weg vergessen ungultig mein das ein eine zu ' +
    'incorrecta caducada bloqueada expirada mala no la mi una un olvidada expire incorrect bloque perdu faux oublie pas ' +
    'errada bloqueada invalida minha uma esquecida nao'
  ).split(' '),
);

const knownProducts = /^(office|microsoft|windows|o|m)-?\d+$/iu;

export function containsSecret(text: string): boolean {
  const said = text.slice(0, 10_000);
  if (password.test(said) || code.test(said) || bareCode.test(said)) return true;
  for (const [, word] of said.matchAll(afterPassword)) {
    if (word && looksLikeSecret(word)) return true;
  }
  for (const [, word] of said.matchAll(mixedAfterPassword)) {
    if (word && looksMixed(word)) return true;
  }
  return false;
}

/** Letters with digits or signs among them: no word of a language. */
function looksMixed(word: string): boolean {
  const bare = word.replace(/[.,;:!?)]+$/u, '');
  const mixed = /\p{L}/u.test(bare) && (/\d/.test(bare) || /[#$%&*@!^+=?_~]/.test(bare));
  return bare.length >= 6 && mixed && !knownProducts.test(bare);
}

function looksLikeSecret(word: string): boolean {
  const bare = word
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[.,;!?]+$/u, '');
  return bare.length >= 4 && !noPassword.has(bare);
}
