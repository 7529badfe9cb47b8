// Dit à Streamlit où est son serveur : sans cela il essaie d'abord sous l'adresse de chaque page, et échoue.
const base = new URL(".", document.currentScript.src).href;
window.__streamlit = { BACKEND_BASE_URL: base };
window.prerenderReady = false;

// Un réseau d'entreprise peut laisser passer les pages et couper la connexion qui les anime : on le dit, avec une issue.
const PATIENCE = 8000;
const Connexion = window.WebSocket;
let vivante = false;
window.WebSocket = class extends Connexion {
  constructor(...adresse) {
    super(...adresse);
    this.addEventListener("message", () => { vivante = true; document.getElementById("om-coupure")?.remove(); }, { once: true });
  }
};
function direCoupure() {
  if (vivante || document.getElementById("om-coupure")) return;
  const lieu = document.createElement("section");
  lieu.id = "om-coupure";
  lieu.setAttribute("role", "alert");
  lieu.innerHTML =
    "<h1>Votre réseau bloque la connexion de cette page</h1>" +
    "<p>Le tableau de bord a besoin d’une connexion WebSocket, que votre réseau ou un serveur mandataire refuse. " +
    "Transmettez cette phrase à votre service informatique\u202f: autoriser les WebSockets vers <code></code>.</p>" +
    "<p>En attendant, les mêmes chiffres se lisent sans cette connexion\u202f: <a>tableaux du millésime</a>.</p>";
  lieu.querySelector("code").textContent = new URL(base).host;
  lieu.querySelector("a").href = `${base}tableaux`;
  document.body.append(lieu);
}
window.setTimeout(direCoupure, PATIENCE);

// Copier : un lien rouvre la vue exacte, millésime compris ; une citation part en texte et en HTML.
async function copier(texte, html) {
  if (html && window.ClipboardItem) {
    const parties = { "text/plain": texte, "text/html": html };
    const blobs = Object.entries(parties).map(([type, contenu]) => [type, new Blob([contenu], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }
  return navigator.clipboard.writeText(texte);
}
function lienExact(millesime) {
  const lien = new URL(window.location.href);
  lien.searchParams.set("millesime", millesime);
  return lien.href;
}
document.addEventListener("click", async (clic) => {
  const bouton = clic.target.closest?.("[data-om-copier]");
  if (!bouton) return;
  const citation = bouton.closest(".om-citee")?.querySelector(".om-citation");
  const dit = bouton.textContent;
  try {
    await (citation ? copier(citation.innerText.trim(), citation.innerHTML) : copier(lienExact(bouton.dataset.omCopier)));
    bouton.textContent = "Copié";
  } catch {
    bouton.textContent = "Copie refusée par le navigateur";
  }
  window.setTimeout(() => { bouton.textContent = dit; }, 2000);
});

// La phrase de tête répond aux filtres : quand l'un d'eux la change, elle est annoncée sans prendre le foyer.
let dite = "";
function annoncer() {
  const phrase = document.querySelector(".om-tete h1")?.innerText ?? "";
  if (!phrase || phrase === dite) return;
  let voix = document.getElementById("om-annonce");
  if (!voix) {
    voix = document.createElement("div");
    voix.id = "om-annonce";
    voix.className = "om-voix";
    voix.setAttribute("role", "status");
    document.body.append(voix);
  }
  if (dite) voix.textContent = phrase;
  dite = phrase;
}
let attenteAnnonce = 0;
new MutationObserver(() => {
  window.clearTimeout(attenteAnnonce);
  attenteAnnonce = window.setTimeout(annoncer, 400);
}).observe(document, { childList: true, subtree: true, characterData: true });

// Une lettre seule ne commande rien : Streamlit rejouerait la page à « r », et un lecteur d'écran s'en sert.
window.addEventListener("keydown", (touche) => {
  const saisie = touche.target.closest?.("input, textarea, select, [contenteditable]");
  if (saisie || touche.ctrlKey || touche.metaKey || touche.altKey) return;
  if (/^[a-z]$/i.test(touche.key)) touche.stopImmediatePropagation();
}, true);

// Visite guidée : trois étapes, la première fois seulement ; elle se passe d'un clic ou par Échap, et ne prend jamais le foyer.
const VISITE = "om-visite";
const ETAPES = [
  [".om-tete", "Une phrase d’abord",
    "Chaque page répond en une phrase. Dessous, chaque chiffre porte sa base, le nombre d’offices qui ont livré, et un «\u202f?\u202f» qui le définit."],
  [".st-key-om-filtres, .st-key-om-filtres-office", "Vos choix sont dans l’adresse",
    "Les filtres changent toute la page. «\u202fCopier le lien\u202f» rouvre exactement cette vue, sur le même millésime."],
  [".om-outils, .om-citee", "Tout se cite, tout se vérifie",
    "«\u202fCiter\u202f» donne la phrase exacte et sa référence OMT. La page «\u202fVérifier un chiffre\u202f» dit si elle est toujours vraie."],
];
function lireVisite() {
  try { return window.localStorage.getItem(VISITE); } catch { return "illisible"; }
}
function fermerVisite() {
  document.getElementById("om-visite")?.remove();
  document.querySelector(".om-vise")?.classList.remove("om-vise");
  document.removeEventListener("keydown", fermerParEchap);
  try { window.localStorage.setItem(VISITE, "vue"); } catch { /* sans mémoire, elle reviendra */ }
}
function fermerParEchap(touche) {
  if (touche.key === "Escape") fermerVisite();
}
function montrerEtape(lieu, rang) {
  const [cible, titre, texte] = ETAPES[rang];
  document.querySelector(".om-vise")?.classList.remove("om-vise");
  document.querySelector(cible)?.classList.add("om-vise");
  lieu.querySelector("p").textContent = `Étape ${rang + 1} sur ${ETAPES.length}`;
  lieu.querySelector("h2").textContent = titre;
  lieu.querySelector("p + h2 + p").textContent = texte;
  const suite = lieu.querySelector("button");
  suite.textContent = rang + 1 < ETAPES.length ? "Suivant" : "Terminer";
  suite.onclick = () => (rang + 1 < ETAPES.length ? montrerEtape(lieu, rang + 1) : fermerVisite());
}
function ouvrirVisite() {
  document.getElementById("om-visite")?.remove();
  const lieu = document.createElement("section");
  lieu.id = "om-visite";
  lieu.setAttribute("aria-label", "Visite guidée");
  lieu.innerHTML =
    '<div aria-live="polite"><p></p><h2></h2><p></p></div>' +
    '<button type="button"></button> <button type="button">Passer la visite</button>';
  lieu.lastElementChild.onclick = fermerVisite;
  document.body.prepend(lieu);
  document.addEventListener("keydown", fermerParEchap);
  montrerEtape(lieu, 0);
}
document.addEventListener("click", (clic) => {
  if (clic.target.closest?.("[data-om-visite]")) ouvrirVisite();
});
if (lireVisite() === null) {
  const attente = window.setInterval(() => {
    if (!document.querySelector(".om-tete h1")) return;
    window.clearInterval(attente);
    if (!document.getElementById("om-coupure")) ouvrirVisite();
  }, 500);
}
