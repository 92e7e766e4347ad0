"""`python -m scanner` is `btsready`."""

from scanner.cli import main

if __name__ == "__main__":
    main()
