// Dit à Streamlit où est son serveur : sans cela il essaie d'abord sous l'adresse de chaque page, et échoue.
window.__streamlit = { BACKEND_BASE_URL: new URL(".", document.currentScript.src).href };
window.prerenderReady = false;
