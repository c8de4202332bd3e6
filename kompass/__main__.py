"""python -m kompass: the command line."""

import gc

# A command is over in seconds; what is made while the program is read stays until then, and looking for rubbish
# among it every seven hundred objects would be a tenth of a report's time.
gc.set_threshold(50_000)

from kompass.cli import main  # noqa: E402 - reading the program is what this is about

main()
