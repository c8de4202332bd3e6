// Lets a page open without a network: the network first, what was kept when it fails. One store per account; only pages
// that say they belong to it are kept, and signing out empties it (site.js).
const account = new URL(location).searchParams.get('account');
const STORE = `kompass-1-${account}`;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => event.waitUntil(takeOver()));

self.addEventListener('message', ({ data }) => data.forEach((address) => fetchAndKeep(new Request(address)).catch(() => {})));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  const isStatic = pathname.startsWith('/static/');
  if (isLasting(request.url)) event.respondWith(keptFirst(request));
  else if (isStatic || request.mode === 'navigate') event.respondWith(networkFirst(request));
});

/** An address with a version never changes its content: static files, and the guidance of an edition. */
function isLasting(address) {
  const { pathname, searchParams } = new URL(address);
  return /^\/(static|utgaver)\//.test(pathname) && searchParams.has('v');
}

async function takeOver() {
  const others = (await caches.keys()).filter((name) => name.startsWith('kompass-') && name !== STORE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function keptFirst(request) {
  return (await caches.match(request)) ?? fetchAndKeep(request);
}

async function networkFirst(request) {
  try {
    return await fetchAndKeep(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: request.mode === 'navigate' });
    if (kept) return kept;
    throw error;
  }
}

async function fetchAndKeep(request) {
  const response = await fetch(request);
  if (response.ok && (await belongsHere(response.clone()))) await (await caches.open(STORE)).put(request, response.clone());
  return response;
}

/** Static files do; a page does when it says so; nothing else (reports, data) is kept. */
async function belongsHere(response) {
  // Pages with names and notes from interviews stay in the memory of the browser.
  if (response.headers.get('Cache-Control') === 'no-store') return false;
  if (new URL(response.url).pathname.startsWith('/static/') || isLasting(response.url)) return true;
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html');
  return isPage && (await response.text()).includes(`data-account="${account}"`);
}
