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
