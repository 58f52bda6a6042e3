/**
 * The synonym table: words of five languages, and what they stand for. It lets the languages learn from one another,
 * and is what the anchors of decide.ts look at. A star ends a stem; everything is in normalised form.
 */

export const concepts = {
  password:
    'palavrapasse password* passwort* passwoert* kennwort* contrasen* contrasenya clave claves senha* motdepasse mdp pwd pwds pw pws pass passwd passwrd passcode passphrase pword psw psswd pswd',
  credentials: 'credential* credencia* zugangsdaten anmeldedaten logindaten identifiant*',
  pin: 'pin pins',
  account:
    'account* acct acc cuenta* compte comptes konto kontos konten benutzerkonto userkonto account conta contas profile profil perfil id kennung',
  username: 'username* userid benutzername* usuario login',
  lock: 'travou travad* travei travaram barred banned jammed dichtgemacht abgeriegelt rausgesperrt rausgeworfen lockdown restricted inhabilitad* deshabilitad* desabilitad* congelad* gele gelee inativ* eingefroren locked lockedout lock locks lockout lockouts locking bloqueo bloque bloquea bloquead* bloquee bloques bloqueou bloqueio bloquei bloquearon bloquean bloquear bloquer blocked gesperrt gesperrte* sperre sperrt sperrung aussperr* ausgesperrt trancad* trancou trancaram suspendid* suspendu* suspenso suspended frozen disabled deactivated deaktiviert desactiv* desativad* verrouill* blocage blockiert geblockt blok* bloked',
  unlock:
    'unsuspend* unban* unfreez* reopen rouvrir rouvrez aufmachen aufschliessen abrir abram habilitar habilit* liberem liberado liberada liberez liberer destrab* destranca* soltar freigebt freigibt freischaltet unlock unlocked unlocking unblocked unlock* unblock* desbloque* desbloqu* deverrouill* debloqu* debloc* entsperr* entsperrung freischalt* freigeschaltet freigeben destrav* destranc* reactivat* reaktivier* reactiv* unfreeze liberar libera liberen',
  reset:
    'renew* renov* renouvel* erneuer* regen* reissue redef* nullen neusetzen reinit* reset resetting reset* restablec* restable* reestablec* reinici* reinitialis* zurucksetz* zuruckzusetzen zuruckgesetzt zuruecksetz* rucksetz* redefin* resetar resetear resete* recover* recuper* wiederherstell* retabli* restaur* reajust* regenerat*',
  change:
    'edit edits edited editing editar editou edita editer editier* change* changing cambi* chang* andern aendern geandert andere anderung* wechsel* gewechselt alterar alteracao troc* mudar mudei mudou mudanca modif* actualiz* atualiz* remplac* ersetz* replace* switch*',
  forget:
    'slipped escapes blank blanking einfallen sorti olvidadiz* esquecid* deslembr* forgot memory memoria memoire gedachtnis entfallen brain head kopf tete cabeza cabeca forget* forgotten forgor olvid* oubli* vergess* vergiss esquec* blanked',
  remember:
    'remember* recuerd* recordar recorde rappeler souvenir memoriz* acuerdo souviens rappelle rappel erinner* lembr* recall weiss sais',
  lose: 'vanished disappeared nowhere behind dejado deje olvide egare egaree verlegt verbummelt liegengelassen sumiu sumido sumida lost lose losing losed misplaced perdi perdido perdida perdio perdu perdue perdre verloren verlier* verlor perdeu perder extravi* abhanden gone missing weg dropped',
  steal:
    'swiped pinched nabbed thief thieves burglar* burgled ladron* asalt* assalt* furt* hurt* derobe* vol pique entwendet beraubt uberfallen levaram nicked stolen stole steal* robbed robad* robaron robo vole volee voles gestohlen geklaut klaut roubad* roubaram roubo furtad* mugged snatched pickpocket*',
  new: 'new neu neue neues neuer neuen nuevo nueva nouveau nouvelle nouvel nueve novo nova upgraded brand',
  phone:
    'telefonino smartfon handyz huawei xiaomi oneplus motorola nokia blackberry diensttelefon firmentelefon fone phone* iphone* android smartphone* telefon* telephon* celular* cel movil moviles mobile mobil* handy* portable tel telemovel cell cellphone* handset pixel galaxy samsung device* dispositivo* appareil* gerat geraet aparelho* sim simkarte tablet ipad',
  number: 'number* numero* nummer rufnummer handynummer mobilnummer',
  mfa: 'factores doppelauthentifizierung mfa 2fa tfa twofactor multifactor mehrfaktor* faktor* factor* facteur* fator* zweifaktor*',
  authapp:
    'authenticator* authentificator* authentificateur* authenticateur* authentifikator* authentifizierungsapp autenticador* autentificador* authy duo pingid verify authapp',
  code: 'passcodes zahlencode zifferncode einmalpasswort pincode code codes codigo* kode* otp otps totp token tokens einmalcode* bestatigungscode* verifizierungscode* sicherheitscode* verification verifica* sms text texts tan digit* digits sechsstellig* chiffre* cifras digitos ziffern',
  push: 'push pushes notification* notificac* notificaci* benachrichtigung* prompt prompts approv* aprob* genehmig* aprova* valider bestatig*',
  receive:
    'arrives deliver* land lands pops pop appears appear* erscheint aparece apparait receiv* recib* recev* recoi* recu bekomm* bekam erhalt* receb* llega* arriv* cheg* ankomm* kommt sends sent send sending schickt envi* show shows',
  secretkey: 'secretkey',
  /** A user name or a staff number: "k.meyer", "x4411". */
  handle: 'userhandle',
  securitykey: 'securitykey yubikey* yubi fido fido2 sicherheitsschlussel passkey*',
  qr: 'qrcode qr scan* escane* scann*',
  login:
    'signon reingehen reinkommen einsteigen abro ingreso authenticating loging portalzugang login logins logon signin sgin lgin logn loign logni lgoin loginn lgon sso log logging sign authenticat* authentifi* autenticac* autentica autenticar autentificac* authentifizier* sesion session einlogg* eingeloggt anmeld* angemeldet einwahl einwahlen connect* connexion conect* connecte* entrar entro entra entran entraba entrava entrei entrou entramos ingres* acced* acceso* access* acces acess* logar loguear logear logue* zugriff zugang reinkomm* getin kickedout rein reingelassen loge* authenticate enter entering entrer entra logue rentrer rentre zugreifen angemeldet',
  negative:
    'not dont doesnt isnt wont cant cannot didnt couldnt unable havent hasnt arent aint no ne pas nicht nix kein keine keinen keinem nao n sin sem never nunca nie plus impossible impossivel imposible unmoglich nothing nada rien nichts',
  fail: 'broke glitch* hang hangs spins spinning bounce* bounces loop loops looping timeout colgado cuelga trava spinnt hangt streikt bug bugs buggy plante cae work* worked funciona* funktionier* marche marchent fonctionn* geht gehen klappt klappen lauft laeuft fail* error* fehler* falla fallo falha* erreur erro broken kaputt roto casse quebr* problem* issue* trouble* problema* probleme* pb anda va stuck crash* dead refuses fehlgeschlagen schlagt',
  wrong:
    'mismatch unrecognized unrecognised unauthorised unauthorized forbidden declines declined denies denying refuses refused bounced inkorrekt recusa* recusad* denegado refusent wrong incorrect* invalid* inval* falsch* ungultig* errad* errone* mauvais reject* refus* rechaz* rejeit* denied abgelehnt akzept* accept* acept* aceit* deneg* negad* verweigert nimmt recognize* recognise* rejected',
  attempts:
    'trials mistyped typo typos fat fingered verschrieben vertippt danebengetippt equivoqu* equivoc* errei trompe trompee tippfehler attempt* tries tried times intento intentos tentativ* versuch* essais essai mal veces fois vezes zigmal often fehlversuch*',
  expired:
    'lapsed lapse stale perime perimee vence vencer expire* expiring expir* abgelauf* caduc* venci* vencid* lauft ablauf* outdated',
  howto: 'howto',
  how: 'how como comment wie steps step instruction* guide* anleitung* instruccion* pasos procedur* procedimient* procediment* tutorial* etapas etapes passos schritte instruc* article doc docs passo paso',
  where: 'where donde ou wo onde link links page pagina portal seite enlace lien',
  status:
    'became happened happening outcome result results heard movement sachstand neuigkeiten seguimiento suivi acompanhamento status estado statut stand progress updated still yet update updates progress noch schon bereits todavia aun sigue encore toujours ainda fortschritt novidad* novedad* noticias nouvelles avance avances andamento eta news ya resolved solved done fixed bearbeitet',
  ticket:
    'fall ticketnumber ticket* request requests solicitud* incidencia* demande* anfrage* antrag chamado* pedido* solicitac* case vorgang inc incidente* incident*',
  help: 'rescue hilflos ratlos atasc* coince desesper* secours hepl hlep hlp halp ayda auyda hife help* ayud* aide aider aidez hilf* hilfe ajud* socorro support* soporte suporte assist* asistencia sos',
  human:
    'anybody anyone people staff colleague asesor* conseillere berater* sachbearbeiter* menschlich* supervisor* technicians human* person agent agents someone somebody operator advisor technician representative humano humana persona agente tecnic* jemand* mensch* mitarbeiter humain* quelqu quelqun alguien alguem pessoa atendente conseiller techniker helpdesk servicedesk kollege kollegen call phonecall real',
  it: 'it ti hotline edv informatica informatique sistemas',
  administration: 'admin* verwaltung verwalten gestion gestao console konsole',
  users:
    'employee empleado employe funcionario utilisateur colaborador user users usuarios utilisateurs nutzer nutzern benutzer employees staff accounts benutzers empleados funcionarios everyone everybody',
  find: 'show list find search lookup display fetch pull muestra* mostrar mostre lista* listar buscar busca busque affiche* cherch* rechercher liste* zeig* suche such finde procur* encontr* pesquis*',
  // What is asked, and how: it tells a question about a state or the way from the wish to have it done.
  when: 'when cuando quand wann quando',
  howmany: 'howmany',
  who: 'who whos whom quien quienes qui wer wem wen quem',
  which:
    'which what whats cual cuales quel quelle quels quelles quoi welche welcher welches welchen qual quais',
  if: 'if incase falls wenn caso once supposing',
  possible: 'possible posible moglich possivel allowed permitido erlaubt permis option',
  self: 'myself selfservice himself oneself selber selbst allein sozinho sozinha solo mismo misma memes meme ownhand',
  done: 'done went gonethrough happen* complete* completed finish* finished process* processed lifted cleared fixed solved closed resolved listo lista hecho hecha termin* quedo quedado atendido atendida procesad* fait faite traite traitee termine terminee fini regle reglee erledigt fertig abgeschlossen bearbeitet durch gelost pronto pronta feito feita concluid* atendid* processad* resolvid* resuelt* resolu*',
  pending:
    'pending open waiting wait waited esperando espero pendiente attend attends attente ouvert offen warte wartet ausstehend aguardo aguardando aberto pendente abierto answer* answered reply replied respon* respuesta contest* repond* reponse antwort* geantwortet resposta ruckmeldung heard',
  callback:
    'callme call calls callback ring anruf* anrufen ruft rufen ruckruf* llam* llame liga ligar ligue ligam ligacao appelez appeler rappelez rappeler rappelz telefonier* phonecall',
  close:
    'close closing cerrar cierra fermer ferme fermez schliess* kundig* fechar fecha encerrar cancel cancelar annuler',
  remove:
    'drop ditch purge scrap unregister rausnehmen abmelden desvincul* delink* dissoci* remove* removing delete* deleting clear wipe quita* quitar elimina* borrar suprim* supprime* enlever enleve* retirer loschen losche entfern* remover remova remove exclu* tirar tira apagar unlink disconnect deregister revoke',
  setup:
    'setup register* registr* enrol* enroll* activat* activer activ* einricht* eingerichtet aktivier* registrier* configur* konfigurier* ativar ativa cadastr* inscri* pair link* verknupf* vincul* emparej* associer instal*',
  give: 'send give issue provide manda* mandame envia* enviame dame dar envoye* envoyez donne* donnez schick* gib gebt geben sende* envie envia enviem dar gimme',
  old: 'old former previous antigu* viej* ancien* vieux alt alte alten altes altem fruher* antig* velho velha anterior*',
  exposed:
    'hacked phish* leak* compromis* compromet* kompromittiert exposed knows saw spied filtrad* robaron hackead* pirate* piratage hame* gehackt ausgespaht vazou vazad* hackearam knew guessed',
  broken:
    'busted fried toast kaput shattered soaked wet crushed drowned fell tombe runtergefallen caiu cayo mojado molhado broke broken smash* crack* drown* died bricked dead kaputt defekt roto rota rompio casse cassee quebrou quebrad* estrag* averiad* zerbrochen hinuber tot mort morte muerto morreu danad*',
  traded:
    'sold traded swapped swap vendi vendu verkauft getauscht tausch* intercamb* bought got compre comprei achete gekauft ganhei estreno',
  my: 'my mine mi mis mon ma mes mein meine meinen meinem meiner meins meu minha meus minhas i ich je yo eu me mich mir moi ive im',
  want: 'want need needs would like quiero necesit* veux voudrais aimerais brauch* mochte moechte will quero preciso gostaria querr* quisiera wanna gotta must besoin dois muss debo tengo',
  please: 'please plz pls bitte favor plait svp stp porfa pf pfv',
  can: 'can could kannst konnen konnten puedes puede podes podrias podria peux pouvez pourriez pode poderia consegue puedo posso kann consigo logro arrive darf',
  other:
    'his her their hers him them colleague* coworker* boss teammate* companero* companera* jefe jefa collegue* kollegin chef chefin colega* chefe wife husband intern',
  blank:
    'empty blank vacio vacia vide leer vazio vazia disappeared deleted wiped uninstall* erased borr* geloscht supprim* apagu* apagou desinstal* deinstall* formate* wipe factory',
  thanks: 'thanks thank thx gracias merci danke obrigad* cheers ty',
  computer:
    'computer* pc laptop* notebook* workstation* terminal rechner* ordenador* computador* compu ordinateur* portatil maquina machine desktop system systems sistema* systeme portal* intranet windows outlook email mail correo messagerie mailbox postfach buzon email emails',
  hello:
    'hi hello hey hola bonjour salut hallo moin ola oi morning guten buenos buenas bom boa bonsoir servus',
} as const;

export type Concept = keyof typeof concepts | 'system';
