/**
 * Yes and no, from closed lists of five languages (U2). A no anywhere in the message wins over a yes; whatever says
 * more than yes or no is neither, but a wish for the classifier.
 */
import { plain } from './normalise';

export type YesNo = 'affirm' | 'deny';

const yes = words(`
  yes|yep|yeah|yup|yea|ya|yah|yess|y|sure|sure thing|ok|okay|okey|okie|oki|okey dokey|okidoki|k|kk|alright|all right|right|correct|
  do it|do that|go ahead|go for it|please do|please do it|please do that|please do so|do it now|now please|of course|absolutely|definitely|certainly|indeed|sounds good|sounds great|that works|works for me|
  fine|fine by me|thats fine|thats right|thats correct|agreed|affirmative|by all means|i do|i would|yes i do|you may|proceed|continue|confirm|confirmed|
  i confirm|i agree|lets do it|lets go|make it so|totally|for sure|roger|aye|exactly|
  si|sip|sipi|claro|claro que si|por supuesto|vale|de acuerdo|dale|desde luego|correcto|adelante|hazlo|hagalo|esta bien|confirmo|confirmado|eso es|exacto|obvio|andale|venga|okis|sin duda|afirmativo|
  oui|ouais|ouaip|yes oui|mais oui|bien sur|daccord|d accord|dac|vas y|allez y|faites|fais le|faites le|tout a fait|absolument|exactement|avec plaisir|volontiers|je confirme|je veux bien|ca marche|cest bon|entendu|certainement|evidemment|carrement|
  ja|jo|joa|jep|jup|jap|jawohl|ja gerne|gerne|gern|gerne doch|sehr gerne|klar|na klar|klaro|aber klar|natuerlich|naturlich|sicher|freilich|mach das|mach mal|machen sie das|mach es|leg los|los|einverstanden|passt|in ordnung|genau|richtig|stimmt|bestatige|ich bestatige|unbedingt|auf jeden fall|alles klar|jawoll|selbstverstandlich|
  sim|simm|isso|isso mesmo|com certeza|pode|pode ser|pode sim|pode fazer|claro que sim|certo|esta bem|ta|ta bom|ta bem|beleza|blz|faz isso|faca|faca isso|manda ver|por favor faca|confirmado|concordo|exatamente|positivo|quero sim|bora|fechado|aham|uhum|mhm|uh huh|aha
`);

/** Only where the bot has just asked. No word that is a wish of its own: "unlock" begins a new question. */
const yesWhenAsked = words(`
  please|pls|plz|do it please|great|perfect|cool|nice|good|very good|that would be nice|that would be great|would be great|go|why not|
  por favor|porfa|perfecto|bueno|svp|sil vous plait|stp|parfait|bitte|bitte ja|super|gut|prima|perfeito|otimo|quero
`);

const no = words(`
  no|nope|nop|nah|nay|noo|n|never|negative|not now|not right now|not just now|not yet|not today|not really|not anymore|dont|do not|dont do it|dont do that|dont want|i dont want to|i dont want that|i do not want that|please dont|please do not|rather not|id rather not|
  leave it|leave it alone|let it be|later|maybe later|another time|some other time|no way|no need|not needed|not necessary|no thanks|no thank you|no thx|nothanks|stop|cancel|cancel it|cancel that|abort|wait|hold on|hang on|wait a minute|wait a moment|forget it|never mind|nevermind|nvm|skip|skip it|
  wrong|incorrect|thats wrong|thats not right|absolutely not|certainly not|of course not|definitely not|better not|i changed my mind|changed my mind|dont bother|uh uh|nuh uh|i refuse|ignore|dismiss|i said no|not me|nee|
  no gracias|ahora no|todavia no|aun no|mejor no|para nada|de ninguna manera|nunca|jamas|dejalo|dejalo asi|cancelar|cancela|espera|esperate|mas tarde|luego|despues|negativo|no quiero|no lo hagas|no hace falta|en absoluto|claro que no|por supuesto que no|
  non|non merci|nan|pas maintenant|pas encore|plus tard|jamais|surtout pas|bien sur que non|pas du tout|laisse|laissez|laisse tomber|laissez tomber|annule|annuler|annulez|attends|attendez|une autre fois|ne fais pas ca|ne le faites pas|je ne veux pas|je veux pas|inutile|pas besoin|
  nein|nein danke|ne|noe|nicht|jetzt nicht|noch nicht|spater|spaeter|lieber nicht|besser nicht|auf keinen fall|keinesfalls|niemals|nie|lass|lass es|lassen sie es|lass das|abbrechen|abbruch|stopp|warte|warten sie|moment|kein bedarf|nicht notig|naturlich nicht|bitte nicht|mach das nicht|ich will nicht|ich mochte nicht|vergiss es|danke nein|
  perai|pera|calma|nao|n|nao obrigado|nao obrigada|agora nao|ainda nao|depois|mais tarde|melhor nao|deixa|deixa pra la|deixa quieto|de jeito nenhum|nem pensar|claro que nao|cancelar|cancela|espera|para|pare|nao quero|nao precisa|nao faca|nao faca isso|negativo|outra hora|nope obrigado
`);

