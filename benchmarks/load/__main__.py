"""`python -m benchmarks.load`."""

from benchmarks.load.run import main

if __name__ == "__main__":
    main()
