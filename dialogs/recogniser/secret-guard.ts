/**
 * P2: does a message seem to contain a password or a one-time code? A small closed list of patterns, rather too
 * careful than too lax: the cost of a false alarm is one kind sentence.
 */
import { plain } from './normalise';
import { systemFinder } from './systems';

const passwordWord =
  '(?:pass ?words?|passwort|kennwort|pass ?phrase|pass ?code|passwd|passwrd|pasword|pwd|pw|pass|contrasena|clave|mot de passe|mdp|senha|palavra-passe|pin)';
const start = '(?<![\\p{L}\\p{N}])';
const end = '(?![\\p{L}\\p{N}])';
/** After these a password is told: whatever follows is taken for one, unless it is a word of complaint. */
const told =
  '(?:\\s*(?:[:=]|->|=>)|\\s+(?:is now|is currently|was|is|are|ist|war|lautet|es|era|est|etait|eh|e)(?=\\s))\\s*';
/** After these stands a password only if it looks like one. */
const hinted =
  '(?:\\s+(?:is|was|has|been|now|changed|set|reset|to|auf|a|en|por|para|em|pour|as|und|and|ist|est|es|geandert)(?=\\s)|\\s*[-–—(]){1,6}\\s*';
const quote = '["\'“”‘’«»`]?';
const about =
  '(?:\\s+(?:for|of|to|fur|von|zu|de|del|do|da|pour|para)\\s+(?:my\\s+|mein\\w*\\s+|the\\s+)?[\\p{L}\\p{N}-]+){0,2}';

const afterTold = new RegExp(
  `${start}${passwordWord}${end}${about}(?:${told})+${quote}([^\\s"“”«»]+)`,
  'giu',
);
const assigned = new RegExp(`${start}${passwordWord}${about}\\s*[:=]\\s*${quote}([^\\s"“”«»]+)`, 'giu');
const afterHinted = new RegExp(`${start}${passwordWord}${end}${about}${hinted}${quote}([^\\s"“”«»]+)`, 'giu');
const directly = new RegExp(`${start}${passwordWord}${end}\\s+${quote}([^\\s"“”«»]+)`, 'giu');
const changed = new RegExp(
  `(?:changed|set|made|cambie|puse|geandert|gesetzt|troquei|mudei|change)\\b[^.;!?]{0,30}${passwordWord}${end}[^.;!?]{0,20}?\\b(?:to|as|a|auf|por|para|en)\\s+${quote}([^\\s"“”«»]{5,})["”»]?\\s*[.!]?$`,
  'giu',
);

const codeWord = '(?:code|codes|kode|otp|passcode|verification|token|codigo|bestatigungscode|einmalcode|tan)';
// Bounded, because a message of one endless word is searched too: unbounded, that takes half a second.
const code = new RegExp(
  `([\\p{L}-]{0,30})\\s{0,10}${start}${codeWord}${end}[^\\d\\n]{0,20}?(?<!\\d)(\\d(?:[\\s-]?\\d){3,9})(?!\\d)`,
  'giu',
);
const bareCode = /^\s*\d(?:[\s-]?\d){5,7}\s*$/u;
/** Numbers that are called codes and open nothing. */
const otherCodes =
  /^(?:error|fehler|erro|aadsts|status|zip|post|postal|cost|area|country|exit|http|return|project|promo|discount|source|stop|event|plant|company)$/u;

/** What commonly follows "my password is" without being one. */
const noPassword = new Set(
  (
    'not no wrong incorrect expired expiring locked invalid rejected refused broken blocked weird old new same correct right ' +
    'a an the my about being getting gone lost forgotten forgot unknown what it so too very still never always also just only ' +
    'and or but this that ok okay fine working due going asking needed required reset changed stuck bad disabled accepted valid ' +
    'good known safe secure strong weak unsafe compromised leaked hacked stolen hard difficult long short easy missing please ' +
    'asap anymore urgente dringend help urgent again already currently definitely really apparently probably empty outdated older about soon today tomorrow ' +
    'constantly suddenly simply here there nowhere hidden saved stored messed failing failed dead over used useless up out ' +
    'falsch abgelaufen ausgelaufen geleakt gehackt gesperrt nicht weg vergessen ungultig mein das ein eine zu immer bitte leider jetzt heute schon noch ' +
    'neu alt bekannt richtig korrekt futsch entfallen verloren kaputt nochmal wieder dringend eilt mir wahrend momentan plotzlich ' +
    'incorrecta incorrecto caducada caducado bloqueada expirada mala no la mi una un olvidada vencida correcta nueva vieja valida ' +
    'valable valide encore estando expire expiree incorrect bloque perdu faux oublie pas perime refuse correct bon inconnu toujours plus mon ma un une ' +
    'errada errado bloqueada invalida minha uma esquecida nao vencida expirou certa correta nova velha aceita recusada antiga ' +
    'that whats which how when where why because since while if by in on at for from with without'
  ).split(' '),
);

/** "is acting up", "is unrecognised", "is suddenly …": no list has them all. */
const complaint = /^\p{Ll}{2,}(?:ing|ed|ly|able|ible|ado|ada|ido|ida|iert)$/u;

export function containsSecret(text: string): boolean {
  const said = text.slice(0, 10_000);
  if (bareCode.test(said)) return true;
  // Accents are taken off for the words around; the secret itself keeps its letter case for the look at it.
  const bare = said.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  for (const [, before = ''] of bare.matchAll(code)) if (!otherCodes.test(plain(before))) return true;
  for (const [, word = ''] of bare.matchAll(assigned)) if (isAssigned(word)) return true;
  for (const [, word = ''] of bare.matchAll(afterTold)) if (isTold(word)) return true;
  for (const [, word = ''] of bare.matchAll(changed)) if (isTold(word)) return true;
  for (const pattern of [afterHinted, directly])
    for (const [, word = ''] of bare.matchAll(pattern)) if (looksRandom(word)) return true;
  return false;
}

/** After a colon even one letter is a secret, unless it is a word of complaint. */
function isAssigned(word: string): boolean {
  return trim(word) !== '' && !noPassword.has(plain(trim(word))) && !systemFinder().find(word);
}

function isTold(word: string): boolean {
  const trimmed = trim(word);
  if (trimmed.length < 4 || complaint.test(trimmed) || systemFinder().find(trimmed)) return false;
  return !noPassword.has(plain(trimmed).replace(/[^\p{L}\p{N}]/gu, ''));
}

/** Letters with digits or symbols among them, or capitals in the middle. */
function looksRandom(word: string): boolean {
  const trimmed = trim(word);
  if (
    trimmed.length < 5 ||
    systemFinder().find(trimmed) ||
    /^(?:https?:|\d+x$|[\w.+-]+@[\w.-]+$)/iu.test(trimmed)
  )
    return false;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/u, /[^\p{L}\d\s'’.,-]/u].filter((kind) =>
    kind.test(trimmed),
  ).length;
  return (
    kinds >= 2 &&
    (/\d|[^\p{L}\d\s'’.,/-]/u.test(trimmed) || /\p{Ll}\p{Lu}/u.test(trimmed)) &&
    /\p{L}/u.test(trimmed)
  );
}

function trim(word: string): string {
  return word.replace(/^[("'“‘]+|[.,;:!?)"'”’]+$/gu, '');
}
