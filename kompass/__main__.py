"""python -m kompass: the command line."""

from kompass.cli import main

main()
