/** Is a telephone, a key or a computer lost or stolen? Then the request is a security incident (M5). */
import { plain } from '../normalise';

const device =
  '(?:i?phone|mobile|cell|cellphone|smartphone|handset|device|tablet|ipad|laptop|notebook|computer|yubikey|security key|token|key fob|android|samsung|pixel|' +
  'telefono|movil|celular|dispositivo|portatil|ordenador|llave de seguridad|telephone|portable|appareil|tel|ordinateur|cle de securite|' +
  'handy|diensthandy|firmenhandy|telefon|gerat|geraet|rechner|mobiltelefon|sicherheitsschlussel|telemovel|aparelho|chave de seguranca|sim|sim ?card|fone)\\w*';

const stolen =
  '(?:stolen|stole|nicked|robbed|mugged|snatched|pickpocketed|thief|burgl\\w+|rob(?:aron|aram|ado|ada|o|ou)|hurt\\w+|furt\\w+|vole|volee?|volees|voler|derobe\\w*|gestohlen|geklaut|entwendet|roub\\w+|levaram|assalt\\w+|atrac\\w+|klaut\\w*)';

const lost =
  '(?:lost|lose|losing|losed|missing|misplaced|gone|disappeared|vanished|left (?:it |my \\w+ )?(?:in|on|at) (?:a|the|my)? ?(?:taxi|cab|bus|train|plane|uber|hotel|restaurant|airport|bar)|cant find|can not find|cannot find|' +
  'perdi\\w*|perdid\\w+|extravi\\w+|no encuentro|perdu\\w*|egare\\w*|retrouve plus|verlor\\w*|verloren|verlegt|verschwunden|weg|abhanden|liegen lassen|finde \\w+ \\w+ nicht|perdeu|perder|sumiu|nao acho|nao encontro|desapareceu)';

const near = '\\W+(?:[\\p{L}\\p{N}]+\\W+){0,6}?';
const pairOf = (what: string) =>
  new RegExp(`\\b${what}\\b${near}${device}\\b|\\b${device}\\b${near}${what}\\b`, 'u');

const isStolen = pairOf(stolen);
const isLost = pairOf(lost);
/** "if I lose my phone" asks what to do; "I didn't lose my phone" says that nothing is wrong; nobody lost "signal". */
const notHappened =
  /\b(?:if|when|in case|what happens|suppose|si|cuando|quand|wenn|falls|se|quando|caso)\b.{0,25}\b(?:lose|lost|stolen|steal|pierdo|roban|perds|vole|verlier\w*|verloren|gestohlen|perder|perco|roubar\w*)\b|\b(?:didnt|did not|havent|not|no|nicht|nao|pas) (?:lose|lost|stolen|perdi|verloren|gestohlen)\b/u;
const lostSomethingElse =
  /\b(?:lost|lose|perdi|perdu|verloren) (?:my |the |all (?:my )?|el |mon |mes |mis |meus )?(?:codes?|access|acceso|acces|zugriff|acesso|connection|signal|password|contacts?|photos?|authenticator)\b/u;

export function deviceFlag(text: string): 'lost-device' | 'stolen-device' | undefined {
  const said = plain(text).replace(/['’]/g, '');
  if (notHappened.test(said)) return undefined;
  if (isStolen.test(said)) return 'stolen-device';
  return isLost.test(said.replace(lostSomethingElse, ' ')) ? 'lost-device' : undefined;
}
