// On the page that waits for a report: asks how far it has come, and opens it when it is finished.
const line = document.getElementById('report-progress');
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 4000;

async function ask() {
  const response = await fetch(location.href, { headers: { Accept: 'application/json' } });
  // Signed out, or no longer allowed: the page itself says so.
  if (!response.ok) return location.reload();
  const { address, is_failed: isFailed, message } = await response.json();
  if (address) return location.replace(address);
  if (isFailed) return location.reload();
  if (line.textContent !== message) line.textContent = message;
  return null;
}

async function watch(pause) {
  await new Promise((resume) => setTimeout(resume, pause));
  try {
    await ask();
  } catch {
    line.textContent = line.dataset.offline;
  }
  // What leads away from here ends the watch with the page.
  watch(Math.min(pause * 1.3, LONGEST_PAUSE));
}

watch(FIRST_PAUSE);
