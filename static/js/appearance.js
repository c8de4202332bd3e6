// Runs before the first paint: says that scripts work, and applies the reader's choice of light or dark.
document.documentElement.classList.add('js');
try {
  document.documentElement.dataset.colorScheme = localStorage.getItem('kompass-appearance') ?? 'auto';
} catch {
  // The browser keeps nothing for this site; then the system decides.
}
// A script that cannot run must not hide the buttons that work without it.
addEventListener('error', ({ target }) => {
  if (target === window || target.tagName === 'SCRIPT') document.documentElement.classList.remove('js');
}, true);
