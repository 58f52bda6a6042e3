/** Text that tries to instruct the bot instead of asking it for something: recognised, and never followed (G3). */
import { plain } from '../normalise';

const patterns: readonly RegExp[] = [
  /\b(?:ignor\w*|disregard|forget|override|bypass|skip|desobede\w*|olvida|oublie\w*|vergiss|ignorier\w*|esquec\w*|desconsider\w*)\b.{0,30}\b(?:instructions?|rules?|prompts?|guidelines?|polic(?:y|ies)|restrictions?|safeguards?|instruccion\w*|reglas?|consignes?|regles?|regeln|anweisung\w*|vorgaben|instruco\w*|regras?)\b/u,
  /\b(?:you are|you re|youre|act as|pretend (?:to be|you|that you)|behave as|roleplay|from now on you|eres ahora|ahora eres|actua como|tu es maintenant|agis comme|du bist (?:jetzt|nun|ab sofort)|verhalte dich|tu agora es|voce agora e|voce e agora|aja como|finja)\b.{0,40}\b(?:admin\w*|root|superuser|developer|dan|unrestricted|jailbr\w*|system|sysadmin|god|entwickler|desenvolvedor|desarrollador|without (?:rules|limits|restrictions)|sin reglas|ohne regeln|sem regras|sans regles)\b/u,
  /\b(?:system prompt|system message|developer mode|debug mode|god mode|jailbreak|prompt injection|sudo|root mode|modo desarrollador|mode developpeur|entwicklermodus|modo desenvolvedor)\b/u,
  /\b(?:reveal|print|show|repeat|output|dump)\b.{0,20}\b(?:system prompt|your prompt|your instructions|your rules|configuration|environment variables|api keys?|tokens? of the bot|secrets?)\b/u,
  /<\/?(?:system|assistant|instructions?|admin)>|\[\/?(?:system|inst|admin)\]|^\s*(?:system|assistant|developer)\s*:/u,
  /\b(?:execute|run|eval|call)\b.{0,20}\b(?:unlock|reset|grant)\w*\s*\(/u,
  /\b(?:without|skip(?:ping)?|no) (?:asking|confirmation|verification|verifying|checking|checks?)\b/u,
  /\b(?:ohne (?:nachfrage|bestatigung|rueckfrage|prufung)|sin (?:preguntar|confirmacion|verificacion)|sans (?:demander|confirmation|verification)|sem (?:perguntar|confirmacao|verificacao))\b/u,
  /\b(?:grant|give|make) (?:me|my account) (?:an? )?(?:admin\w*|root|superuser|global admin\w*|owner|full (?:access|rights)|all (?:rights|permissions))/u,
];

export function isInstruction(text: string): boolean {
  const said = plain(text);
  return patterns.some((pattern) => pattern.test(said));
}
