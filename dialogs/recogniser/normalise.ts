/** Typed words made comparable: case, accents, apostrophes, punctuation and spaces do not matter. */

const longest = 2_000;

export function normalise(text: string): string {
  return plain(text)
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** "INC0012345", "case 4711", "#223" */
const ticketNumber =
  /\b(?:inc|req|ritm|tck|chg|sr|cs)[-_ ]?\d{3,}\b|(?<=\b(?:ticket|case|incident|request|chamado|vorgang|solicitud|demande)(?: number| no| nr)? )\d{2,}\b|#\d{2,}\b/g;
/** "k.meyer", "p_kumar", "x4411", "jdoe@contoso.com"; no file and no web site. */
const userHandle =
  /\b[\w.+-]+@[\w-]+\.\w[\w.]*|\b[a-z]{1,12}[._][a-z]{4,}\b(?!\.)(?<!\.(?:docx|xlsx|pptx|html|info|json|jpeg|name|online))|\b[a-z]{1,2}\d{3,8}\b(?<!\b(?:m365|o365|p\d+|ms365))|\b(?!iphone|galaxy|pixel|windows|office|room|raum|sala|salle|version|python|java)[a-z]{3,12}\d{2}\b/g;

/** For learning: elided articles stand alone (French), and letters held down count once. */
export function wordsOf(text: string): readonly string[] {
  const spoken = plain(text)
    .replace(ticketNumber, ' ticketnumber ')
    .replace(userHandle, ' userhandle ')
    .replace(/\b([cdjlmnst]|qu)['’‘`´ʼ](?=\p{L})/gu, '$1 ')
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return joinPhrases(spoken)
    .split(/ +/)
    .filter((word) => word !== '')
    .slice(0, 250);
}

/** Lower case without accents; punctuation stays, because clauses end there. */
export function plain(text: string): string {
  return text
    .slice(0, longest)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

/** What is written in two words and means one thing. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:multi|two|2|dual|zwei|dos|dois|deux|second|zweiter?|double|doble|dupla)[ -]?(?:factor|faktor|step|fa|pasos|etapas|facteurs?|fatores|factores|authentifi\w+|autentica\w+|authentica\w+)(?: (?:auth\w*|autentic\w*))?\b/g,
    'mfa',
  ],
  [
    /\b(?:verificacion|verificacao|autenticacion|autenticacao|authentification|validation|verification) (?:en|de|em|a|por) (?:dos|dois|duas|deux|2|doble|double|multi\w*) ?(?:pasos|etapas|etapes|factores|fatores|facteurs|fator)?\b/g,
    'mfa',
  ],
  [/\b(?:multi factor|mehr faktor|zwei faktor|2 factor)\w*/g, 'mfa'],
  [
    /\bauth(?:entication)? app\b|\bapp d authentification\b|\bapp de autentica\w+\b|\bokta verify\b|\bgoogle auth\b|\bms auth\b/g,
    'authenticator',
  ],
  [/\bmot de passes?\b|\bmots de passe\b|\bmots? passe\b/g, 'motdepasse'],
  [/\bpass ?words?\b|\bpass wort\b|\bpass wd\b/g, 'password'],
  [/\bpalabra de paso\b/g, 'contrasena'],
  [/\bpalavras?[ -]passe\b/g, 'palavrapasse'],
  [/\b(?:lock|locked|locking|locks) (?:me |us |myself )?out\b/g, 'lockedout'],
  [/\b(?:log|logg(?:ed|ing)|sign(?:ed|ing)?)[ -]?(?:in|on)(?:to)?\b|\bloggin\b/g, 'login'],
  [/\b(?:inici\w+|abr\w+) (?:la |mi |de )?sesion(?:es)?\b|\bfaz(?:er|endo) (?:o )?login\b/g, 'login'],
  [/\b(?:get|getting|got|let|lets|letting) (?:me |back )*(?:in|into|inside)\b/g, 'getin'],
  [/\b(?:kick(?:ed|s|ing)?|thr(?:ew|own|ows)|boot(?:ed|s)?) (?:me )?(?:out|off)\b/g, 'kickedout'],
  [/\b(?:help|service|support) ?desk\b/g, 'helpdesk'],
  [/\bsingle sign on\b/g, 'sso'],
  [/\bone time (?:code|password|passcode)s?\b|\bcode a usage unique\b/g, 'otp'],
  [
    /\bhow (?:do|can|to|could|would|should|does|2)(?: (?:i|you|we|one|u))?\b|\bhow ?to\b|\b(?:steps|instructions?|guide|procedure|process|way|tutorial) (?:for|to|on)\b|\bwhat (?:do|should|must) i (?:need to )?do\b/g,
    ' howto ',
  ],
  [
    /\bcomo (?:puedo|se|hago|debo|le hago|posso|faco|eu|devo|fazer)\b|\b(?:pasos|guia|passos|instrucoes|instrucciones|procedimento|procedimiento|passo a passo) (?:para|de|pra)\b|\bque (?:hago|faco)\b/g,
    ' howto ',
  ],
  [
    /\bcomment (?:puis je|faire pour|faire|je peux|on fait pour|on peut|est ce que je peux|dois je|puis)\b|\b(?:marche a suivre|procedure|etapes|mode d emploi) (?:pour|de)\b|\bque (?:faire|dois je faire)\b/g,
    ' howto ',
  ],
  [
    /\bwie (?:kann|muss|soll) (?:ich|man)\b|\bwie (?:setzt|andert|entsperrt|richtet|bekommt|geht) man\b|\b(?:anleitung|schritte) (?:fur|zum|zur)\b|\bwas (?:(?:muss|soll|mache|kann) ich|tun|machen)(?: tun| machen)?\b/g,
    ' howto ',
  ],
  [
    /\b(?:security|usb|hardware|fido2?) key\b|\bllave de seguridad\b|\bcle (?:de securite|usb)\b|\bchave de seguranca\b/g,
    'securitykey',
  ],
  [
    /\bsecret keys?\b|\bclaves? secretas?\b|\bcles? secretes?\b|\bgeheim(?:er|en|e|es)? ?schlussel\b|\bchaves? secretas?\b/g,
    'secretkey',
  ],
  [
    /\bhow (?:long|many|much|often|soon)\b|\bcuant[oa]s?\b|\bcombien\b|\bwie (?:lange|viele?|oft)\b|\bquant[oa]s?\b|\bhasta cuando\b/g,
    'howmany',
  ],
  [
    /\b(?:by |for |on )?(?:myself|my own|our own)\b|\bself[ -]service\b|\b(?:moi|soi) memes?\b|\bpor (?:mi cuenta|conta propria)\b|\b(?:yo|mi) mism[oa]\b|\b(?:ich|man|mich) (?:das |es )?(?:selbst|selber)\b/g,
    'selfservice',
  ],
  [
    /\b(?:call|ring|phone) (?:me|us)\b(?: back\b)?|\bruf\w* (?:sie )?(?:mich|uns)\b(?: (?:bitte )?(?:an|zuruck)\b)?|\br?appelez?[ -]moi\b|\bme (?:lig(?:a|ue|am|uem)|llam\w+)\b|\bllam[ae]n?me\b/g,
    'callme',
  ],
  [/\b(?:gone|go|goes|went|going) through\b/g, 'gonethrough'],
  [/\bset(?:ting)?[ -]?up\b/g, 'setup'],
  [/\bin case\b|\ben caso de\b|\bau cas ou\b|\bim falle?\b/g, 'incase'],
  [/\bqr ?codes?\b|\bcodes? qr\b|\bcodigos? qr\b/g, 'qrcode'],
  [/\berror codes?\b|\bcodigo de err(?:or|o)\b|\bcode d ?erreur\b|\bfehlercodes?\b/g, 'error'],
  [
    /\b(?:zip|post|postal|source|dress|cost|discount|promo|voucher|gift|booking|tracking|bar|area|country|door|morse|colou?r|branch|project|rabatt|gutschein|quell|tur|buchungs) ?codes?\b|\b(?:code|codigo)s? (?:de |da |do |en |)(?:la |)(?:descuento|reduction|desconto|promo\w*|fuente|fonte|source|postal|porta|puerta|porte|reserva\w*|vestimenta|barras?|barres|conduct\w*)\b/g,
    'othercode',
  ],
];

function joinPhrases(text: string): string {
  let joined = text;
  for (const [pattern, word] of phrases) joined = joined.replace(pattern, word);
  return joined;
}
