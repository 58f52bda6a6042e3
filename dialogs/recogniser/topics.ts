/**
 * Words of five languages that belong to other topics than signing in: money, weather, printers, meetings. They are
 * what tells "lock my card" from "lock my account", in lines that nobody has written down yet. Stars as in
 * concepts.ts; a star in front begins the end of a German compound.
 */

export const topics = {
  'x-money':
    'bank* banking card cards debit credit* visa mastercard amex paypal venmo iban swift sepa atm cash money dollar* euro euros cent cents pound pounds currenc* exchange balance* savings deposit* withdraw* transfer* payment* pay pays paid paying payable bill bills billing invoice* loan* mortgage* interest refund* charged fee fees budget* tax taxes salary* wage* paycheck* payroll payslip* payday bonus stock stocks shares crypto bitcoin insurance* spent spend* spending price* cost costs transaction* statement* overdraft investment* ' +
    'banc* tarjeta* credito* debito* dinero saldo* cajero* pago* pagar pague cobr* factura* nomina* sueldo* salario* impuesto* prestamo* hipoteca* ahorro* transferencia* transferi* gasto* gaste precio* cuesta tarifa* presupuesto* divisa* efectivo moneda* ' +
    'banque* carte bancaire* argent solde* virement* virer paiement* payer paye payez facture* salaire* paie impot* hypothe* epargne* livret* depense* prix coute couter tarif* assurance* devise* monnaie* distributeur especes frais fiche ' +
    'bank *karte karten kredit* debit* giro* kontostand* kontoauszug* geld *geld uberweis* ueberweis* zahlung* zahlen zahl bezahl* rechnung* *rechnung *rechnungen gehalt* gehaltsabrechnung* lohn* steuer* darlehen hypothek* spar* sparkonto* ausgegeben preis* kostet kosten gebuhr* versicherung* wechselkurs* bankkonto* aktie* aktien guthaben abbuch* spesen ' +
    'cartao cartoes dinheiro pagamento* pagar boleto* pix fatura* imposto* emprestimo* poupanca* transferir gastei gastos preco* custa orcamento* moeda*',
  'x-shopping':
    'othercode cheaper cheap expensive choose compare recommend* entitled procurement order orders ordered ordering shop* shopping store stores buy bought buying purchas* delivery deliver* package* parcel* shipment* shipping courier voucher* coupon* discount* cart checkout amazon ebay shoes shirt clothes gift gifts product* customer* client clients supplier* vendor* sale sales warranty return returns ' +
    'barato barata caro cara compra* comprar tienda* paquete* entrega* cupon* descuento* regalo* zapato* ropa cliente* proveedor* devolver devolucion* catalogo* ' +
    'conseill* cher chere achat* acheter magasin* boutique* colis livraison* commande commandes commander remise* cadeau* chaussure* vetement* client* fournisseur* soldes panier promo ' +
    'gunstig* teuer bestell* einkauf* kauf* kaufen laden geschaft* paket* lieferung* liefer* *lieferung gutschein* rabatt* geschenk* schuhe hose kleid* kunde kunden *kunde lieferant* warenkorb ' +
    'barato barata caro corporativo loja* encomenda* pacote* cupom* desconto* presente presentes sapato* roupa* fornecedor* carrinho frete',
  'x-travel':
    'flight* fly flying plane airline* airport* hotel* train trains bus buses taxi* cab uber travel* trip trips vacation* holiday* luggage suitcase* passport* visa visas boarding booking book booked reserve* reservation* rent rental car cars traffic park parking route map directions drive driving station metro subway cruise beach jet gas fuel mileage mechanic tire tires oil vehicle* commute ' +
    'vuelo* volar avion* aeropuerto* tren trenes autobus* viaje* viajar vacacion* equipaje* maleta* pasaporte* reserva* reservar alquil* coche* carro carros trafico aparca* aparcamiento estacion* hotel* gasolina playa taxi ' +
    'aeroport* gare trains valise* passeport* bagage* voyage* vacances conge conges reserve* reservation* reserver voiture* trafic parking garer essence plage bouchon* ' +
    'flug* fluge fliegen flieger flughafen* bahn *bahn zug zuge bus reise* *reise koffer* reisepass* gepack* urlaub* *urlaub ferien buche buchen buchung* reservier* mietwagen* auto autos *auto wagen verkehr* stau park* parkplatz* *parkplatz bahnhof* tank* benzin strand fahrrad* fahrt* ' +
    'voo voos aeroporto* trem onibus viagem viagens ferias malas passaporte* bagagem reserva* aluguel alugar carro* transito estacion* gasolina praia',
  'x-food':
    'food eat eating lunch dinner breakfast meal* recipe* cook* bake* baking oven pizza* burger* sushi pasta rice bread cheese egg eggs milk coffee* tea beer wine restaurant* cafeteria canteen kitchen* calorie* vegetarian* vegan* sugar salt ingredient* cake hungry grocer* fruit apple apples banana* chicken meat fish salad soup snack* diet nutrition* taste* tasty boil* fry ' +
    'comida comer almuerzo* cena desayuno* receta* cocin* horno arroz pan queso huevo* leche cafe cafes cerveza* vino restaurante* comedor* hambre ensalada* sopa carne pollo pescado azucar cafetera* pastel ' +
    'manger repas dejeuner diner recette* cuisine* cuisson riz fromage* oeuf* lait cafe biere* vin restaurant* cantine* faim salade* soupe viande* poulet poisson sucre cafetiere* gateau* crepe* ' +
    'essen mittag* fruhstuck* abendessen* rezept* koch* backen backt backofen reis brot kase ei eier milch kaffee* *kaffee bier wein restaurant* kantine* kuche* hunger* salat* suppe* fleisch fisch zucker kuchen pizza* lieferando ' +
    'almoco* jantar cafe receita* cozinh* forno arroz pao queijo* ovo ovos leite cerveja* vinho refeitorio* fome salada* sopa carne frango peixe acucar bolo lanche* pizzaria*',
  'x-media':
    'music song* sing play plays playing playlist* album* artist* band jazz rock radio* podcast* audiobook* movie* film films video* netflix spotify youtube tv television series episode* channel* volume louder quieter mute unmute speaker speakers concert* theater theatre cinema game games gaming playstation xbox book books novel* read reading poem* photo* picture* camera* shuffle lyrics instagram facebook tiktok twitter tweet* snapchat whatsapp social ' +
    'musica cancion* canta* reproduc* ponme emisora* pelicula* cine serie volumen altavoz* concierto* juego* jugar libro libros foto fotos camara* television tele ' +
    'musique* chanson* chante* joue jouer ecoute* film* cinema* serie volume jeu jeux livre livres photo* camera enceinte tele television radio* ' +
    'musik* lied lieder sing singen spiel* spiele *spiel film* kino* serie* lautstark* laut leiser lautsprecher* konzert* buch bucher foto* kamera* fernseh* radio* horbuch* ' +
    'musica* cancao cancoes toca toque tocar filme* cinema serie volume alto-falante jogo* jogar livro* foto* camera* televisao novela podcast*',
  'x-time':
    'alarm* timer* stopwatch clock clocks reminder* calendar* appointment* event events schedul* agenda timezone* wake birthday* todo chore* ' +
    'despertador* temporizador* recordatorio* calendario* cita citas evento* agenda cumpleanos reloj ' +
    'reveil* minuteur* minuterie rappels calendrier* agenda rendez-vous rendezvous evenement* anniversaire* montre ' +
    'wecker* weck* timer kalender* termin termine termins *termin veranstaltung* geburtstag* uhrzeit ' +
    'despertador* temporizador* lembrete* calendario* compromisso* evento* aniversario* relogio* horario* alarme*',
  'x-weather':
    'weather rain* raining snow* sunny cloud* storm* forecast* temperature* humidity wind windy hot cold degrees celsius fahrenheit umbrella* ' +
    'llover* lluvia* llueve nieve nevar soleado tormenta* pronostico* temperatura* clima frio calor grados paraguas ' +
    'meteo pluie* pleuvoir pleut neige* orage* soleil temperature* froid chaud chaleur degres parapluie* ' +
    'wetter* *wetter regen* regnet schnee* schneit sonnig sonne gewitter* vorhersage* temperatur* kalt warm heiss regenschirm* ' +
    'chuva* chover chove neve tempestade* previsao temperatura* frio calor graus guarda-chuva',
  'x-house':
    'door* key keys house home apartment* garage* gate gates locker* cabinet* drawer* window light lights lamp* heating heater* thermostat* fridge dishwasher* washing vacuum* cleaning plant plants garden* lawn furniture building* elevator* lift stairs toilet* bathroom* room rooms badge* keycard* bike* bicycle* umbrella roof wall floor ' +
    'puerta* llave llaves casa piso apartamento* garaje* armario* cajon* ventana luz luces lampara* calefaccion* termostato* nevera lavadora* limpiar jardin* edificio* ascensor* bano banos sala salas gafete bici bicicleta* taquilla* ' +
    'porte portes cle cles maison appartement* garage* armoire* tiroir* fenetre* lumiere* lampe* chauffage* frigo lave* nettoy* jardin* batiment* ascenseur* toilettes salle salles badge* velo* casier* clim climatisation portail ' +
    'tur turen *tur schlussel* haus hauses zuhause wohnung* garage* schrank* *schrank schublade* fenster* licht* lampe* heizung* thermostat* kuhlschrank* waschmaschine* staubsaug* garten* gebaude* aufzug* fahrstuhl* toilette* raum raume *raum buro* ausweis* spind* schranke klima* klimaanlage* schloss *schloss ' +
    'porta portas chave chaves casa apartamento* garagem armario* gaveta* janela* lampada* aquecedor* geladeira* lavar limpeza jardim predio* elevador* banheiro* sala salas cracha* bicicleta* portao catraca*',
  'x-work':
    'vacation* leave holiday* sick payslip contract contracts overtime timesheet* expense* reimburse* benefit* pension insurance hr promotion raise career* job jobs hiring candidate* interview* onboarding training* course* workshop* meeting* conference* presentation* slides report reports project* deadline* strategy marketing policy policies dress hire salary supervisor ceo cfo director lunch ' +
    'vacacion* contrato* gastos reembols* beneficio* pension rrhh ascenso aumento empleo* entrevista* formacion* curso* taller reunion* presentacion* informe* proyecto* politica* festivo* baja medico ' +
    'conge* contrat* remboursement* retraite rh promotion augmentation emploi* entretien* formation* reunion* presentation* rapport* projet* politique* ferie* maladie malade ' +
    'urlaub* vertrag* uberstunden arbeitszeit* spesen* reisekosten* erstatt* rente personalabteilung beforder* gehaltserhohung* stelle bewerb* bewerbung* schulung* kurs kurse besprechung* meeting* *meeting prasentation* bericht* projekt* richtlinie* krank* feiertag* feierabend ' +
    'ferias contrato* despesa* reembols* beneficio* aposentadoria rh promocao aumento vaga vagas emprego* entrevista* treinamento* curso* reuniao reunioes apresentacao relatorio* projeto* politica* feriado* doente atestado',
  'x-device':
    'signal reception coverage storage space megapixel* case charge charging dashboard* noisy print* printer* toner paper copier* scanner* projector* beamer* monitor* keyboard* mouse headset* headphone* earbuds speaker* microphone* mic webcam* docking dock charger* charging battery batteries cable* usb hdmi adapter* hard disk ssd ram slow lag* fan wifi wi-fi wlan internet router* modem bluetooth screen* brightness network ethernet bandwidth freez* ' +
    'cobertura espacio almacenamiento funda panel cargarlo impresora* imprim* papel proyector* teclado* raton auricular* audifono* microfono* cargador* bateria* lento lenta lentisim* pantalla* brillo router red wifi internet ' +
    'capte stockage place coque decharge recharger imprimante* imprim* papier* projecteur* clavier* souris casque* micro chargeur* batterie* lent lente rame ecran* luminosite reseau box wifi internet ' +
    'empfang speicherplatz speicher hulle ladt laden drucker* druck* papier* toner beamer* bildschirm* *bildschirm tastatur* maus kopfhorer* mikro* headset* ladegerat* ladekabel* akku* *kabel langsam* lahm helligkeit netzwerk netz wlan* internet* router* ' +
    'espaco capinha painel recarregar carregar impressora* imprim* papel projetor* teclado* fone fones microfone* carregador* bateria* lento lenta tela brilho rede roteador* wifi internet',
  'x-software':
    'excel word powerpoint photoshop visio acrobat chrome firefox python java javascript docker macro* formula* spreadsheet* document* file files folder* pdf* zip attachment* signature template* font column* cells row rows pivot table sheet* slide install* download* license* licence* version* plugin* backup* restore spam newsletter* junk sync* website* webpage bug bugs deploy* build git branch* commit* database* query script* api server* algorithm* ' +
    'archivo* documento* carpeta* hoja* celda* formula* plantilla* instala* descarga* licencia* adjunto* navegador* servidor* ' +
    'fichier* document* dossier* feuille* cellule* formule* modele* installe* installer telecharg* licence* signature serveur* tableau* ' +
    'datei* *datei dokument* ordner* tabelle* zelle* zellen formel* vorlage* installier* installation* herunterlad* lizenz* anhang* signatur* browser server* programm* webseite* ' +
    'arquivo* documento* pasta pastas planilha* celula* formula* modelo* instal* baixar licenca* anexo* assinatura* navegador* servidor* site sites',
  'x-knowledge':
    'president country countries planet* moon mars earth ocean mountain* river population history war king queen inventor invent* scien* math calculate* minus divided percent* square root equation* definition define meaning synonym* spell* translat* language* spanish french german italian japanese chinese portuguese english joke* stories riddle* funny fact facts quote quotes headline* election* sport* football soccer basketball tennis score league olympic* horoscope wikipedia age birthday ' +
    'presidente* pais paises planeta* luna historia guerra rey reina calcul* suma raiz significado traduc* traduce idioma* chiste* cuento* partido* futbol liga horoscopo adivinanza* ' +
    'president* pays planete* lune histoire* guerre roi reine calcul* racine signification traduis* traduire langue* blague* actualite* match* foot horoscope devinette* ' +
    'hauptstadt* prasident* land lander planet* mond geschichte* krieg konig* rechne* berechne* wurzel bedeutung* ubersetz* uebersetz* sprache* witz* nachrichten fussball* bundesliga mannschaft* horoskop* ratsel* ' +
    'presidente* pais paises planeta* lua historia guerra rei rainha calcul* raiz significado traduz* idioma* piada* futebol campeonato* horoscopo*',
  'x-life':
    'doctor* dentist* medicine* pill* health* sick headache* gym workout* exercise* yoga sleep* dog* cat cats pet pets baby babies kids child* school* homework wedding* party parties girlfriend boyfriend mom dad mother father family* neighbor* love* happy sad bored tired angry dream* friend* doctor hospital* vaccin* haircut* hobby ' +
    'medic* doctor* dentista* medicina* salud* gimnasio* dormir perro* gato* bebe* nino* colegio* escuela* boda* fiesta* novia novio mama papa familia* amor feliz aburrid* cansad* amig* ' +
    'medecin* docteur* dentiste* medicament* sante* gym dormir chien* bebe* enfant* ecole* mariage* fete* copine copain maman papa famille* amour heureu* ennui* fatigue* ami amis ' +
    'arzt* zahnarzt* medikament* gesundheit* fitness* schlaf* hund* katze* baby* kinder schule* hochzeit* party* freundin freund mama papa familie* liebe* glucklich langweil* mude ' +
    'medico* dentista* remedio* saude* academia dormir cachorro* gato* bebe* crianca* escola* casamento* festa* namorad* mae pai familia* amor feliz cansad* amig*',
} as const;

export type Topic = keyof typeof topics;