/** Made of such words, and neither: all is well again. */
const neither = words(`
  ca marche maintenant|ca marche bien maintenant|fine now|its fine now|good now|gut jetzt|passt jetzt|passt schon wieder|bien ahora|ya esta bien|agora ta certo|agora ta bom
`);

/** What may stand beside a yes or a no without changing it. */
const manners = words(`
  please|pls|plz|plss|thanks|thank you|thx|ty|thank u|thanks a lot|many thanks|sir|maam|bot|buddy|man|mate|bro|dude|sorry|well|hmm|um|uh|oh|ah|now|asap|then|so|just|really|very much|cheers|lol|haha|hi|hello|hey|and|i think|i guess|for now|today|
  por favor|porfa|porfavor|gracias|muchas gracias|hola|pues|bueno|ahora|ya|entonces|amigo|senor|
  merci|merci beaucoup|svp|stp|sil vous plait|sil te plait|bonjour|alors|bon|ben|euh|desole|maintenant|
  bitte|danke|dankeschon|vielen dank|danke schon|bitteschon|hallo|also|na|jetzt|mal|sehr|schon|bitte sehr|leider|
  obrigado|obrigada|muito obrigado|muito obrigada|pf|pfv|ola|oi|agora|entao|ne|ai|moco
`);

/** Signs of a no that wins wherever it stands beside words of yes. */
const noWords = words(
  'no|nope|nah|non|nein|nao|not|dont|never|nicht|nie|pas|jamais|nunca|jamas|nem|wait|stop|cancel|later|espera|warte|attends|abbrechen|hold on|nvm|never mind|forget it',
);

const thumbsUp = /[👍👌✅✔🆗💯🙆☑]|\(y\)|\+1\b|:\+1:|:thumbsup:/u;
const thumbsDown = /[👎❌🚫🙅✋✖⛔🛑]|\(n\)|(?<![\w-])-1\b|:-1:|:thumbsdown:/u;

/** Laughter in Portuguese, not four times "k". */
const laughter = /\bk{3,}\b/giu;

const thumbs = new RegExp(`${thumbsUp.source}|${thumbsDown.source}`, 'gu');

/** Longest first, so that "no problem" is not taken for "no". */
const longestPhrase = 5;

/** @param pending whether the bot has asked: then it may be said in more ways. */
export function yesOrNo(text: string, pending = false): YesNo | undefined {
  if (text.length > 200) return undefined;
  const up = thumbsUp.test(text);
  const down = thumbsDown.test(text);
  const said = spoken(text.replace(thumbs, ' ').replace(laughter, ' '));
  if (neither.has(said.join(' '))) return undefined;
  if (said.length === 0) return down ? 'deny' : up ? 'affirm' : undefined;
  const read = said.length <= 10 ? readAll(said, pending) : undefined;
  if (read === undefined) return undefined;
  if (read.no || down) return 'deny';
  return read.yes || up ? 'affirm' : undefined;
}

type Read = { readonly yes: boolean; readonly no: boolean };

/** The whole message must be made of phrases of the lists; else it says more than yes or no. */
function readAll(said: readonly string[], pending: boolean): Read | undefined {
  const alone = said.join(' ');
  if (pending && yesWhenAsked.has(alone) && !no.has(alone)) return { yes: true, no: false };
  const read = readFrom(said, 0, pending);
  if (!read?.yes || yes.has(alone)) return read;
  return { yes: true, no: read.no || said.some((word) => noWords.has(word)) };
}

/** Longest phrases first; where they leave a rest that can't be read, shorter ones. */
function readFrom(said: readonly string[], at: number, pending: boolean): Read | undefined {
  if (at === said.length) return { yes: false, no: false };
  for (let size = Math.min(longestPhrase, said.length - at); size > 0; size--) {
    const phrase = said.slice(at, at + size).join(' ');
    const isNo = no.has(phrase);
    const isYes = yes.has(phrase) || (pending && yesWhenAsked.has(phrase) && !manners.has(phrase));
    if (!isNo && !isYes && !manners.has(phrase)) continue;
    const rest = readFrom(said, at + size, pending);
    if (rest) return { yes: rest.yes || (isYes && !isNo), no: rest.no || isNo };
  }
  return undefined;
}

function spoken(text: string): string[] {
  return held(plain(text))
    .split(' ')
    .filter((word) => word !== '');
}

/** Letters held down ("yesss", "okaaay", "nooo") count once, in the lists as in the message. */
function held(text: string): string {
  return text
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1+/gu, '$1')
    .trim();
}

function words(list: string): ReadonlySet<string> {
  return new Set(
    list
      .split('|')
      .map((word) => held(plain(word)))
      .filter((word) => word !== ''),
  );
}
